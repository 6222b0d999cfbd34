import AssayCalibration
import AssayModel
import AssayStatistics
import TerminalCore
import TerminalWidgets

/// A line of the progress that stands for examples.
struct ProgressRow {
  var line: CalibrationCounts.Line
  /// What stands behind the numbers.
  var remark = ""
  var remarkRole = "text.dim"
  var heading: String?
}

/// Splits, labels and what is left out, each with its examples.
func progressRows(_ counts: CalibrationCounts, _ state: AppState) -> [ProgressRow] {
  let target = Double(state.task.calibrationTarget)
  let shares = state.task.calibration.shares
  let data = state.calibration.data
  var rows = zip(Split.allCases, counts.splits).map { split, line in
    var row = ProgressRow(line: line, remark: "of \(Int((target * shares[split]).rounded()))")
    let openings = data?.openings.count ?? 0
    if split == .test {
      let seal = data?.isTestOpen == true ? "open" : "sealed"
      row.remark += ", \(seal), " + (openings == 0 ? "never opened" : "opened \(timesText(openings))")
      row.remarkRole = data?.isTestOpen == true ? "message.warning" : "text.dim"
    }
    return row
  }
  if counts.excluded.sum > 0 {
    rows.append(ProgressRow(line: counts.excluded, remark: "like one of another split"))
  }
  if counts.unscored.sum > 0 {
    rows.append(ProgressRow(line: counts.unscored, remark: "by this judge"))
  }
  rows[0].heading = "split"
  for (index, line) in counts.labels.enumerated() {
    let isOneSided = line.bad == 0 || line.good == 0
    rows.append(
      ProgressRow(
        line: line, remark: isOneSided ? "no \(line.bad == 0 ? "rejected" : "accepted") one yet" : "",
        remarkRole: "message.info", heading: index == 0 ? "label" : nil))
  }
  return rows
}

/// The lines of a list on this screen that the cursor goes over.
func calibrationLineCount(_ state: AppState) -> Int {
  guard let picture = state.calibration.picture else { return 0 }
  return switch state.calibration.pane {
  case .progress: progressRows(picture.counts, state).count
  case .history: shownHistory(state).count
  default: 0
  }
}

func drawProgressPane(_ canvas: inout Canvas, _ picture: CalibrationPicture, _ rect: Rect) {
  let state = canvas.state
  let counts = picture.counts
  let rows = progressRows(counts, state)
  var lines = progressHead(counts, width: rect.width, canvas)
  let probes = probeLines(state).map { [Span(text: $0, style: canvas.style("text"))] }
  let room = max(1, rect.height - lines.count - (probes.isEmpty ? 0 : probes.count + 1))
  let nameWidth = min(
    18, max(9, (rows.map { DisplayText.width(DisplayText.singleLine($0.line.name)) }.max() ?? 0)) + 1)
  let body = rows.enumerated().flatMap { index, row -> [[Span]] in
    let line = progressLine(
      row, isHere: index == state.calibration.line, nameWidth: nameWidth, width: rect.width, canvas)
    guard let heading = row.heading else { return [line] }
    let head = DisplayText.pad("  " + heading, to: nameWidth + 2) + "  good   bad"
    return (index == 0 ? [] : [[]]) + [[Span(text: head, style: canvas.style("field.name"))], line]
  }
  // The cursor's line stays in sight.
  let cursor = body.firstIndex { $0.first?.text.hasPrefix(canvas.isASCII ? ">" : "▸") ?? false } ?? 0
  let top = ListView.scrolledTop(cursor: cursor, top: 0, height: room, count: body.count)
  lines += body.dropFirst(top).prefix(room)
  if body.count - top > room, let last = lines.indices.last {
    canvas.put(canvas.lines.arrowDown, row: rect.row + last, column: rect.maxColumn, role: "text.dim")
  }
  if !probes.isEmpty { lines += [[]] + probes }
  put(lines, rect, &canvas)
}

/// "62 of 100 decided, 38 to go" over a bar of good and bad.
private func progressHead(_ counts: CalibrationCounts, width: Int, _ canvas: Canvas) -> [[Span]] {
  let state = canvas.state
  let target = state.task.calibrationTarget
  let (good, bad) = counts.splits.reduce((0, 0)) { ($0.0 + $1.good, $0.1 + $1.bad) }
  let left = max(0, target - counts.total)
  var text =
    "\(grouped(counts.total)) of \(grouped(target))" + (left > 0 ? ", \(grouped(left)) to go" : ", done")
  if counts.drawn > 0, let size = counts.effectiveSize {
    text +=
      "\(canvas.separator)\(grouped(counts.drawn)) with a known chance, n eff. \(fixedText(size, decimals: 0))"
  }
  let track = max(4, min(40, width - 24))
  let whole = max(target, counts.total, 1)
  let goodWidth = Int((Double(good) / Double(whole) * Double(track)).rounded())
  let badWidth = min(track - goodWidth, Int((Double(bad) / Double(whole) * Double(track)).rounded()))
  func bar(_ sign: String, _ count: Int, _ role: String) -> Span {
    Span(text: String(repeating: sign, count: max(0, count)), style: canvas.style(role))
  }
  return [
    [Span(text: text, style: canvas.style("title.progress"))],
    [
      bar(canvas.isASCII ? "+" : "█", goodWidth, "verdict.accept"),
      bar(canvas.isASCII ? "x" : "▓", badWidth, "verdict.reject"),
      bar(canvas.lines.empty, track - goodWidth - badWidth, "score.empty"),
      Span(text: "  good \(grouped(good))", style: canvas.style("verdict.accept")),
      Span(text: canvas.separator, style: canvas.style("text.dim")),
      Span(text: "bad \(grouped(bad))", style: canvas.style("verdict.reject")),
    ], [],
  ]
}

private func progressLine(
  _ row: ProgressRow, isHere: Bool, nameWidth: Int, width: Int, _ canvas: Canvas
) -> [Span] {
  let isFocused = canvas.state.calibration.pane == .progress
  let selection = canvas.style("selection")
  func span(_ text: String, _ role: String) -> Span {
    let style = canvas.style(role)
    return Span(text: text, style: isHere && isFocused ? style.overlaid(with: selection) : style)
  }
  let arrow = isHere && isFocused ? (canvas.isASCII ? "> " : "▸ ") : "  "
  let name = DisplayText.pad(
    canvas.truncate(DisplayText.singleLine(row.line.name), to: nameWidth - 1), to: nameWidth)
  let line = [
    span(arrow + name, "text"),
    span(grouped(row.line.good).leftPadded(to: 6), row.line.good == 0 ? "text.dim" : "verdict.accept"),
    span(grouped(row.line.bad).leftPadded(to: 6), row.line.bad == 0 ? "text.dim" : "verdict.reject"),
    span("  " + row.remark, row.remarkRole),
  ]
  let rest = width - line.width
  return rest > 0 && isHere && isFocused ? line + [span(String(repeating: " ", count: rest), "text")] : line
}
