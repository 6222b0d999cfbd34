import AssayModel
import TerminalCore
import TerminalWidgets

/// What the keys of the clusters screen do.
func performClusters(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  let effects = performOnClusters(command, &state)
  scrollMembers(&state)
  return effects
}

private func performOnClusters(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  switch command {
  case .open: return openCluster(&state)
  case .keepOne: return keepMembers(&state)
  case .accept: return decideMember(.accept, &state)
  case .reject: return decideMember(.reject, &state)
  case .mark, .unmarkAll: return markMember(command, &state)
  case .separate: return separateMember(&state)
  case .merge: return mergeClusters(&state)
  case .settle: return requestSettlement(of: usualSettlement, &state)
  case .thresholdUp, .thresholdDown, .thresholdFarUp, .thresholdFarDown, .thresholdReset, .nextMethod:
    return moveThreshold(command, &state)
  case .order: return relist(&state) { $0.order = $0.order.next }
  case .filter: return openClusterFilters(&state)
  case .clearFilter: return relist(&state) { $0.filter = ClusterFilter() }
  case .nextUndecided:
    goToNextOpen(&state)
    return []
  case .nextPane, .previousPane:
    state.clusters.pane = state.clusters.pane == .list ? .members : .list
    return []
  case .members:
    state.clusters.pane = .members
    return []
  case .zoomPane:
    state.clusters.isZoomed.toggle()
    return []
  case .judgeAgain: return judgeAgain(&state)
  case .blind, .nextJudge: return performReview(command, &state)
  case .cancel: return cancelClusters(&state)
  default: return moveInClusters(command, &state)
  }
}

// MARK: Moving

private func moveInClusters(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  switch state.clusters.pane {
  case .list:
    guard let distance = distance(of: command, page: ClustersLayout.listHeight(state)) else { return [] }
    moveClusterCursor(to: target(from: state.clusters.cursor, distance), &state)
  case .members:
    // Members are of different heights; half of the lines is about what a page of them is.
    guard let distance = distance(of: command, page: max(2, FrameLayout(size: state.size).body.height / 4))
    else {
      return []
    }
    moveMemberCursor(to: target(from: state.clusters.memberCursor, distance), &state)
  }
  return []
}

/// Puts the cursor on a cluster of the list.
func moveClusterCursor(to position: Int, _ state: inout AppState) {
  let last = max(0, state.clusters.listing.count - 1)
  let before = state.clusters.cursor
  state.clusters.cursor = min(max(0, position), last)
  if state.clusters.cursor != before {
    state.clusters.memberCursor = 0
    state.clusters.memberTop = 0
  }
  scrollClusters(&state)
}

/// As in Review, a step over the edge turns half a page.
private func scrollClusters(_ state: inout AppState) {
  let clusters = state.clusters
  let height = ClustersLayout.listHeight(state)
  let isInSight = (clusters.top..<clusters.top + height).contains(clusters.cursor)
  state.clusters.top = ListView.scrolledTop(
    cursor: clusters.cursor, top: clusters.top, height: height, count: clusters.listing.count,
    margin: isInSight ? 0 : height / 2)
}

func moveMemberCursor(to position: Int, _ state: inout AppState) {
  let last = max(0, (state.clusters.current?.members.count ?? 1) - 1)
  state.clusters.memberCursor = min(max(0, position), last)
}

/// Remembers from where on the members are shown, so that going back does not turn the page.
func scrollMembers(_ state: inout AppState) {
  let top = state.clusters.memberTop
  let cursor = state.clusters.memberCursor
  if cursor < top {
    state.clusters.memberTop = cursor
  } else if cursor > top, let rect = ClustersLayout(state).members {
    let canvas = Canvas(state: state, theme: .fallback)
    state.clusters.memberTop = clusterMembers(canvas, rect)?.top ?? 0
  }
}

func goToNextOpen(_ state: inout AppState) {
  if let next = state.clusters.nextOpen() {
    moveClusterCursor(to: next, &state)
  } else if state.message == nil {
    state.message = Message(.info, "Every cluster in this list is settled")
  }
}

/// Into the members, and from there to the example itself.
private func openCluster(_ state: inout AppState) -> [Effect] {
  guard let cluster = state.clusters.current else { return [] }
  if state.clusters.pane == .list {
    state.clusters.pane = .members
    return []
  }
  guard let example = state.clusters.currentMember?.example else { return [] }
  if state.review.detour == nil {
    state.review.detour = ReviewState.Detour(filter: state.review.filter, example: state.review.current)
  }
  state.review.detour?.screen = .clusters
  state.screen = .review
  state.review.pane = .list
  state.review.filter = ExampleFilter([.cluster(Int32(truncatingIfNeeded: cluster.id.rawValue))])
  let effects = requestListing(&state)
  state.review.anchor = example
  return effects
}

/// Back to where the detour began, with Review as it was before.
func returnFromDetour(_ state: inout AppState) -> [Effect] {
  guard let detour = state.review.detour else { return [] }
  state.review.detour = nil
  state.screen = detour.screen
  let effects = apply(filter: detour.filter, &state)
  state.review.anchor = detour.example
  return effects + (detour.screen == .clusters ? refreshClusters(&state) : [])
}

private func cancelClusters(_ state: inout AppState) -> [Effect] {
  if state.clusters.mergeSource != nil {
    state.clusters.mergeSource = nil
  } else if state.clusters.isZoomed {
    state.clusters.isZoomed = false
  } else if state.clusters.pane == .members {
    state.clusters.pane = .list
  } else {
    state.screen = .review
  }
  return []
}

// MARK: The list

/// Changes order or filter; the cursor stays on its cluster.
func relist(_ state: inout AppState, _ change: (inout ClustersState) -> Void) -> [Effect] {
  let before = state.clusters.current
  change(&state.clusters)
  state.clusters.list(keeping: before)
  scrollClusters(&state)
  state.message = Message(
    .info,
    state.clusters.filter.isEmpty
      ? "Clusters: \(state.clusters.order.text)"
      : "\(state.clusters.filter.terms.joined(separator: ", ")): \(grouped(state.clusters.listing.count)) clusters"
  )
  return [.saveSession]
}

private func openClusterFilters(_ state: inout AppState) -> [Effect] {
  let active = Set(state.clusters.filter.terms)
  let items =
    ClusterFilter.allTerms.filter(active.contains).map { "- " + $0 }
    + ClusterFilter.allTerms.filter { !active.contains($0) }
  state.overlay = .picker(.init(.clusterFilter, picker: Picker(title: "Only clusters", items: items)))
  return []
}

/// Puts a condition of the list on or takes it off.
func toggle(clusterTerm text: String, _ state: inout AppState) -> [Effect] {
  var filter = state.clusters.filter
  guard filter.toggle(text.hasPrefix("- ") ? String(text.dropFirst(2)) : text) else {
    return unknown(text, "a filter of clusters: \(ClusterFilter.allTerms.joined(separator: ", "))", &state)
  }
  return relist(&state) { $0.filter = filter }
}

// MARK: Reading

/// Reads the clusters when they are not here or no longer right; nothing while they are on their way.
func refreshClusters(_ state: inout AppState) -> [Effect] {
  if state.clusters.isForming { return [] }
  if state.clusters.snapshot == nil, !state.clusters.thresholds.isEmpty { return formClusters(&state) }
  guard state.clusters.snapshot == nil || state.clusters.isStale else { return [] }
  return [.readClusters(nextRequest(&state))]
}

/// Asks for clusters by the thresholds and by what people have said.
func formClusters(_ state: inout AppState) -> [Effect] { [.formClusters(nextRequest(&state))] }

private func nextRequest(_ state: inout AppState) -> ClusterRequest {
  state.clusters.requestNumber += 1
  state.clusters.isForming = true
  state.clusters.isStale = false
  return ClusterRequest(thresholds: state.clusters.thresholds, number: state.clusters.requestNumber)
}

func didForm(_ answer: ClusterAnswer, _ state: inout AppState) -> [Effect] {
  guard answer.number == state.clusters.requestNumber else { return [] }
  state.clusters.isForming = false
  state.clusters.take(answer, log: state.log, reviewer: state.reviewer)
  scrollClusters(&state)
  scrollMembers(&state)
  // Somebody has changed them while they were on their way.
  return state.screen == .clusters ? refreshClusters(&state) : []
}

/// The representatives of the clusters in sight, and the members of the one under the cursor that may be.
func missingClusterReads(_ state: AppState) -> [Effect] {
  let clusters = state.clusters
  guard clusters.snapshot != nil else { return [] }
  let end = min(clusters.listing.count, clusters.top + ClustersLayout.listHeight(state))
  var wanted = (min(clusters.top, end)..<end).compactMap { clusters.cluster(at: $0)?.members.first?.example }
  if let members = clusters.current?.members {
    let height = FrameLayout(size: state.size).body.height
    let first = max(0, min(clusters.memberTop, clusters.memberCursor - height / 2))
    let last = min(members.count, max(clusters.memberTop, clusters.memberCursor) + height / 2 + 1)
    wanted += members[0..<min(1, members.count)].map(\.example)
    if first < last { wanted += members[first..<last].map(\.example) }
  }
  var seen: Set<ExampleID> = []
  let missing = wanted.filter { state.review.rows[$0] == nil && seen.insert($0).inserted }
  return missing.isEmpty ? [] : [.readRows(missing)]
}
