import AssayCalibration
import AssayModel
import TerminalCore
import TerminalWidgets

/// Draws the judge versions and the one under the cursor in full.
func drawJudges(_ canvas: inout Canvas) {
  let layout = JudgesLayout(canvas.state)
  // From above: the shared border has the title of what is below it.
  if let frame = layout.list { drawVersions(&canvas, frame, layout) }
  if let frame = layout.detail { drawJudgeDetail(&canvas, frame, layout) }
  guard layout.list != nil, let below = layout.detail else { return }
  let style = canvas.style("border")
  canvas.grid.put(canvas.lines.teeRight, row: below.row, column: below.column, style: style)
  canvas.grid.put(canvas.lines.teeLeft, row: below.row, column: below.maxColumn - 1, style: style)
}

// MARK: The versions

private func drawVersions(_ canvas: inout Canvas, _ frame: Rect, _ layout: JudgesLayout) {
  let state = canvas.state
  let rows = judgeRows(state)
  drawPaneFrame(
    &canvas, frame, title: " Judge versions\(canvas.separator)\(rows.count)\(measuringText(canvas)) ",
    isFocused: state.judges.pane == .list)
  guard let rect = layout.listRows, !rect.isEmpty else { return }
  if rows.isEmpty {
    drawNoJudges(&canvas, frame.inset())
    return
  }
  let columns = VersionColumns(rows, width: rect.width, canvas)
  canvas.put(columns.heading, row: rect.row - 1, column: rect.column, role: "field.name", width: rect.width)
  for line in 0..<rect.height where state.judges.top + line < rows.count {
    let place = state.judges.top + line
    columns.draw(
      rows[place], isCurrent: place == state.judges.cursor,
      Rect(row: rect.row + line, column: rect.column, height: 1, width: rect.width), &canvas)
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

/// " · measuring judge v4 on dev: 12 of 40, 20 s": how far the measurement that was asked for here is.
private func measuringText(_ canvas: Canvas) -> String {
  let state = canvas.state
  guard let measuring = state.judges.measuring,
    let judge = state.workspace.judges.first(where: { $0.id == measuring.judge })
  else { return "" }
  let head =
    "\(canvas.separator)measuring \(DisplayText.singleLine(judge.name)) on \(measuring.split.rawValue)"
  guard let run = state.runs.live, run.progress.total > 0 else { return head }
  let left = RunFigures(run: run, now: state.now).secondsLeft.map { ", " + durationText($0) } ?? ""
  return head + ": \(grouped(run.progress.done)) of \(grouped(run.progress.total))\(left)"
}

// MARK: One of them

/// A tab in the border of the detail, with the columns that it takes.
private struct TabPlace {
  var tab: JudgesState.Tab
  var text: String
  var columns: Range<Int>
}

/// The version's name, then the tabs; their numbers of letters where there is little room.
private func tabPlaces(_ frame: Rect, _ state: AppState) -> (name: String, tabs: [TabPlace]) {
  let all = JudgesState.Tab.allCases
  let full = all.map { " \($0.title) " }
  let width = full.reduce(0) { $0 + DisplayText.width($1) }
  let room = max(0, frame.width - width - 8)
  let judge = judgeUnderCursor(state).map { DisplayText.singleLine($0.name) } ?? "Version"
  let name = " " + DisplayText.truncate(judge, to: max(4, room), ellipsis: state.appearance.pending) + " "
  let texts = frame.width >= width + 14 ? full : all.map { " \($0.title.prefix(4)) " }
  var column = frame.column + 2 + DisplayText.width(name) + 1
  var tabs: [TabPlace] = []
  for (tab, text) in zip(all, texts) {
    let end = column + DisplayText.width(text)
    guard end < frame.maxColumn - 1 else { break }
    tabs.append(TabPlace(tab: tab, text: text, columns: column..<end))
    column = end
  }
  return (name, tabs)
}

/// The tab under a point; nil: there is none.
func judgeTab(at point: Point, _ state: AppState) -> JudgesState.Tab? {
  guard let frame = JudgesLayout(state).detail, point.row == frame.row else { return nil }
  return tabPlaces(frame, state).tabs.first { $0.columns.contains(point.column) }?.tab
}

private func drawJudgeDetail(_ canvas: inout Canvas, _ frame: Rect, _ layout: JudgesLayout) {
  let state = canvas.state
  let isFocused = state.judges.pane == .detail
  let (name, tabs) = tabPlaces(frame, state)
  drawPaneFrame(&canvas, frame, title: name, isFocused: isFocused)
  for place in tabs where frame.width > 12 {
    let isShown = place.tab == state.judges.tab
    // Brackets, since not every terminal tells one from the other by its colours.
    let text = isShown ? "[" + place.text.dropFirst().dropLast() + "]" : place.text
    canvas.put(
      text, row: frame.row, column: place.columns.lowerBound,
      role: isShown ? (isFocused ? "title.active" : "title") : "text.dim")
  }
  guard let rect = layout.detailRows, !rect.isEmpty else { return }
  if state.judges.tab == .examples, ContrastPane.draw(&canvas, layout) { return }
  Pager.draw(
    judgeDetailLines(width: rect.width, canvas),
    in: Rect(row: rect.row, column: rect.column, height: rect.height, width: rect.width + 1),
    from: state.judges.scroll, moreStyle: canvas.style("text.dim"), lines: canvas.lines, into: &canvas.grid)
}

/// What the detail's tab shows, as lines.
func judgeDetailLines(width: Int, _ canvas: Canvas) -> [[Span]] {
  switch canvas.state.judges.tab {
  case .definition: definitionLines(width: width, canvas)
  case .difference: versionDifferenceLines(width: width, canvas)
  case .examples: ContrastPane.emptyLines(width: width, canvas)
  case .figures: versionFigureLines(width: width, canvas)
  }
}
