import AssayModel
import AssayStatistics
import TerminalCore
import TerminalWidgets

/// Draws how far the judge on the screen can be trusted, and what another rule would do.
func drawCalibration(_ canvas: inout Canvas) {
  let layout = CalibrationLayout(canvas.state)
  for group in layout.groups { drawGroupFrame(&canvas, group) }
  joinCalibrationBorders(&canvas, layout)
  for group in layout.groups {
    drawTabs(&canvas, group)
    guard let rect = layout.inside(of: group.shown), !rect.isEmpty else { continue }
    drawPane(&canvas, group.shown, rect)
  }
}

private func drawPane(_ canvas: inout Canvas, _ pane: CalibrationState.Pane, _ rect: Rect) {
  let calibration = canvas.state.calibration
  guard let picture = calibration.picture, let shown = calibration.shown else {
    put(nothingYet(pane, width: rect.width, canvas), rect, &canvas)
    return
  }
  switch pane {
  case .matrix: drawMatrixPane(&canvas, MatrixPane(shown, picture), rect)
  case .rule: drawRulePane(&canvas, shown, picture, rect)
  case .dimensions: drawDimensionsPane(&canvas, picture, rect)
  case .curve: drawCurvePane(&canvas, shown, picture, rect)
  case .progress: drawProgressPane(&canvas, picture, rect)
  case .history: drawHistoryPane(&canvas, picture, rect)
  }
}

/// What there is to say while there are no figures.
private func nothingYet(_ pane: CalibrationState.Pane, width: Int, _ canvas: Canvas) -> [[Span]] {
  let state = canvas.state
  func wrapped(_ text: String, _ role: String) -> [[Span]] {
    TextLayout.wrap([Span(text: text, style: canvas.style(role))], width: max(1, width))
  }
  guard state.judge != nil else {
    let probes = probeLines(state)
    return wrapped("No judge has scored anything yet.", "text") + [[]]
      + wrapped(
        "Decide examples in Review all the same: they are what a judge is checked against.", "text.dim")
      + wrapped(
        "Scores come in with `assay judge` or `assay import scores.jsonl` (docs/schema.md).", "text.dim")
      + (probes.isEmpty ? [] : [[]]) + probes.map { [Span(text: $0, style: canvas.style("text"))] }
  }
  if let problem = state.calibration.problem { return wrapped(problem, "message.error") }
  return wrapped("Reading " + state.appearance.pending, "text.dim")
}

/// Puts lines from the upper edge on.
func put(_ lines: [[Span]], _ rect: Rect, _ canvas: inout Canvas) {
  for (index, line) in lines.prefix(rect.height).enumerated() {
    canvas.grid.put(
      spans: line.truncated(to: rect.width, ellipsis: canvas.lines.ellipsis), row: rect.row + index,
      column: rect.column, maxWidth: rect.width)
  }
}

// MARK: Frames

private func drawGroupFrame(_ canvas: inout Canvas, _ group: CalibrationLayout.Group) {
  drawPaneFrame(
    &canvas, group.frame, title: "", isFocused: canvas.state.calibration.pane == group.shown)
}

private func drawTabs(_ canvas: inout Canvas, _ group: CalibrationLayout.Group) {
  let focused = canvas.state.calibration.pane
  for tab in tabs(of: group, canvas) where tab.column < group.frame.maxColumn - 1 {
    let role = tab.pane == focused ? "title.active" : tab.pane == group.shown ? "field.name" : "title"
    canvas.put(tab.text, row: group.frame.row, column: tab.column, role: role)
  }
}

/// Puts the signs where frames share a border; the frame in use keeps its bright sides.
private func joinCalibrationBorders(_ canvas: inout Canvas, _ layout: CalibrationLayout) {
  let lines = canvas.lines
  let frames = layout.groups.map(\.frame)
  guard let top = frames.map(\.row).min(), let bottom = frames.map(\.maxRow).max() else { return }
  let style = canvas.style("border")
  if let group = layout.groups.first(where: { $0.shown == canvas.state.calibration.pane }) {
    drawGroupFrame(&canvas, group)
  }
  for frame in frames {
    let isInner = frame.column > 0
    if isInner, frame.row == top {
      canvas.grid.put(lines.teeDown, row: top, column: frame.column, style: style)
    }
    if isInner, frame.maxRow == bottom {
      canvas.grid.put(lines.teeUp, row: bottom - 1, column: frame.column, style: style)
    }
    guard frame.row > top else { continue }
    // The neighbour on the other side may have its border in the same row.
    let isCrossed = frames.contains { $0.maxColumn - 1 == frame.column && $0.row == frame.row }
    let sign = isCrossed ? (canvas.isASCII ? "+" : "┼") : lines.teeRight
    canvas.grid.put(sign, row: frame.row, column: frame.column, style: style)
    let isShared = frames.contains { $0.column == frame.maxColumn - 1 && $0.row == frame.row }
    if !isShared { canvas.grid.put(lines.teeLeft, row: frame.row, column: frame.maxColumn - 1, style: style) }
  }
}

// MARK: Words

/// "83 %"; nil is said, never shown as a number.
func percentText(_ share: Double?) -> String {
  share.map { "\(percentDigits($0)) %" } ?? "-"
}

/// 0.834 → "83"
func percentDigits(_ share: Double) -> String { String(Int((share * 100).rounded())) }

/// "61-94"
func intervalText(_ interval: Interval) -> String {
  "\(percentDigits(interval.lower))-\(percentDigits(interval.upper))"
}

/// "61-94", the interval of a share in percent.
func intervalText(_ proportion: Proportion) -> String {
  proportion.wilson().map { intervalText($0) } ?? ""
}

/// "83 % (95 % interval 61-94 %, n = 18)"; says so when there is nothing to measure.
func rateText(successes: Int, n: Int) -> String {
  let proportion = Proportion(successes: successes, n: n)
  guard n > 0 else { return "nothing to measure yet (n = 0)" }
  return "\(percentText(proportion.value)) (95 % interval \(intervalText(proportion)) %, n = \(n))"
}

/// The same of a rate with its own interval.
func rateText(_ rate: Estimate) -> String {
  guard let value = rate.value, let interval = rate.interval else { return cannotBeTold }
  return "\(percentText(value)) (95 % interval \(intervalText(interval)) %, n = \(rate.n))"
}

/// What stands where nothing can be measured.
let cannotBeTold = "cannot be told (n = 0)"
