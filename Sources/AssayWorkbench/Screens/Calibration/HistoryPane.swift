import AssayCalibration
import AssayModel
import AssayStatistics
import TerminalCore
import TerminalWidgets

/// The measurements of the judge on the screen, the newest first.
func shownHistory(_ state: AppState) -> [Measurement] {
  guard let data = state.calibration.data else { return [] }
  return data.history.filter { $0.judge == data.judge.id }.reversed()
}

/// When this judge was last measured; nil: never.
func lastCalibration(_ state: AppState) -> Int64? { shownHistory(state).map(\.at).max() }

/// "! last calibrated 43 days ago, more than 30": what has aged or moved.
func driftLines(_ state: AppState) -> [(text: String, role: String)] {
  let days = state.task.calibration.maximumAge
  var lines: [(text: String, role: String)] = []
  if let last = lastCalibration(state) {
    let age = Int((state.now - last) / 86_400_000)
    lines.append(
      age > days
        ? ("! last calibrated \(age) days ago, more than \(days): measure again", "message.warning")
        : ("last calibrated \(agoText(last, now: state.now))", "text.dim"))
  } else {
    lines.append(
      ("not calibrated yet: putting a rule in force or opening test notes its figures", "text.dim"))
  }
  guard let drift = state.calibration.picture?.drift, drift.newerCount > 0 else { return lines }
  let count = "\(grouped(drift.newerCount)) newer example\(drift.newerCount == 1 ? "" : "s")"
  guard !drift.moved.isEmpty else { return lines + [("\(count): nothing has moved", "text.dim")] }
  lines.append(("! what is judged has moved, \(count): calibrate again", "message.warning"))
  return lines + drift.moved.map { ("  " + movedText($0, ascii: state.appearance.ascii), "message.warning") }
}

/// "accuracy: mean 3.41 → 2.87, PSI 0.31, p < 0.001"
private func movedText(_ shift: Drift.Shift, ascii: Bool) -> String {
  let arrow = ascii ? "->" : "→"
  var parts: [String] = []
  if let before = shift.before, let after = shift.after {
    parts.append("mean \(fixedText(before, decimals: 2)) \(arrow) \(fixedText(after, decimals: 2))")
  }
  if let label = shift.label {
    parts.append("\(label) \(percentText(shift.shareBefore)) \(arrow) \(percentText(shift.shareAfter))")
  }
  parts.append("PSI \(fixedText(shift.stability, decimals: 2))")
  parts.append(shift.pValue < 0.001 ? "p < 0.001" : "p = \(fixedText(shift.pValue, decimals: 3))")
  return DisplayText.singleLine("\(shift.name): \(parts.joined(separator: ", "))")
}

func drawHistoryPane(_ canvas: inout Canvas, _ picture: CalibrationPicture, _ rect: Rect) {
  let state = canvas.state
  let history = shownHistory(state)
  var lines = driftLines(state).flatMap { line in
    TextLayout.wrap([Span(text: line.text, style: canvas.style(line.role))], width: max(1, rect.width))
  }
  if history.count > 1 {
    for split in [Split.dev, .test] {
      let rates = history.reversed().filter { $0.split == split }.compactMap { catchShare($0).value }
      guard rates.count > 1 else { continue }
      lines.append([
        Span(
          text: DisplayText.pad("catch rate on \(split.rawValue)", to: 20), style: canvas.style("field.name")),
        Span(
          text: Sparkline.text(rates.suffix(max(4, rect.width - 34)), in: 0...1, ascii: canvas.isASCII),
          style: canvas.style("title.progress")),
        Span(
          text: "  \(percentText(rates.first)) to \(percentText(rates.last))", style: canvas.style("text.dim")
        ),
      ])
    }
  }
  guard !history.isEmpty else { return put(lines, rect, &canvas) }
  lines.append([])
  let isWide = rect.width >= 72
  lines.append([
    Span(
      text: "  " + DisplayText.pad("when", to: 14) + DisplayText.pad("on", to: 6)
        + "    n  catch rate      cost"
        + (rect.width >= 58 ? "  kappa" : "") + (isWide ? "  rule" : ""), style: canvas.style("field.name"))
  ])
  let room = max(1, rect.height - lines.count)
  let top = ListView.scrolledTop(
    cursor: state.calibration.pane == .history ? state.calibration.line : 0, top: state.calibration.top,
    height: room, count: history.count)
  for (index, measurement) in history.enumerated().dropFirst(top).prefix(room) {
    lines.append(
      historyLine(
        measurement, isHere: index == state.calibration.line, isWide: isWide, width: rect.width, canvas))
  }
  put(lines, rect, &canvas)
}

private func catchShare(_ measurement: Measurement) -> Proportion {
  Proportion(
    successes: measurement.trueNegatives, n: measurement.trueNegatives + measurement.falsePositives)
}

private func historyLine(
  _ measurement: Measurement, isHere: Bool, isWide: Bool, width: Int, _ canvas: Canvas
) -> [Span] {
  let state = canvas.state
  let isCursor = isHere && state.calibration.pane == .history
  let selection = canvas.style("selection")
  func span(_ text: String, _ role: String) -> Span {
    let style = canvas.style(role)
    return Span(text: text, style: isCursor ? style.overlaid(with: selection) : style)
  }
  let share = catchShare(measurement)
  let passes = share.wilson().map { $0.lower >= state.task.calibration.bar } ?? false
  let rate = share.n == 0 ? "n = 0" : "\(percentText(share.value).leftPadded(to: 5))  \(intervalText(share))"
  var spans = [
    span(isCursor ? (canvas.isASCII ? "> " : "▸ ") : "  ", "text"),
    span(DisplayText.pad(agoText(measurement.at, now: state.now), to: 14), "text.dim"),
    span(DisplayText.pad(measurement.split.rawValue, to: 6), "text"),
    span(grouped(measurement.n).leftPadded(to: 5) + "  ", "text"),
    span(DisplayText.pad(rate, to: 15), passes ? "score.high" : "text"),
    span((measurement.expectedCost.map { fixedText($0, decimals: 2) } ?? "-").leftPadded(to: 5), "text"),
  ]
  if width >= 58 {
    spans.append(
      span((measurement.kappa.map { fixedText($0, decimals: 2) } ?? "-").leftPadded(to: 7), "text"))
  }
  if isWide {
    spans.append(span("  ", "text"))
    spans.append(
      span(
        canvas.truncate(DisplayText.singleLine(measurement.rule.phrase), to: max(0, width - spans.width)),
        "text.dim"))
  }
  return spans
}
