import AssayModel
import AssayStatistics
import TerminalCore
import TerminalWidgets

/// Draws how many good ones are kept for how many bad ones, from the strictest rule to the laxest.
func drawCurvePane(_ canvas: inout Canvas, _ shown: RuleTrial, _ picture: CalibrationPicture, _ rect: Rect) {
  let curve = shown.curve
  guard let area = curve.area, let here = curve.here else {
    let missing = curve.accepted == 0 ? "accepted" : "rejected"
    put(
      [
        [
          Span(
            text: "No curve yet: no \(missing) example with scores is among those chosen",
            style: canvas.style("text.dim"))
        ]
      ], rect, &canvas)
    return
  }
  let height = max(2, rect.height - 5)
  // A cell is about twice as high as wide.
  let width = max(4, min(rect.width - 6, height * 5 / 2))
  let plot = Rect(row: rect.row + 1, column: rect.column + 5, height: height, width: width)
  canvas.put("good ones kept, %", row: rect.row, column: rect.column, role: "text.dim", width: rect.width)
  drawAxes(&canvas, plot)
  drawCurve(&canvas, curve, plot)
  if canvas.state.calibration.draft != nil, let before = picture.inForce.curve.here {
    mark(before, canvas.isASCII ? "o" : "○", "text.dim", plot, &canvas)
  }
  mark(here, canvas.isASCII ? "@" : "◆", "histogram.cut", plot, &canvas)
  let isTried = canvas.state.calibration.draft != nil
  let interval =
    isTried
    ? ""
    : picture.area.map { " (\(fixedText($0.lower, decimals: 2)) to \(fixedText($0.upper, decimals: 2)))" }
      ?? ""
  let words = [
    "area \(fixedText(area, decimals: 3))\(interval)",
    "\(canvas.isASCII ? "@" : "◆") \(isTried ? "tried" : "in force"): keeps \(percentText(here.truePositiveRate)) of the good"
      + " and \(percentText(here.falsePositiveRate)) of the bad",
  ]
  let below = Rect(
    row: plot.maxRow + 2, column: rect.column, height: rect.maxRow - plot.maxRow - 2, width: rect.width)
  let lines = TextLayout.wrap(
    [Span(text: words.joined(separator: canvas.separator), style: canvas.style("text"))],
    width: max(8, rect.width))
  put(lines, below, &canvas)
}

private func drawAxes(_ canvas: inout Canvas, _ plot: Rect) {
  let lines = canvas.lines
  let style = canvas.style("border")
  for row in plot.row..<plot.maxRow {
    canvas.grid.put(lines.vertical, row: row, column: plot.column - 1, style: style)
  }
  canvas.grid.put(
    lines.bottomLeft + String(repeating: lines.horizontal, count: plot.width), row: plot.maxRow,
    column: plot.column - 1, style: style)
  for (share, row) in [(100, plot.row), (50, plot.row + (plot.height - 1) / 2), (0, plot.maxRow - 1)] {
    canvas.put(String(share).leftPadded(to: 3), row: row, column: plot.column - 5, role: "text.dim")
  }
  let row = plot.maxRow + 1
  canvas.put("0", row: row, column: plot.column, role: "text.dim")
  canvas.put("100", row: row, column: plot.maxColumn - 3, role: "text.dim")
  let title = plot.width >= 24 ? "bad ones kept, %" : "bad, %"
  canvas.put(
    title, row: row, column: plot.column + max(2, (plot.width - title.count) / 2), role: "text.dim",
    width: max(0, plot.width - 6))
}

private func drawCurve(_ canvas: inout Canvas, _ curve: RuleCurve, _ plot: Rect) {
  var chance = PlotView(width: plot.width, height: plot.height)
  for x in stride(from: 0, to: chance.columns, by: 4) {
    chance.dot(x, x * (chance.rows - 1) / max(1, chance.columns - 1))
  }
  var view = PlotView(width: plot.width, height: plot.height)
  func place(_ point: RuleCurve.Point) -> (x: Int, y: Int) {
    (
      Int((point.falsePositiveRate * Double(view.columns - 1)).rounded()),
      Int((point.truePositiveRate * Double(view.rows - 1)).rounded())
    )
  }
  for (one, next) in zip(curve.points, curve.points.dropFirst()) {
    view.line(from: place(one), to: place(next))
  }
  for row in 0..<plot.height {
    let guide = Array(chance.text(row: row, ascii: canvas.isASCII))
    for (column, sign) in view.text(row: row, ascii: canvas.isASCII).enumerated() {
      let isCurve = sign != " "
      let text = isCurve ? String(sign) : canvas.isASCII && guide[column] != " " ? "." : String(guide[column])
      guard text != " " else { continue }
      canvas.put(
        text, row: plot.row + row, column: plot.column + column,
        role: isCurve ? "title.progress" : "score.empty")
    }
  }
}

private func mark(
  _ point: RuleCurve.Point, _ sign: String, _ role: String, _ plot: Rect, _ canvas: inout Canvas
) {
  let column = plot.column + Int((point.falsePositiveRate * Double(plot.width - 1)).rounded())
  let row = plot.maxRow - 1 - Int((point.truePositiveRate * Double(plot.height - 1)).rounded())
  canvas.put(sign, row: row, column: column, role: role)
}
