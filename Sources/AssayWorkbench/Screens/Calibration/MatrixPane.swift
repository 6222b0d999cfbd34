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
  func head(_ text: String, _ count: Int, at column: Int) {
    guard rect.height > 1 else { return }
    let words = canvas.truncate("\(text) \(grouped(count))", to: width)
    canvas.put(
      words, row: rect.row + 1, column: column + 2, role: "field.name", width: rect.maxColumn - column - 2)
  }
  head("judge keeps", matrix.kept, at: column)
  head("judge drops", matrix.dropped, at: column + width + 1)
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

// MARK: Rates

private func rateLines(_ pane: MatrixPane, width: Int, _ canvas: Canvas) -> [[Span]] {
  let matrix = pane.matrix
  let bar = canvas.state.task.calibration.bar
  let rates = [
    ("catch rate", "TNR", matrix.catchProportion, true),
    ("good kept", "TPR", matrix.truePositiveProportion, false),
    ("kept are good", "precision", matrix.precisionProportion, false),
  ]
  return rates.map { name, term, share, hasBar in
    rateLine(name, term, share, bar: hasBar ? bar : nil, width: width, canvas)
  } + [barLine(pane, width: width, canvas)]
}

/// "catch rate     83 %  ──────├────●──┤──  61-94  n = 18"
private func rateLine(
  _ name: String, _ term: String, _ share: Proportion, bar: Double?, width: Int, _ canvas: Canvas
) -> [Span] {
  let title = width >= 66 ? "\(name) (\(term))" : name
  var spans = [
    Span(text: DisplayText.pad(title, to: width >= 66 ? 25 : 14), style: canvas.style("field.name"))
  ]
  guard let value = share.value, let interval = share.wilson() else {
    return spans + [Span(text: " " + cannotBeTold, style: canvas.style("text.dim"))]
  }
  let isUnder = bar.map { interval.lower < $0 } ?? false
  let role = bar == nil ? "text" : isUnder ? "score.low" : "score.high"
  spans.append(Span(text: percentText(value).leftPadded(to: 5) + "  ", style: canvas.style(role)))
  let track = min(31, width - spans.width - 16)
  if track >= 11 {
    spans += IntervalTrack(value: value, interval: interval, bar: bar, width: track).spans(role, canvas)
    spans.append(Span(text: "  ", style: canvas.style("text")))
  }
  spans.append(
    Span(
      text: DisplayText.pad(intervalText(share), to: 6) + " n = \(share.n)", style: canvas.style("text.dim")))
  return spans
}

/// An interval on a scale from 0 to 1: `·····├───●─┤···`, the bar that it has to pass marked.
struct IntervalTrack {
  let value: Double
  let interval: Interval
  let bar: Double?
  let width: Int

  func spans(_ role: String, _ canvas: Canvas) -> [Span] {
    let ascii = canvas.isASCII
    func place(_ share: Double) -> Int { Int((share * Double(width - 1)).rounded()) }
    let (low, high, point) = (place(interval.lower), place(interval.upper), place(value))
    let mark = bar.map(place)
    return (0..<width).map { column in
      if column == point { return Span(text: ascii ? "o" : "●", style: canvas.style(role)) }
      if column == mark { return Span(text: ascii ? "!" : "┃", style: canvas.style("histogram.cut")) }
      let isInside = column >= low && column <= high
      let sign =
        column == low
        ? (ascii ? "[" : "├")
        : column == high ? (ascii ? "]" : "┤") : isInside ? (ascii ? "-" : "─") : (ascii ? "." : "·")
      return Span(text: sign, style: canvas.style(isInside ? role : "score.empty"))
    }
  }
}

/// Whether the bar is passed at the interval's lower end and, where not, how many more it takes.
private func barLine(_ pane: MatrixPane, width: Int, _ canvas: Canvas) -> [Span] {
  let (forms, role) = barSentence(pane.matrix, bar: canvas.state.task.calibration.bar)
  let text = forms.first { DisplayText.width($0) <= width } ?? forms[forms.count - 1]
  return [Span(text: canvas.truncate(text, to: width), style: canvas.style(role))]
}

/// What has to be said of a catch rate against the bar, the longest form first.
public func barSentence(_ matrix: ConfusionMatrix, bar: Double) -> (forms: [String], role: String) {
  let goal = percentText(bar)
  let share = matrix.catchProportion
  if matrix.count > 0, matrix.kept == 0 {
    return (
      [
        "keeps nothing: what catches all bad ones by dropping everything tells nothing",
        "keeps nothing: its catch rate tells nothing", "keeps nothing",
      ], "message.error"
    )
  }
  guard let value = share.value, let interval = share.wilson() else {
    let least = Proportion.trials(forLowerEnd: bar, observed: 1) ?? 0
    return (
      [
        "\(least) rejected examples at least until the lower end can reach \(goal)",
        "\(least) rejected ones needed",
      ],
      "message.info"
    )
  }
  if interval.lower >= bar {
    return (
      ["bar \(goal): passed, also at the lower end of the interval", "bar \(goal): passed"], "verdict.accept"
    )
  }
  if interval.upper < bar {
    return (
      ["bar \(goal): missed, also at the upper end of the interval", "bar \(goal): missed"], "message.error"
    )
  }
  let caught = fewestMore(share, bar: bar)
  var forms = [
    "\(caught) more rejected examples until the lower end can reach \(goal), if all are caught",
    "\(caught) more rejected examples until the lower end can reach \(goal)",
    "\(caught) more rejected until its lower end can reach \(goal)",
    "\(caught) more rejected ones to reach \(goal)",
  ]
  if value > bar, let trials = Proportion.trials(forLowerEnd: bar, observed: value, from: share.n + 1),
    trials - share.n > caught
  {
    let more = trials - share.n
    forms = [
      "\(more) more rejected examples until the lower end can reach \(goal), \(caught) if all are caught",
      "\(more) more rejected examples until the lower end can reach \(goal)",
      "\(more) more rejected until its lower end can reach \(goal)",
      "\(more) more rejected ones to reach \(goal)",
    ]
  }
  return (forms, "message.warning")
}

/// So many more, if all of them are caught.
private func fewestMore(_ share: Proportion, bar: Double) -> Int {
  (1...10_000).first { more in
    let then = Proportion(successes: share.successes + more, n: share.n + more)
    return then.wilson().map { $0.lower >= bar } ?? false
  } ?? 10_000
}

private func agreementLines(_ pane: MatrixPane, width: Int, _ canvas: Canvas) -> [[Span]] {
  let matrix = pane.matrix
  let settings = canvas.state.task.calibration
  func line(_ parts: [(String, String)]) -> [Span] {
    parts.enumerated().flatMap { index, part in
      [
        Span(text: (index == 0 ? "" : canvas.separator) + part.0 + " ", style: canvas.style("field.name")),
        Span(text: part.1, style: canvas.style("text")),
      ]
    }
  }
  guard matrix.count > 0 else { return [line([("agreement", cannotBeTold)])] }
  let interval = canvas.state.calibration.draft == nil ? pane.picture.kappa.interval : nil
  let kappa = matrix.kappa.map { value in
    fixedText(value, decimals: 2)
      + (interval.map { " (\(fixedText($0.lower, decimals: 2)) to \(fixedText($0.upper, decimals: 2)))" }
        ?? "")
  }
  var lines = [
    line([
      ("kappa", kappa ?? "cannot be told"),
      (width >= 66 ? "raw agreement" : "agree", percentText(matrix.accuracy)),
      (
        width >= 70 ? "base rate, accepted" : "base",
        percentText(Double(matrix.accepted) / Double(matrix.count))
      ),
    ])
  ]
  let cost = pane.trial.cost.map { fixedText($0, decimals: 2) } ?? "-"
  let weighted = pane.trial.weightedCatch.flatMap { share in
    share.value.map { "\(percentText($0)), n eff. \(fixedText(share.effectiveSize, decimals: 0))" }
  }
  lines.append(
    line(
      [
        (
          "expected cost",
          "\(cost) each\(width >= 50 ? ", a bad one kept costs \(plainNumber(settings.costRatio))" : "")"
        )
      ]))
  if let weighted { lines.append(line([("catch rate by chances of drawing", weighted)])) }
  let plan =
    "plan \(Int(settings.rejectPlan.lowerBound * 100))-\(Int(settings.rejectPlan.upperBound * 100)) %"
  let scored = pane.trial.outcome.scored
  let rate = pane.trial.outcome.rejectRate
  lines.append(
    line([("drops", scored == 0 ? cannotBeTold : "\(percentText(rate)) of all \(grouped(scored)) scored")])
      + [
        Span(
          text: canvas.separator + plan,
          style: canvas.style(
            rate.map { settings.rejectPlan.contains($0) } ?? true ? "text.dim" : "message.warning"))
      ])
  return lines
}
