import TerminalCore

/// A click chooses, a double click opens, the wheel moves in the pane under it.
func handleInClusters(_ mouse: MouseEvent, _ state: inout AppState) -> [Effect] {
  let layout = ClustersLayout(state)
  let isInMembers = layout.membersFrame?.contains(mouse.at) == true
  guard isInMembers || layout.listFrame?.contains(mouse.at) == true else { return [] }
  switch mouse.kind {
  case .press, .doubleClick:
    state.clusters.pane = isInMembers ? .members : .list
    let isHit = isInMembers ? pressMember(mouse.at, layout, &state) : pressCluster(mouse.at, layout, &state)
    return isHit && mouse.kind == .doubleClick ? perform(.open, &state) : []
  case .wheelUp, .wheelDown:
    if layout.threshold?.contains(mouse.at) == true { return [] }
    let before = state.clusters.pane
    state.clusters.pane = isInMembers ? .members : .list
    for _ in 0..<(isInMembers ? 1 : 3) {
      _ = perform(mouse.kind == .wheelUp ? .up : .down, &state)
    }
    state.clusters.pane = before
    return []
  case .release, .drag: return []
  }
}

private func pressCluster(_ point: Point, _ layout: ClustersLayout, _ state: inout AppState) -> Bool {
  guard let rect = layout.list, rect.contains(point) else { return false }
  let position = state.clusters.top + point.row - rect.row
  guard position < state.clusters.listing.count else { return false }
  moveClusterCursor(to: position, &state)
  return true
}

private func pressMember(_ point: Point, _ layout: ClustersLayout, _ state: inout AppState) -> Bool {
  guard let rect = layout.members, rect.contains(point) else { return false }
  let canvas = Canvas(state: state, theme: .fallback)
  guard let sight = clusterMembers(canvas, rect), let member = sight.member(atLine: point.row - rect.row)
  else { return false }
  state.clusters.memberTop = sight.top
  moveMemberCursor(to: member, &state)
  return true
}
