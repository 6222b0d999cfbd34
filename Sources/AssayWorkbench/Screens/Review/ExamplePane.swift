import AssayModel
import AssayText
import TerminalCore
import TerminalWidgets

/// Draws the example under the cursor: its texts above, the judge and the people below.
func drawExamplePane(_ canvas: inout Canvas, _ rect: Rect) {
  let state = canvas.state
  let isFocused = state.review.pane == .example
  let detail = state.review.detail.flatMap { $0.example.id == state.review.current ? $0 : nil }
  drawPaneFrame(
    &canvas, rect, title: detail.map { exampleTitle($0.example, separator: canvas.separator) } ?? " Example ",
    isFocused: isFocused)
  let inner = rect.inset()
  guard let detail, !inner.isEmpty else { return }
  let content = ExamplePaneContent(detail, in: inner, scroll: state.review.textScroll, canvas)
  let offsets = content.offsets(scroll: state.review.textScroll)
  drawPart(&canvas, content.text, inner, from: offsets.text, row: 0, height: content.textHeight)
  guard content.opinionsHeight > 0 else { return }
  drawDivider(&canvas, rect, row: inner.row + content.textHeight, title: judgeTitle(state))
  drawPart(
    &canvas, content.opinions, inner, from: offsets.opinions, row: content.textHeight + 1,
    height: content.opinionsHeight)
}

private func drawPart(
  _ canvas: inout Canvas, _ lines: [[Span]], _ inner: Rect, from offset: Int, row: Int, height: Int
) {
  Pager.draw(
    lines, in: Rect(row: inner.row + row, column: inner.column + 1, height: height, width: inner.width - 1),
    from: offset, moreStyle: canvas.style("text.dim"), lines: canvas.lines, into: &canvas.grid)
}

/// "7f3a91 · paraphrase · gpt-4o"; of what Assay generated, technique and model stand below with the terms.
private func exampleTitle(_ example: Example, separator: String) -> String {
  let key = example.key.count == 32 ? String(example.key.prefix(6)) : example.key
  let isGenerated = GeneratedKey(example.key) != nil
  let parts = [
    key, example.provenance.parent.map { "from \($0)" }, isGenerated ? nil : example.provenance.technique,
    isGenerated ? nil : example.provenance.model,
  ]
  return " " + parts.compactMap { $0 }.map(DisplayText.singleLine).joined(separator: separator) + " "
}

private func judgeTitle(_ state: AppState) -> String {
  guard let judge = state.judge else { return " No judge yet " }
  let others = state.workspace.judges.count - 1
  let key = state.bindings.shown(for: .nextJudge) ?? ":version"
  let name = DisplayText.singleLine(judge.name)
  let parts = [
    // "judge v3" is one already.
    name.hasPrefix("judge ")
      ? "Judge" + name.dropFirst(5) : "Judge" + state.appearance.separator + name,
    state.judges.facts[judge.id]?.definition.map { DisplayText.singleLine($0.shortModelText) },
    others > 0 ? "\(key): \(others) more" : nil,
  ]
  return " " + parts.compactMap { $0 }.joined(separator: state.appearance.separator) + " "
}

/// A line across a pane, tied into its borders.
private func drawDivider(_ canvas: inout Canvas, _ rect: Rect, row: Int, title: String) {
  let style = canvas.style("border")
  let lines = canvas.lines
  let middle = String(repeating: lines.horizontal, count: max(0, rect.width - 2))
  canvas.grid.put(lines.teeRight + middle + lines.teeLeft, row: row, column: rect.column, style: style)
  canvas.put(
    canvas.truncate(title, to: max(0, rect.width - 4)), row: row, column: rect.column + 2, role: "title")
}

// MARK: The texts

/// The fields, each under its name in a gutter of its own, then label and difficulty, then where it comes from.
///
/// - Parameter tellsAll: whether the licence in full, the prompt, the seeds and the profile are shown too.
func exampleLines(
  _ example: Example, width: Int, maxLines: Int, tellsAll: Bool, _ canvas: Canvas
) -> [[Span]] {
  let opinion = canvas.state.log.opinion(of: canvas.state.reviewer, on: example.id)
  let fields = opinion?.edited ?? example.fields
  // One text needs no name.
  let gutter = fields.count == 1 ? 0 : min(14, (fields.map { DisplayText.width($0.name) }.max() ?? 0) + 2)
  var lines: [[Span]] = []
  for field in fields where lines.count < maxLines {
    let original = example.fields.first { $0.name == field.name }?.text ?? ""
    let spans =
      opinion?.edited != nil && field.text != original
      ? changedSpans(from: original, to: field.text, canvas)
      : markingOrders(highlighted(field.text, style: canvas.style("text"), canvas), in: field.text, canvas)
    lines += gutterLines(
      name: field.name, spans: spans, gutter: gutter, width: width, maxLines: maxLines - lines.count, canvas)
  }
  guard lines.count < maxLines else { return lines }
  let facts = factLines(example, opinion, gutter: gutter, canvas)
  let origin = ExampleOrigin(example)
  let further = origin.map { $0.rest + (tellsAll ? $0.details(canvas.separator) : []) } ?? example.metadata
  if !facts.isEmpty || !further.isEmpty || origin != nil { lines.append([]) }
  lines += facts
  if let origin { lines.append(originLine(origin, width: width, canvas)) }
  for field in further where lines.count < maxLines {
    lines += metadataLines(field, width: width, canvas)
  }
  return lines
}

private func originLine(_ origin: ExampleOrigin, width: Int, _ canvas: Canvas) -> [Span] {
  [Span(text: canvas.truncate(origin.line(canvas.separator), to: width), style: canvas.style("text.dim"))]
}

/// What else the row says, on a few lines at most: the text under review comes first.
private func metadataLines(_ field: TextField, width: Int, _ canvas: Canvas) -> [[Span]] {
  let name = DisplayText.singleLine(field.name) + "  "
  let spans = [
    Span(text: name, style: canvas.style("field.name")),
    Span(text: field.text, style: canvas.style("text.dim")),
  ]
  return TextLayout.wrap(spans, width: width, keepShape: true, maxLines: 3)
}

private func gutterLines(
  name: String, spans: [Span], gutter: Int, width: Int, maxLines: Int, _ canvas: Canvas
) -> [[Span]] {
  let role =
    name.hasPrefix("user") ? "role.user" : name.hasPrefix("assistant") ? "role.assistant" : "field.name"
  if gutter == 0 { return TextLayout.wrap(spans, width: width, keepShape: true, maxLines: maxLines) }
  // A narrow pane has no room for a gutter: the name takes a line of its own.
  guard width >= gutter + 40 else {
    return [[Span(text: canvas.truncate(DisplayText.singleLine(name), to: width), style: canvas.style(role))]]
      + TextLayout.wrap(spans, width: width, keepShape: true, maxLines: maxLines)
  }
  let wrapped = TextLayout.wrap(spans, width: width - gutter, keepShape: true, maxLines: maxLines)
  let label = DisplayText.pad(canvas.truncate(DisplayText.singleLine(name), to: gutter - 1), to: gutter)
  let blank = String(repeating: " ", count: gutter)
  let lines = wrapped.isEmpty ? [[]] : wrapped
  return lines.enumerated().map { index, line in
    [
      index == 0
        ? Span(text: label, style: canvas.style(role)) : Span(text: blank, style: canvas.style("text"))
    ]
      + line
  }
}

private func factLines(_ example: Example, _ opinion: ReviewerOpinion?, gutter: Int, _ canvas: Canvas)
  -> [[Span]]
{
  var lines: [[Span]] = []
  func fact(_ name: String, _ spans: [Span]) {
    lines.append(
      [Span(text: DisplayText.pad(name, to: max(gutter, 7)), style: canvas.style("field.name"))] + spans)
  }
  let label = example.label.map { Span(text: DisplayText.singleLine($0), style: canvas.style("label")) }
  if let new = opinion?.label {
    let arrow = Span(text: canvas.isASCII ? " -> " : " → ", style: canvas.style("text.dim"))
    fact(
      "label",
      [label, arrow, Span(text: DisplayText.singleLine(new), style: canvas.style("verdict.relabel"))]
        .compactMap { $0 })
  } else if let label {
    fact("label", [label])
  }
  if let difficulty = example.difficulty {
    fact("level", [Span(text: DisplayText.singleLine(difficulty), style: canvas.style("text"))])
  }
  return lines
}

/// The words of `new`, those that `old` does not have marked.
func changedSpans(from old: String, to new: String, _ canvas: Canvas) -> [Span] {
  let segments = WordDiff.segments(old: old, new: new)
  return segments.enumerated().flatMap { index, segment -> [Span] in
    switch segment.kind {
    case .same: return [Span(text: segment.text, style: canvas.style("diff.same"))]
    case .changed where segment.isDeletion:
      let next = segments.indices.contains(index + 1) ? segments[index + 1].text : ""
      return missing(segment.removed, before: next, canvas)
    case .changed: return bracketed(segment.text, canvas)
    }
  }
}

/// The most characters of missing words that are shown.
private let missingLimit = 40

/// Words that the other text has here and this one has not: with a minus, so that they are not read as its own.
private func missing(_ removed: String, before next: String, _ canvas: Canvas) -> [Span] {
  let words = DisplayText.truncate(
    DisplayText.singleLine(removed.trimmingWhitespace()), to: missingLimit, ellipsis: canvas.lines.ellipsis)
  guard !words.isEmpty else { return [] }
  let (open, close) = canvas.isASCII ? ("[-", "]") : ("⟨-", "⟩")
  let isWord = next.first.map { $0.isLetter || $0.isNumber } ?? false
  return [
    Span(text: open + words + close, style: canvas.style("diff.changed")),
    Span(text: isWord ? " " : "", style: canvas.style("diff.same")),
  ].filter { !$0.text.isEmpty }
}

/// The text with the ranges that a search would find laid out as spans.
func searchSpans(_ text: String, query: String, style: Style, match: Style) -> [Span] {
  var spans: [Span] = []
  var start = text.startIndex
  for range in SearchQuery(query).matches(in: text) where range.lowerBound >= start {
    if range.lowerBound > start {
      spans.append(Span(text: String(text[start..<range.lowerBound]), style: style))
    }
    spans.append(Span(text: String(text[range]), style: match))
    start = range.upperBound
  }
  if start < text.endIndex { spans.append(Span(text: String(text[start...]), style: style)) }
  return spans
}

/// Brackets carry the difference where colour cannot; they stand inside the white space around a word.
private func bracketed(_ text: String, _ canvas: Canvas) -> [Span] {
  let style = canvas.style("diff.changed")
  let core = text.trimmingWhitespace()
  guard !core.isEmpty else { return [Span(text: text, style: style)] }
  let (open, close) = canvas.isASCII ? ("[", "]") : ("⟨", "⟩")
  let head = text.prefix { $0.isWhitespace }
  let tail = text.reversed().prefix { $0.isWhitespace }
  return [
    Span(text: String(head), style: canvas.style("diff.same")),
    Span(text: open + core + close, style: style),
    Span(text: String(tail.reversed()), style: canvas.style("diff.same")),
  ].filter { !$0.text.isEmpty }
}

extension String {
  func trimmingWhitespace() -> String {
    var slice = self[...]
    while slice.first?.isWhitespace == true { slice.removeFirst() }
    while slice.last?.isWhitespace == true { slice.removeLast() }
    return String(slice)
  }
}
