import AssayModel
import TerminalCore
import TerminalWidgets

/// Draws the three panes.
func drawReview(_ canvas: inout Canvas) {
  let layout = ReviewLayout(canvas.state)
  if let rect = layout.rect(of: .list) { drawListPane(&canvas, rect) }
  if let rect = layout.rect(of: .cluster) { drawClusterPane(&canvas, rect) }
  // Last, since the line above the judge is tied into the borders that it shares with its neighbours.
  if let rect = layout.rect(of: .example) { drawExamplePane(&canvas, rect) }
  joinBorders(&canvas, layout)
}

/// Frames a pane; the one in use has a bright border and title.
func drawPaneFrame(_ canvas: inout Canvas, _ rect: Rect, title: String, isFocused: Bool) {
  let role = isFocused ? "border.focused" : "border"
  canvas.grid.frame(
    rect, style: canvas.style(role),
    title: [Span(text: title, style: canvas.style(isFocused ? "title.active" : "title"))], lines: canvas.lines
  )
}

/// Puts ┬ and ┴ where neighbours share a border.
private func joinBorders(_ canvas: inout Canvas, _ layout: ReviewLayout) {
  for rect in layout.split.panes.dropFirst()
  where rect.height > 1 && !rect.isEmpty {
    let style = canvas.style("border")
    canvas.grid.put(canvas.lines.teeDown, row: rect.row, column: rect.column, style: style)
    canvas.grid.put(canvas.lines.teeUp, row: rect.maxRow - 1, column: rect.column, style: style)
  }
}

// MARK: The list

private func drawListPane(_ canvas: inout Canvas, _ rect: Rect) {
  let state = canvas.state
  drawPaneFrame(&canvas, rect, title: listTitle(state), isFocused: state.review.pane == .list)
  let inner = rect.inset()
  guard !inner.isEmpty else { return }
  for line in 0..<inner.height {
    let position = state.review.top + line
    guard position < state.review.listing.count else { break }
    drawRow(&canvas, position: position, row: inner.row + line, column: inner.column, width: inner.width)
  }
  if state.review.listing.count == 0, inner.height > 1 {
    canvas.put(
      state.workspace.count == 0 ? "No examples yet: assay import FILE" : "Nothing fulfils the filter",
      row: inner.row, column: inner.column + 1, role: "text.dim", width: inner.width - 1)
  }
}

/// "Batch 7 · paraphrase · 412" of the batch under the cursor.
private func listTitle(_ state: AppState) -> String {
  guard let current = state.review.current, let example = state.review.rows[current],
    let batch = state.workspace.batch(example.batch)
  else { return " Examples " }
  let technique = batch.shownTechnique.map { state.appearance.separator + $0 } ?? ""
  return " \(batch.name)\(technique)\(state.appearance.separator)\(grouped(batch.count)) "
}

/// The sign of a verdict: meaning never rests on colour alone.
func verdictSign(_ opinion: ReviewerOpinion?, ascii: Bool) -> (sign: String, role: String) {
  guard let opinion else { return (ascii ? "." : "·", "verdict.undecided") }
  if opinion.verdict == .accept, opinion.label != nil { return (ascii ? ">" : "→", "verdict.relabel") }
  switch opinion.verdict {
  case .accept: return (ascii ? "+" : "✓", "verdict.accept")
  case .reject: return (ascii ? "x" : "✗", "verdict.reject")
  case nil: return opinion.skipped ? ("-", "verdict.skip") : (ascii ? "." : "·", "verdict.undecided")
  }
}

private func drawRow(_ canvas: inout Canvas, position: Int, row: Int, column: Int, width: Int) {
  let review = canvas.state.review
  let line = ListRow(
    &canvas, Rect(row: row, column: column, height: 1, width: width),
    isCurrent: position == review.cursor, isFocused: review.pane == .list)
  let spans = rowSpans(line, position: position, width: width, canvas)
  canvas.grid.put(spans: spans, row: row, column: column, maxWidth: width)
}

/// Marker, mark, verdict, score, label and text of one line of the list.
private func rowSpans(_ row: ListRow, position: Int, width: Int, _ canvas: Canvas) -> [Span] {
  let state = canvas.state
  let id = state.review.listing[position]
  let isMarked = state.review.marks.contains(id)
  let opinion = state.log.opinion(of: state.reviewer, on: id)
  let verdict = verdictSign(opinion, ascii: canvas.isASCII)
  var spans = [
    row.span(row.arrow, "text"),
    // A blank has the style of what is beside it, so that no change of style is sent for it.
    isMarked ? row.span(canvas.isASCII ? "*" : "●", "mark") : row.span(" ", "text"),
    row.span(verdict.sign, verdict.role),
    state.review.ordering.contains(id) ? row.span("!", "orders") : row.span(" ", "text"),
  ]
  if !state.workspace.judges.isEmpty {
    let score = listScore(of: id, state)
    spans += [row.span(score.text, score.role), row.span(" ", "text")]
  }
  guard let example = state.review.rows[id] else { return spans }
  if let label = opinion?.label ?? example.label, width > 30 {
    let room = width > 50 ? 16 : 10
    let text = canvas.truncate(DisplayText.singleLine(label), to: room)
    spans.append(row.span(DisplayText.pad(text, to: room) + " ", "label"))
  }
  let room = width - spans.reduce(0) { $0 + DisplayText.width($1.text) }
  let headline = headline(of: opinion?.edited ?? example.fields, longest: 2 * max(0, room) + 8)
  let text = canvas.truncate(headline, to: max(0, room))
  return spans + highlighted(text, style: row.span("", "text").style, canvas)
}

/// The mean score, three columns wide; a question mark where it is hidden, blank where there is none.
func listScore(of id: ExampleID, _ state: AppState) -> (text: String, role: String) {
  if isHidden(id, state) || isBlindQueue(state) { return (" ? ", "text.dim") }
  let index = Int(id.rawValue) - 1
  guard let columns = state.columns, columns.score.indices.contains(index), !columns.score[index].isNaN else {
    return ("   ", "text.dim")
  }
  let score = Double(columns.score[index])
  return (shortScore(score).leftPadded(to: 3), scoreRole(of: id, mean: score, state))
}

/// By the rule in force; until it is known what that says, by the mean.
private func scoreRole(of id: ExampleID, mean: Double, _ state: AppState) -> String {
  let rule = state.keepRule
  if let threshold = rule.meanThreshold { return scoreRole(mean, threshold: threshold) }
  guard let margins = state.margins, margins.judge == state.judge?.id, margins.rule == rule,
    let margin = margins[id]
  else { return "text" }
  return scoreRole(margin, threshold: 0)
}

func scoreRole(_ score: Double, threshold: Double) -> String {
  score >= threshold ? "score.high" : score >= threshold - 1 ? "score.middle" : "score.low"
}

/// What tells an example apart in one line: its answer where it has one, else its text. Of a long text only the
/// first `longest` characters are looked at: a screen shows fifty lines of these, in every frame.
func headline(of fields: [TextField], longest: Int = 300) -> String {
  let text = (fields.count > 1 ? fields.last : fields.first)?.text ?? ""
  return DisplayText.singleLine(String(text.prefix(longest)))
}

/// A text with what the search found marked.
func highlighted(_ text: String, style: Style, _ canvas: Canvas) -> [Span] {
  guard let search = canvas.state.review.search, !search.text.isEmpty else {
    return [Span(text: text, style: style)]
  }
  return searchSpans(
    text, query: search.text, style: style, match: style.overlaid(with: canvas.style("search.match")))
}

extension String {
  func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
