import AssayModel
import TerminalCore
import TerminalWidgets

/// Draws the members of the cluster under the cursor.
func drawMembers(_ canvas: inout Canvas, _ rect: Rect) {
  let clusters = canvas.state.clusters
  drawPaneFrame(
    &canvas, rect, title: membersTitle(canvas.state), isFocused: clusters.pane == .members)
  let inner = rect.inset()
  guard !inner.isEmpty, let sight = clusterMembers(canvas, inner) else { return }
  sight.draw(in: inner, into: &canvas)
  drawPlace(&canvas, rect, sight)
}

/// The members that are in sight in this rectangle; nil: there is no cluster.
func clusterMembers(_ canvas: Canvas, _ rect: Rect) -> MembersInSight? {
  let clusters = canvas.state.clusters
  let rows = canvas.state.review.rows
  guard let cluster = clusters.current else { return nil }
  let selection = canvas.style(clusters.pane == .members ? "selection" : "selection.unfocused")
  return MembersInSight(
    count: cluster.members.count, cursor: clusters.memberCursor, top: clusters.memberTop, height: rect.height
  ) { index in
    let member = cluster.members[index]
    let isHere = index == clusters.memberCursor
    let head = memberHead(
      member, isRepresentative: index == 0, selection: isHere ? selection : nil, isHere: isHere,
      isKept: clusters.marks.contains(member.example), canvas)
    let representative = index == 0 ? nil : cluster.members.first.flatMap { rows[$0.example] }
    return memberBlock(
      head, rows[member.example], against: representative, indent: 4, width: rect.width,
      maxLines: memberLineLimit(count: cluster.members.count, height: rect.height), canvas)
  }
}

/// "4-9/12" in the lower border when not all members are in sight.
private func drawPlace(_ canvas: inout Canvas, _ rect: Rect, _ sight: MembersInSight) {
  guard let count = canvas.state.clusters.current?.members.count else { return }
  var room = rect.height - 2
  var last = sight.top
  for block in sight.blocks {
    room -= block.lines.count
    if room < 0, last > sight.top { break }
    last = block.member + 1
    room -= 1
  }
  guard sight.top > 0 || last < count else { return }
  let place = " \(grouped(sight.top + 1))-\(grouped(last))/\(grouped(count)) "
  let column = rect.maxColumn - 1 - DisplayText.width(place)
  guard column > rect.column + 1 else { return }
  canvas.put(place, row: rect.maxRow - 1, column: column, role: "text.dim")
}

/// "Cluster 14 · 5 near duplicates · 3 to go · keep 2"
private func membersTitle(_ state: AppState) -> String {
  let clusters = state.clusters
  guard let cluster = clusters.current else { return " Members " }
  let kept = clusters.markedHere.count
  let open = clusters.openMembers(at: clusters.cursor)
  let parts = [
    "Cluster \(cluster.id.rawValue)", "\(grouped(cluster.members.count)) \(cluster.phrase)",
    open == 0 ? "settled" : "\(grouped(open)) to go", kept == 0 ? nil : "keep \(kept)",
    ClustersLayout(state).listFrame == nil && clusters.openCount > 0
      ? "\(grouped(clusters.openCount)) clusters to go" : nil,
  ]
  return " " + parts.compactMap { $0 }.joined(separator: state.appearance.separator) + " "
}
