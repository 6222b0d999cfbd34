import AssayModel
import AssayStatistics
import TerminalCore
import TerminalWidgets

/// Draws how far the judge on the screen can be trusted, on what this reviewer has decided so far.
func drawCalibration(_ canvas: inout Canvas) {
  let state = canvas.state
  let rect = FrameLayout(size: state.size).body
  drawPaneFrame(&canvas, rect, title: " Calibration ", isFocused: true)
  let inner = rect.inset()
  for (index, line) in calibrationLines(canvas).prefix(inner.height).enumerated() {
    _ = canvas.grid.put(
      spans: line.truncated(to: inner.width - 1, ellipsis: canvas.lines.ellipsis), row: inner.row + index,
      column: inner.column + 1, maxWidth: inner.width - 1)
  }
}

private func calibrationLines(_ canvas: Canvas) -> [[Span]] {
  let state = canvas.state
  func line(_ text: String, _ role: String = "text") -> [Span] {
    [Span(text: text, style: canvas.style(role))]
  }
  let own = probeLines(state)
  let probes = own.isEmpty ? [] : [[]] + own.map { line($0) }
  guard let judge = state.judge else {
    return [
      line("No judge has scored anything yet."), [],
      line("Decide examples in Review all the same: they are what a judge is checked against.", "text.dim"),
      line("Scores come in with `assay import scores.jsonl` (docs/schema.md).", "text.dim"),
    ] + probes
  }
  guard let matrix = confusionMatrix(state) else {
    return [line("Reading " + state.appearance.pending, "text.dim")]
  }
  let n = matrix.truePositives + matrix.falsePositives + matrix.trueNegatives + matrix.falseNegatives
  var lines = [
    line(
      "Judge \(DisplayText.singleLine(judge.name)), keeps from \(plainNumber(state.task.keepAt))", "title"),
    line(
      "n = \(n) examples that you decided and it scored, not a held-out set: read the intervals", "text.dim"),
    [],
  ]
  lines += matrixLines(matrix, canvas)
  lines.append([])
  lines += rateLines(matrix, canvas)
  lines += probes
  lines.append([])
  let open = state.bindings.shown(for: .open, screen: .calibration) ?? ":open"
  lines.append(line("\(open) opens the examples of the cell in Review", "text.dim"))
  return lines
}

/// The first of the matrix's lines, its heading, and the width of each of its columns.
private let matrixPlace = (line: 3, columnWidth: 12)

/// The cell of the confusion matrix under a point.
func confusionCell(at point: Point, _ state: AppState) -> ConfusionCell? {
  guard state.judge != nil, confusionMatrix(state) != nil else { return nil }
  let inner = FrameLayout(size: state.size).body.inset()
  let row = point.row - inner.row - matrixPlace.line - 1
  let offset = point.column - inner.column - 1
  let column = offset / matrixPlace.columnWidth - 1
  guard offset >= 0, (0..<2).contains(row), (0..<2).contains(column) else { return nil }
  return ConfusionCell(rawValue: row * 2 + column)
}

private func matrixLines(_ matrix: ConfusionMatrix, _ canvas: Canvas) -> [[Span]] {
  let cursor = canvas.state.plainCursor[.calibration, default: 0]
  func cell(_ cell: ConfusionCell, _ count: Int) -> Span {
    let isHere = cell.rawValue == cursor
    let marker = isHere ? (canvas.isASCII ? ">" : "▸") : " "
    let role = cell == .falsePositive ? "message.error" : cell == .falseNegative ? "message.warning" : "text"
    let style = canvas.style(role)
    return Span(
      text: marker + grouped(count).leftPadded(to: matrixPlace.columnWidth - 3) + "  ",
      style: isHere ? style.overlaid(with: canvas.style("selection")) : style)
  }
  func head(_ text: String) -> Span {
    Span(text: DisplayText.pad(text, to: matrixPlace.columnWidth), style: canvas.style("field.name"))
  }
  return [
    [head(""), head("judge keeps"), head("judge drops")],
    [
      head("you accept"), cell(.truePositive, matrix.truePositives),
      cell(.falseNegative, matrix.falseNegatives),
    ],
    [
      head("you reject"), cell(.falsePositive, matrix.falsePositives),
      cell(.trueNegative, matrix.trueNegatives),
      Span(text: "  bad ones kept: the costly mistake", style: canvas.style("text.dim")),
    ],
  ]
}

private func rateLines(_ matrix: ConfusionMatrix, _ canvas: Canvas) -> [[Span]] {
  let rates: [(String, Int, Int)] = [
    ("catch rate (TNR)", matrix.trueNegatives, matrix.trueNegatives + matrix.falsePositives),
    ("good kept (TPR)", matrix.truePositives, matrix.truePositives + matrix.falseNegatives),
    ("kept are good (precision)", matrix.truePositives, matrix.truePositives + matrix.falsePositives),
  ]
  var lines = rates.map { name, successes, n in
    [
      Span(text: DisplayText.pad(name, to: 28), style: canvas.style("field.name")),
      Span(text: rateText(successes: successes, n: n), style: canvas.style("text")),
    ]
  }
  lines[0].append(Span(text: "   bar: 80 %", style: canvas.style("text.dim")))
  if let kappa = matrix.kappa {
    lines.append([
      Span(text: DisplayText.pad("Cohen's kappa", to: 28), style: canvas.style("field.name")),
      Span(text: plainNumber(kappa), style: canvas.style("text")),
    ])
  }
  return lines
}

/// "83 % (95 % interval 61-94 %, n = 18)"; says so when there is nothing to measure.
func rateText(successes: Int, n: Int) -> String {
  guard let interval = Proportion(successes: successes, n: n).wilson() else {
    return "nothing to measure yet (n = 0)"
  }
  func percent(_ share: Double) -> String { String(Int((share * 100).rounded())) }
  let rate = percent(Double(successes) / Double(n))
  return "\(rate) % (95 % interval \(percent(interval.lower))-\(percent(interval.upper)) %, n = \(n))"
}
