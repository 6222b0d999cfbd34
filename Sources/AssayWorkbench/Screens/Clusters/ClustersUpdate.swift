import AssayModel
import TerminalWidgets

func performClusters(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  switch command {
  case .open:
    guard let cluster = state.clusters.cluster(at: state.clusters.cursor)?.cluster else { return [] }
    state.screen = .review
    state.review.pane = .list
    return apply(filter: ExampleFilter([.cluster(Int32(truncatingIfNeeded: cluster.id.rawValue))]), &state)
  case .keepOne: return settle(&state)
  case .cancel:
    state.screen = .review
    return []
  default:
    guard let distance = distance(of: command, page: plainListHeight(state)) else { return [] }
    let last = max(0, (state.clusters.total ?? 1) - 1)
    state.clusters.cursor = min(max(0, target(from: state.clusters.cursor, distance)), last)
    state.clusters.top = ListView.scrolledTop(
      cursor: state.clusters.cursor, top: state.clusters.top, height: plainListHeight(state), count: last + 1)
    return []
  }
}

/// Keeps the representative and rejects the other members, as one step.
private func settle(_ state: inout AppState) -> [Effect] {
  guard let cluster = state.clusters.cluster(at: state.clusters.cursor)?.cluster,
    let kept = cluster.members.first?.example
  else { return [] }
  let decisions = cluster.members.map {
    NewDecision(
      example: $0.example, action: $0.example == kept ? .accept : .reject, blind: state.review.isBlind)
  }
  let last = max(0, (state.clusters.total ?? 1) - 1)
  state.clusters.cursor = min(state.clusters.cursor + 1, last)
  return append(decisions, purpose: .advance, &state)
}

func missingClusterReads(_ state: AppState) -> [Effect] {
  let clusters = state.clusters
  let end = min(clusters.total ?? .max, clusters.top + plainListHeight(state))
  let isHere =
    clusters.total != nil && clusters.top >= clusters.start && end <= clusters.start + clusters.page.count
  if isHere || (clusters.total == 0) { return [] }
  return [.readClusters(start: max(0, clusters.top - 50), count: ClustersState.pageLength)]
}
