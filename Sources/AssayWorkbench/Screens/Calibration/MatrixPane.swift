import AssayCalibration
import AssayModel
import AssayStatistics
import TerminalCore
import TerminalWidgets

/// The confusion matrix with what follows from it.
struct MatrixPane {
  let trial: RuleTrial
  let picture: CalibrationPicture
  var matrix: ConfusionMatrix { trial.matrix }

  /// Lines that it takes.
  static let height = 19
  /// The line of the upper border of the matrix, and the width of the column at its left.
  static let top = 2
  static let gutter = 11

  init(_ trial: RuleTrial, _ picture: CalibrationPicture) {
    self.trial = trial
    self.picture = picture
  }

  /// Columns of a cell between its borders.
  static func cellWidth(_ width: Int) -> Int { min(27, max(8, (width - gutter - 3) / 2)) }

  /// The cell at a place of the pane.
  static func cell(line: Int, column: Int, width: Int) -> ConfusionCell? {
    let room = cellWidth(width) + 1
    let (down, across) = (line - top - 1, column - gutter - 1)
    guard down >= 0, down < 7, down != 3, across >= 0, across < 2 * room else { return nil }
    return ConfusionCell(rawValue: down / 4 * 2 + across / room)
  }
}

func drawMatrixPane(_ canvas: inout Canvas, _ pane: MatrixPane, _ rect: Rect) {
  put([ruleLine(pane.trial, pane.picture, width: rect.width, canvas)], rect, &canvas)
  drawCells(&canvas, pane, rect)
  let below = MatrixPane.top + 9
  let rest = Rect(
    row: rect.row + below, column: rect.column, height: rect.height - below, width: rect.width)
  guard !rest.isEmpty else { return }
  let lines =
    [[]] + rateLines(pane, width: rect.width, canvas) + agreementLines(pane, width: rect.width, canvas)
  // Where there is little room the blank line goes first.
  put(lines.count > rest.height ? Array(lines.dropFirst()) : lines, rest, &canvas)
}

/// "keeps: mean from 4 · n = 40, 3 not scored"
private func ruleLine(_ trial: RuleTrial, _ picture: CalibrationPicture, width: Int, _ canvas: Canvas)
  -> [Span]
{
  let isTried = canvas.state.calibration.draft != nil
  let unscored = picture.rows.count - picture.scored.count
  let n = [
    "n = \(grouped(trial.matrix.count))", unscored > 0 ? "\(grouped(unscored)) not scored" : nil,
    trial.untold > 0 ? "\(grouped(trial.untold)) not scored on all" : nil,
  ].compactMap { $0 }.joined(separator: ", ")
  let room = max(8, width - DisplayText.width(n) - 3 - (isTried ? 13 : 7))
  return [
    Span(
      text: isTried ? "would keep: " : "keeps: ",
      style: canvas.style(isTried ? "message.warning" : "text.dim")),
    Span(
      text: canvas.truncate(DisplayText.singleLine(trial.rule.phrase), to: room), style: canvas.style("text")),
    Span(text: canvas.separator + n, style: canvas.style("text.dim")),
  ]
}

// MARK: The four cells

private func drawCells(_ canvas: inout Canvas, _ pane: MatrixPane, _ rect: Rect) {
  let width = MatrixPane.cellWidth(rect.width)
  let lines = canvas.lines
  let border = canvas.style("border")
  let column = rect.column + MatrixPane.gutter
  let matrix = pane.matrix
  func head(_ word: String, _ count: Int, at column: Int) {
    guard rect.height > 1 else { return }
    // The longest that is not cut.
    let number = grouped(count)
    let all = ["judge \(word) \(number)", "\(word) \(number)", number]
    let words = all.first { $0.count < width } ?? canvas.truncate(number, to: width)
    canvas.put(
      words, row: rect.row + 1, column: column + 2, role: "field.name", width: rect.maxColumn - column - 2)
  }
  head("keeps", matrix.kept, at: column)
  head("drops", matrix.dropped, at: column + width + 1)
  let bar = String(repeating: lines.horizontal, count: width)
  let (cross, down, up) = canvas.isASCII ? ("+", "+", "+") : ("┼", lines.teeDown, lines.teeUp)
  let rules = [
    lines.topLeft + bar + down + bar + lines.topRight, lines.teeRight + bar + cross + bar + lines.teeLeft,
    lines.bottomLeft + bar + up + bar + lines.bottomRight,
  ]
  for line in 0..<9 where MatrixPane.top + line < rect.height {
    let row = rect.row + MatrixPane.top + line
    if line % 4 == 0 {
      canvas.grid.put(
        rules[line / 4], row: row, column: column, style: border, maxWidth: rect.maxColumn - column)
      continue
    }
    for side in 0..<3 {
      canvas.grid.put(lines.vertical, row: row, column: column + side * (width + 1), style: border)
    }
    drawRowHead(&canvas, line: line, matrix, Rect(row: row, column: rect.column, height: 1, width: 10))
    for side in 0..<2 {
      guard let cell = ConfusionCell(rawValue: line / 4 * 2 + side) else { continue }
      drawCell(
        &canvas, cell, line: line % 4, pane,
        Rect(row: row, column: column + 1 + side * (width + 1), height: 1, width: width))
    }
  }
}

private func drawRowHead(_ canvas: inout Canvas, line: Int, _ matrix: ConfusionMatrix, _ rect: Rect) {
  let isUpper = line < 4
  switch line % 4 {
  case 1: canvas.put(isUpper ? "person" : "person", row: rect.row, column: rect.column, role: "field.name")
  case 2: canvas.put(isUpper ? "accepts" : "rejects", row: rect.row, column: rect.column, role: "field.name")
  default:
    canvas.put(
      grouped(isUpper ? matrix.accepted : matrix.rejected), row: rect.row, column: rect.column,
      role: "field.name")
  }
}

/// Count, share of the row, share of the column.
private func drawCell(
  _ canvas: inout Canvas, _ cell: ConfusionCell, line: Int, _ pane: MatrixPane, _ rect: Rect
) {
  let calibration = canvas.state.calibration
  let isHere = calibration.cell == cell
  let isFocused = calibration.pane == .matrix
  let selection = canvas.style(isFocused ? "selection" : "selection.unfocused")
  func style(_ role: String) -> Style {
    isHere ? canvas.style(role).overlaid(with: selection) : canvas.style(role)
  }
  if isHere { canvas.grid.fill(rect, style: style("text")) }
  let count = cell.count(in: pane.matrix)
  let tone =
    count == 0
    ? "text.dim"
    : cell == .falsePositive ? "message.error" : cell == .falseNegative ? "message.warning" : "text"
  var spans: [Span] = []
  switch line {
  case 1:
    let arrow = isHere ? (canvas.isASCII ? "> " : "▸ ") : "  "
    spans = [Span(text: arrow, style: style("text")), Span(text: grouped(count), style: style(bold(tone)))]
    if cell == .falsePositive {
      let cost = "costs \(plainNumber(pane.picture.subject.costRatio)) each"
      spans.append(
        Span(text: "  " + (rect.width >= 22 ? "the costly cell" : cost), style: style("score.low")))
    }
  default:
    let share = line == 2 ? cell.rowShare(in: pane.matrix) : cell.columnShare(in: pane.matrix)
    spans = shareSpans(share, of: line == 2 ? rowWord(cell) : columnWord(cell), width: rect.width, style)
  }
  canvas.grid.put(
    spans: spans.truncated(to: rect.width, ellipsis: ""), row: rect.row, column: rect.column,
    maxWidth: rect.width)
}

private func bold(_ role: String) -> String { role == "text" ? "title.progress" : role }

private func rowWord(_ cell: ConfusionCell) -> String {
  cell == .truePositive || cell == .falseNegative ? "accepted" : "rejected"
}

private func columnWord(_ cell: ConfusionCell) -> String {
  cell == .truePositive || cell == .falsePositive ? "kept" : "dropped"
}

/// "  91 %  72-97 of accepted"
private func shareSpans(
  _ share: Proportion, of word: String, width: Int, _ style: (String) -> Style
) -> [Span] {
  guard share.n > 0 else {
    return [Span(text: width >= 14 ? "  none \(word)" : "     -", style: style("text.dim"))]
  }
  let interval = intervalText(share)
  let rest = [" of \(word)", ""].first { 15 + $0.count <= width } ?? ""
  return [
    Span(text: percentText(share.value).leftPadded(to: 7), style: style("text")),
    Span(
      text: "  " + DisplayText.pad(interval, to: rest.isEmpty ? interval.count : 6) + rest,
      style: style("text.dim")),
  ]
}
