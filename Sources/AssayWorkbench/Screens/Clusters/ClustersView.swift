import AssayModel
import TerminalCore
import TerminalWidgets

/// Draws the clusters with the threshold under them, and the members of one beside them.
func drawClusters(_ canvas: inout Canvas) {
  let layout = ClustersLayout(canvas.state)
  if let frame = layout.membersFrame { drawMembers(&canvas, frame) }
  if let frame = layout.listFrame { drawClusterList(&canvas, frame, layout) }
  guard layout.membersFrame != nil, layout.listFrame != nil, let frame = layout.membersFrame else { return }
  let style = canvas.style("border")
  canvas.grid.put(canvas.lines.teeDown, row: frame.row, column: frame.column, style: style)
  canvas.grid.put(canvas.lines.teeUp, row: frame.maxRow - 1, column: frame.column, style: style)
}

private func drawClusterList(_ canvas: inout Canvas, _ frame: Rect, _ layout: ClustersLayout) {
  let state = canvas.state
  let clusters = state.clusters
  drawPaneFrame(&canvas, frame, title: listTitle(state), isFocused: clusters.pane == .list)
  guard let rect = layout.list, !rect.isEmpty else { return }
  if clusters.listing.isEmpty {
    drawEmptyList(&canvas, frame.inset())
  } else {
    let columns = ClusterColumns(width: rect.width)
    canvas.put(columns.heading, row: rect.row - 1, column: rect.column, role: "field.name", width: rect.width)
    for line in 0..<rect.height {
      let position = clusters.top + line
      guard position < clusters.listing.count else { break }
      drawClusterRow(
        &canvas, position, columns,
        Rect(row: rect.row + line, column: rect.column, height: 1, width: rect.width))
    }
  }
  if let threshold = layout.threshold {
    drawThresholdDivider(&canvas, frame, row: threshold.row - 1)
    drawThreshold(&canvas, threshold)
  }
}

/// "Clusters · 1,161 · 12 to go"
private func listTitle(_ state: AppState) -> String {
  let clusters = state.clusters
  guard let snapshot = clusters.snapshot else { return " Clusters " }
  let count = clusters.listing.count
  let whole = snapshot.clusters.count
  let parts = [
    "Clusters", count == whole ? grouped(whole) : "\(grouped(count)) of \(grouped(whole))",
    whole == 0 ? nil : clusters.openCount == 0 ? "all settled" : "\(grouped(clusters.openCount)) to go",
  ]
  return " " + parts.compactMap { $0 }.joined(separator: state.appearance.separator) + " "
}

/// What there is to say instead of clusters.
private func drawEmptyList(_ canvas: inout Canvas, _ rect: Rect) {
  let state = canvas.state
  var lines: [String]
  if state.clusters.snapshot == nil {
    lines = ["Reading " + state.appearance.pending]
  } else if !state.clusters.filter.isEmpty {
    let key = state.bindings.shown(for: .clearFilter, screen: .clusters) ?? ":clear"
    lines = ["No cluster fulfils the filter; \(key) clears it"]
  } else if state.workspace.count == 0 {
    lines = ["No examples yet: assay import FILE"]
  } else {
    lines = ["No two examples are near duplicates"]
    if state.clusters.pairs == nil { lines.append("assay dedupe looks for them") }
  }
  for (index, line) in lines.enumerated() where index < rect.height {
    canvas.put(
      line, row: rect.row + index, column: rect.column + 1, role: "text.dim", width: rect.width - 1)
  }
}

/// The columns of the list; the first words of the representative take what is left.
private struct ClusterColumns {
  let hasLowest: Bool
  init(width: Int) { hasLowest = width >= 40 }

  var heading: String { "   size left" + (hasLowest ? " from" : "") + " kind        first words" }
}

private func drawClusterRow(
  _ canvas: inout Canvas, _ position: Int, _ columns: ClusterColumns, _ rect: Rect
) {
  let state = canvas.state
  guard let cluster = state.clusters.cluster(at: position) else { return }
  let row = ListRow(
    &canvas, rect, isCurrent: position == state.clusters.cursor, isFocused: state.clusters.pane == .list)
  let open = state.clusters.openMembers(at: position)
  let isSource = state.clusters.mergeSource.map { state.clusters.isMember($0, at: position) } ?? false
  var spans = [
    row.span(row.arrow, "text"),
    row.span(isSource ? "m" : " ", "mark"),
    row.span(short(cluster.members.count).leftPadded(to: 5), "text"),
    open == 0
      ? row.span((canvas.isASCII ? "+" : "✓").leftPadded(to: 5), "verdict.accept")
      : row.span(short(open).leftPadded(to: 5), "text"),
  ]
  if columns.hasLowest {
    spans.append(row.span(" " + similarityText(cluster.members.last?.similarity ?? 1), "text.dim"))
  }
  let kind = cluster.kind.map { $0.sign(ascii: canvas.isASCII) + " " + $0.word } ?? "  " + cluster.method
  spans.append(
    row.span(" " + DisplayText.pad(canvas.truncate(DisplayText.singleLine(kind), to: 11), to: 12), "kind"))
  let used = spans.reduce(0) { $0 + DisplayText.width($1.text) }
  spans.append(row.span(title(of: cluster, room: rect.width - used, canvas), "text"))
  canvas.grid.put(spans: spans, row: rect.row, column: rect.column, maxWidth: rect.width)
}

/// The first words of the representative.
private func title(of cluster: Cluster, room: Int, _ canvas: Canvas) -> String {
  guard room > 0 else { return "" }
  guard let example = cluster.members.first.flatMap({ canvas.state.review.rows[$0.example] }) else {
    return canvas.truncate(canvas.state.appearance.pending, to: room)
  }
  let opinion = canvas.state.log.opinion(of: canvas.state.reviewer, on: example.id)
  return canvas.truncate(
    clusterHeadline(
      of: opinion?.edited ?? example.fields, compared: canvas.state.task.duplicates.fields,
      longest: 2 * room + 8), to: room)
}

/// What tells a cluster apart in one line: the first text of the representative that says something, among those that
/// are compared (none named: all).
func clusterHeadline(of fields: [TextField], compared: [String], longest: Int = 300) -> String {
  let told = fields.filter { $0.text.contains { !$0.isWhitespace } }
  let field = told.first { compared.contains($0.name) } ?? told.first
  return DisplayText.singleLine(String((field?.text ?? "").prefix(longest)))
}

/// A count in five columns.
private func short(_ count: Int) -> String {
  count < 100_000
    ? (count < 10_000 ? String(count) : "\(count / 1_000)k")
    : count < 1_000_000
      ? "\(count / 1_000)k" : "\(count / 1_000_000)M"
}

private func drawThresholdDivider(_ canvas: inout Canvas, _ frame: Rect, row: Int) {
  let state = canvas.state
  let lines = canvas.lines
  let middle = String(repeating: lines.horizontal, count: max(0, frame.width - 2))
  canvas.grid.put(
    lines.teeRight + middle + lines.teeLeft, row: row, column: frame.column, style: canvas.style("border"))
  func key(_ command: CommandID) -> String { state.bindings.shown(for: command, screen: .clusters) ?? "" }
  let hasMore = (state.clusters.pairs?.histograms.count ?? 0) > 1
  let clusters = state.clusters
  let moved = clusters.method.flatMap { method in
    clusters.thresholds[method] == nil ? nil : clusters.pairs?.configuredThreshold(method).hundredths
  }
  let parts = [
    "Threshold", "\(key(.thresholdDown)) \(key(.thresholdUp)) move",
    moved.map { "\(key(.thresholdReset)) \(hundredthsText($0))" },
    hasMore ? "\(key(.nextMethod)) method" : nil,
  ]
  let title = " " + parts.compactMap { $0 }.joined(separator: canvas.separator) + " "
  canvas.put(
    canvas.truncate(title, to: max(0, frame.width - 4)), row: row, column: frame.column + 2, role: "title")
}

/// "3 of 1,161", for the status line.
func clustersPlace(_ state: AppState) -> String {
  let count = state.clusters.listing.count
  return count == 0 ? "" : "\(grouped(state.clusters.cursor + 1)) of \(grouped(count))"
}

/// What is out of the ordinary in what is shown.
func clustersChips(_ state: AppState) -> [String] {
  let clusters = state.clusters
  var chips: [String] = []
  if clusters.isForming { chips.append(state.appearance.pending) }
  if state.review.isBlind { chips.append("blind") }
  if clusters.mergeSource != nil {
    let key = state.bindings.shown(for: .merge, screen: .clusters) ?? ":clusters.merge"
    chips.append("merge with: \(key)")
  }
  chips += clusters.filter.terms
  if clusters.order != .largest { chips.append(clusters.order.text) }
  if !clusters.marks.isEmpty { chips.append("\(clusters.marks.count) to keep") }
  return chips
}
