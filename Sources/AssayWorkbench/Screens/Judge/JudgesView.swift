import AssayModel
import TerminalCore
import TerminalWidgets

/// Draws the judge versions and what the one under the cursor is made of.
func drawJudges(_ canvas: inout Canvas) {
  let layout = JudgesLayout(canvas.state)
  // From above: the shared border has the title of what is below it.
  if let frame = layout.list { drawVersions(&canvas, frame, layout) }
  if let frame = layout.definition { drawDefinition(&canvas, frame, layout) }
  guard layout.list != nil, let below = layout.definition else { return }
  let style = canvas.style("border")
  canvas.grid.put(canvas.lines.teeRight, row: below.row, column: below.column, style: style)
  canvas.grid.put(canvas.lines.teeLeft, row: below.row, column: below.maxColumn - 1, style: style)
}

// MARK: The versions

private func drawVersions(_ canvas: inout Canvas, _ frame: Rect, _ layout: JudgesLayout) {
  let state = canvas.state
  let judges = state.workspace.judges
  drawPaneFrame(
    &canvas, frame, title: " Judge versions\(canvas.separator)\(judges.count) ",
    isFocused: state.judges.pane == .list)
  guard let rect = layout.listRows, !rect.isEmpty else { return }
  if judges.isEmpty {
    drawNoJudges(&canvas, frame.inset())
    return
  }
  let columns = JudgeColumns(judges: judges, width: rect.width)
  canvas.put(
    columns.heading(canvas), row: rect.row - 1, column: rect.column, role: "field.name", width: rect.width)
  for line in 0..<rect.height where state.judges.top + line < judges.count {
    drawVersion(
      &canvas, state.judges.top + line, columns,
      Rect(row: rect.row + line, column: rect.column, height: 1, width: rect.width))
  }
}

private func drawNoJudges(_ canvas: inout Canvas, _ rect: Rect) {
  let start = canvas.state.bindings.shown(for: .startRun, screen: .judge) ?? ":judge"
  let way =
    canvas.state.task.usableJudges.isEmpty
    ? "describe one in assay.toml: [models.NAME] and [judge]" : "\(start) starts judging"
  putQuietly(
    ["No judge has scored anything yet: import judgements (docs/schema.md), or \(way)"], rect, &canvas)
}

/// Which columns there is room for.
private struct JudgeColumns {
  let name: Int
  let hasFamily: Bool
  let hasCreated: Bool
  let hasDimensions: Bool

  init(judges: [JudgeVersion], width: Int) {
    name = min(32, max(8, judges.map { DisplayText.width($0.name) }.max() ?? 8))
    hasFamily = width >= 70
    hasCreated = width >= 88
    hasDimensions = width >= 110
  }

  func heading(_ canvas: Canvas) -> String {
    var text = "  shown    scored  " + DisplayText.pad("version", to: name)
    if hasFamily { text += "  " + DisplayText.pad("family", to: 12) }
    if hasCreated { text += "  made      " }
    return text + "  model" + (hasDimensions ? canvas.separator + "dimensions" : "")
  }
}

private func drawVersion(_ canvas: inout Canvas, _ position: Int, _ columns: JudgeColumns, _ rect: Rect) {
  let state = canvas.state
  let judge = state.workspace.judges[position]
  let row = ListRow(
    &canvas, rect, isCurrent: position == state.judges.cursor, isFocused: state.judges.pane == .list)
  let facts = state.judges.facts[judge.id]
  let isShown = judge.id == state.judge?.id
  let name = canvas.truncate(DisplayText.singleLine(judge.name), to: columns.name)
  var spans = [
    row.span(row.arrow + " ", "text"),
    row.span(isShown ? (canvas.isASCII ? "  *  " : "  ●  ") : "     ", "mark"),
    row.span(grouped(judge.count).leftPadded(to: 10) + "  ", "text"),
    row.span(DisplayText.pad(name, to: columns.name), "text"),
  ]
  if columns.hasFamily {
    let family = facts?.definition?.familyText ?? ""
    spans.append(row.span("  " + DisplayText.pad(canvas.truncate(family, to: 12), to: 12), "kind"))
  }
  if columns.hasCreated {
    spans.append(row.span("  " + DisplayText.pad(facts?.at.map(dateText) ?? "", to: 10), "text.dim"))
  }
  let model = facts?.definition?.modelText ?? (facts == nil ? state.appearance.pending : "imported")
  spans.append(row.span("  " + DisplayText.singleLine(model), "text"))
  if columns.hasDimensions {
    let dimensions = judge.dimensions.joined(separator: ", ")
    spans.append(row.span(canvas.separator + DisplayText.singleLine(dimensions), "text.dim"))
  }
  canvas.grid.put(
    spans: spans.truncated(to: rect.width, ellipsis: canvas.lines.ellipsis), row: rect.row,
    column: rect.column, maxWidth: rect.width)
}

// MARK: What one is made of

private func definitionTitle(_ canvas: Canvas) -> String {
  judgeUnderCursor(canvas.state).map { " \(DisplayText.singleLine($0.name)) " } ?? " Definition "
}

private func drawDefinition(_ canvas: inout Canvas, _ frame: Rect, _ layout: JudgesLayout) {
  let isFocused = canvas.state.judges.pane == .definition
  drawPaneFrame(&canvas, frame, title: definitionTitle(canvas), isFocused: isFocused)
  guard let rect = layout.definitionRows, !rect.isEmpty else { return }
  let lines = definitionLines(width: rect.width, canvas)
  Pager.draw(
    lines, in: Rect(row: rect.row, column: rect.column, height: rect.height, width: rect.width + 1),
    from: canvas.state.judges.scroll, moreStyle: canvas.style("text.dim"), lines: canvas.lines,
    into: &canvas.grid)
}
