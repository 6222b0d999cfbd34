import AssayModel
import TerminalCore
import TerminalWidgets

/// Draws the near duplicates of the example under the cursor, each with its differences to the
/// representative.
func drawClusterPane(_ canvas: inout Canvas, _ rect: Rect) {
  let state = canvas.state
  let isFocused = state.review.pane == .cluster
  let detail = state.review.detail.flatMap { $0.example.id == state.review.current ? $0 : nil }
  let cluster = detail?.cluster
  let title = cluster.map {
    " Cluster \($0.id.rawValue)\(canvas.separator)\($0.members.count) "
      + ($0.method == "exact" ? "copies " : "near duplicates ")
  }
  drawPaneFrame(&canvas, rect, title: title ?? " Near duplicates ", isFocused: isFocused)
  let inner = rect.inset()
  guard let detail, !inner.isEmpty else { return }
  guard let cluster else {
    canvas.put(
      "No near duplicates", row: inner.row, column: inner.column + 1, role: "text.dim", width: inner.width - 1
    )
    return
  }
  let hint = inner.height > 4 ? hintLine(state) : nil
  let height = inner.height - (hint == nil ? 0 : 1)
  let blocks = memberBlocks(cluster, detail, width: inner.width, canvas)
  drawBlocks(
    blocks, focus: isFocused ? state.review.clusterCursor : nil,
    Rect(row: inner.row, column: inner.column, height: height, width: inner.width), &canvas)
  if let hint {
    canvas.put(
      hint, row: inner.maxRow - 1, column: inner.column + 1, role: "text.dim", width: inner.width - 1)
  }
}

private func hintLine(_ state: AppState) -> String {
  guard let key = state.bindings.shown(for: .keepOne) else { return "" }
  return "\(key) keep this one, reject the rest"
}

/// The lines of each member: similarity, verdict, text with differences.
private func memberBlocks(_ cluster: Cluster, _ detail: ExampleDetail, width: Int, _ canvas: Canvas)
  -> [[[Span]]]
{
  let state = canvas.state
  let representative = detail.members.first.map(comparedText) ?? ""
  let texts = Dictionary(detail.members.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  let isFocused = state.review.pane == .cluster
  return cluster.members.prefix(detail.members.count).enumerated().compactMap { index, member in
    guard let example = texts[member.example] else { return nil }
    let isHere = isFocused ? index == state.review.clusterCursor : member.example == state.review.current
    let marker = isHere ? (canvas.isASCII ? ">" : "▸") : " "
    let verdict = verdictSign(
      state.log.opinion(of: state.reviewer, on: member.example), ascii: canvas.isASCII)
    let head = [
      Span(
        text: " \(similarityText(member.similarity)) \(marker) ",
        style: canvas.style(isHere ? "text" : "text.dim")),
      Span(text: verdict.sign + " ", style: canvas.style(verdict.role)),
    ]
    let spans =
      index == 0
      ? [Span(text: representative, style: canvas.style("text"))]
      : elided(changedSpans(from: representative, to: comparedText(example), canvas), canvas)
    let indent = 10
    let lines = TextLayout.wrap(spans, width: max(8, width - indent - 1), maxLines: 8)
    return lines.enumerated().map { number, line in
      (number == 0 ? head : [Span(text: String(repeating: " ", count: indent), style: canvas.style("text"))])
        + line
    }
  }
}

/// The text that is compared: all fields, as the clusters were made.
private func comparedText(_ example: Example) -> String {
  example.fields.map(\.text).joined(separator: "\n")
}

/// Long stretches that are the same as in the representative are cut short, so that the differences are
/// in sight.
private func elided(_ spans: [Span], _ canvas: Canvas) -> [Span] {
  let same = canvas.style("diff.same")
  let (room, context) = (100, 40)
  return spans.enumerated().flatMap { index, span -> [Span] in
    guard span.style == same, span.text.count > room else { return [span] }
    let head = index == 0 ? "" : wholeWords(atStartOf: span.text.prefix(context))
    let tail = index == spans.count - 1 ? "" : wholeWords(atEndOf: span.text.suffix(context))
    let mark = Span(text: " \(canvas.lines.ellipsis) ", style: canvas.style("text.dim"))
    return [Span(text: head, style: same), mark, Span(text: tail, style: same)].filter { !$0.text.isEmpty }
  }
}

private func wholeWords(atStartOf text: Substring) -> String {
  guard let end = text.lastIndex(where: \.isWhitespace) else { return String(text) }
  return String(text[..<end])
}

private func wholeWords(atEndOf text: Substring) -> String {
  guard let start = text.firstIndex(where: \.isWhitespace) else { return String(text) }
  return String(text[start...].drop { $0.isWhitespace })
}

private func similarityText(_ similarity: Double) -> String {
  let hundredths = Int((similarity * 100).rounded())
  return hundredths >= 100 ? "1.00" : "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
}

/// The member of the cluster that is drawn at a row of the terminal.
func clusterMember(atRow row: Int, in rect: Rect, _ state: AppState) -> Int? {
  guard let detail = state.review.detail, detail.example.id == state.review.current,
    let cluster = detail.cluster
  else { return nil }
  let inner = rect.inset()
  let canvas = Canvas(state: state, theme: .fallback)
  let blocks = memberBlocks(cluster, detail, width: inner.width, canvas)
  let focus = state.review.pane == .cluster ? state.review.clusterCursor : nil
  var end = inner.row
  for index in firstBlock(blocks, focus: focus, height: inner.height - 1)..<blocks.count {
    end += blocks[index].count
    if row < end { return row >= inner.row ? index : nil }
  }
  return nil
}

/// The first block to draw, so that there is room for the one in focus.
private func firstBlock(_ blocks: [[[Span]]], focus: Int?, height: Int) -> Int {
  guard let focus, blocks.indices.contains(focus) else { return 0 }
  var used = blocks[focus].count
  var first = focus
  while first > 0, used + blocks[first - 1].count <= height {
    first -= 1
    used += blocks[first].count
  }
  return first
}

private func drawBlocks(_ blocks: [[[Span]]], focus: Int?, _ rect: Rect, _ canvas: inout Canvas) {
  let lines = blocks.dropFirst(firstBlock(blocks, focus: focus, height: rect.height)).joined()
  for (index, line) in lines.prefix(rect.height).enumerated() {
    _ = canvas.grid.put(spans: line, row: rect.row + index, column: rect.column, maxWidth: rect.width)
  }
}
