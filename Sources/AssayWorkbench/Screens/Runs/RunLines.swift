import AssayModel
import TerminalCore
import TerminalWidgets

/// A line of a run in full.
struct RunLine {
  var spans: [Span]
  /// What Enter opens; nil: nothing.
  var target: RunTarget?
}

/// The width of the names at the left.
private let gutter = 10

/// A run in full, laid out for a width.
func runLines(_ run: Run, width: Int, _ canvas: Canvas) -> [RunLine] {
  let report = RunReport(run, now: canvas.state.now, bar: canvas.state.task.calibration.bar)
  var lines: [RunLine] = []
  var failures: [ChatTraffic.Failure] = []
  var histograms: [RunProgress.Histogram] = []
  for item in report.items {
    switch item {
    case .progress(let share, let parts):
      lines.append(progressLine(share, parts, target: run.mainTarget, width: width, canvas))
    case .fact(let name, let parts, let role, let target):
      let text = parts.joined(separator: canvas.separator)
      lines += factLines(name, text, role: role, target: target, width: width, canvas)
    case .warning(let text):
      lines += wrapped(
        [Span(text: "! " + DisplayText.singleLine(text), style: canvas.style("message.warning"))], indent: 2,
        width, canvas)
    case .failure(let failure): failures.append(failure)
    case .histogram(let histogram): histograms.append(histogram)
    case .funnel(let steps, let batch):
      lines += [RunLine(spans: [])] + funnelLines(steps, batch: batch, width: width, canvas)
    case .cells(let cells): lines += quotaLines(cells, width: width, canvas)
    case .diversity(let measures):
      lines += [RunLine(spans: [])] + diversityLines(measures, width: width, canvas)
    case .saturation(let curve): lines += saturationLines(curve, width: width, canvas)
    case .space: lines.append(RunLine(spans: []))
    }
  }
  lines += failureLines(failures, width: width, canvas)
  lines += histogramLines(histograms, width: width, canvas)
  return lines
}

private func progressLine(
  _ share: Double, _ parts: [String], target: RunTarget?, width: Int, _ canvas: Canvas
) -> RunLine {
  let text = " " + parts.joined(separator: canvas.separator)
  let room = max(4, min(60, width - DisplayText.width(text)))
  return RunLine(
    spans: [
      Span(
        text: BarView.text(value: share, maximum: 1, width: room, lines: canvas.lines),
        style: canvas.style("histogram.counted")),
      Span(text: text, style: canvas.style("text")),
    ], target: target)
}

private func factLines(
  _ name: String, _ text: String, role: String, target: RunTarget?, width: Int, _ canvas: Canvas
) -> [RunLine] {
  let safe = DisplayText.singleLine(text)
  let spans = TextLayout.wrap(
    [Span(text: safe, style: canvas.style(role))], width: max(8, width - gutter), maxLines: 4)
  return spans.enumerated().map { index, line in
    let head = DisplayText.pad(index == 0 ? name : "", to: gutter)
    return RunLine(spans: [Span(text: head, style: canvas.style("field.name"))] + line, target: target)
  }
}

private func wrapped(_ spans: [Span], indent: Int, _ width: Int, _ canvas: Canvas) -> [RunLine] {
  let lines = TextLayout.wrap(spans, width: max(8, width - indent), maxLines: 6)
  let margin = Span(text: String(repeating: " ", count: indent), style: canvas.style("text"))
  return lines.enumerated().map { RunLine(spans: $0 == 0 ? $1 : [margin] + $1) }
}

// MARK: Errors

/// Each kind with how often it came, and its last message, whole.
private func failureLines(_ failures: [ChatTraffic.Failure], width: Int, _ canvas: Canvas) -> [RunLine] {
  guard !failures.isEmpty else { return [] }
  var lines = [RunLine(spans: []), RunLine(spans: [Span(text: "errors", style: canvas.style("field.name"))])]
  let countWidth = failures.map { grouped($0.count).count }.max() ?? 1
  for failure in failures {
    let head = grouped(failure.count).leftPadded(to: countWidth) + "  " + failure.kind.rawValue
    lines.append(RunLine(spans: [Span(text: head, style: canvas.style("message.error"))], target: .failed))
    let message = DisplayText.singleLine(failure.lastMessage)
    let margin = Span(text: String(repeating: " ", count: countWidth + 2), style: canvas.style("text"))
    lines += TextLayout.wrap(
      [Span(text: message, style: canvas.style("text"))], width: max(8, width - countWidth - 2), maxLines: 6
    ).map { RunLine(spans: [margin] + $0, target: .failed) }
  }
  return lines
}

// MARK: Histograms

private let histogramWidth = 28

/// As many beside each other as there is room for.
private func histogramLines(_ histograms: [RunProgress.Histogram], width: Int, _ canvas: Canvas) -> [RunLine]
{
  guard !histograms.isEmpty else { return [] }
  let perRow = max(1, min(4, histograms.count, (width + 2) / (histogramWidth + 2)))
  // Four in rows of three would leave one alone.
  let columns = histograms.count == 4 && perRow == 3 ? 2 : perRow
  let room = min(56, (width - 2 * (columns - 1)) / columns)
  var lines: [RunLine] = []
  for start in stride(from: 0, to: histograms.count, by: columns) {
    lines.append(RunLine(spans: []))
    let blocks = histograms[start..<min(histograms.count, start + columns)].map {
      histogramBlock($0, width: room, canvas)
    }
    for row in 0..<(blocks.map(\.count).max() ?? 0) {
      var spans: [Span] = []
      for (index, block) in blocks.enumerated() {
        let line = row < block.count ? block[row] : []
        let gap = index == blocks.count - 1 ? 0 : room + 2 - line.width
        spans += line + [Span(text: String(repeating: " ", count: max(0, gap)), style: canvas.style("text"))]
      }
      lines.append(RunLine(spans: spans))
    }
  }
  return lines
}

/// A heading with the mean, then a line for each score: bar, count, share.
private func histogramBlock(_ histogram: RunProgress.Histogram, width: Int, _ canvas: Canvas) -> [[Span]] {
  let mean = histogram.mean.map { "mean \(fixedText($0, decimals: 2))" } ?? "no score yet"
  let name = canvas.truncate(
    DisplayText.singleLine(histogram.dimension), to: max(1, width - mean.count - 2))
  let heading = DisplayText.pad(name, to: max(0, width - mean.count))
  let lines = [
    [
      Span(text: heading, style: canvas.style("field.name")),
      Span(text: mean, style: canvas.style("text.dim")),
    ]
  ]
  return lines + histogram.counts.indices.map { scoreLine(histogram, $0, width: width, canvas) }
}

private func scoreLine(
  _ histogram: RunProgress.Histogram, _ index: Int, width: Int, _ canvas: Canvas
) -> [Span] {
  let count = histogram.counts[index]
  let most = max(1, histogram.counts.max() ?? 1)
  let digits = max(4, grouped(most).count)
  let scoreWidth = String(histogram.minimum + histogram.counts.count - 1).count
  let share = histogram.total == 0 ? 0 : Double(count) / Double(histogram.total)
  let percent = "\(Int((share * 100).rounded())) %"
  let room = max(3, width - scoreWidth - 1 - digits - 7)
  return [
    Span(
      text: String(histogram.minimum + index).leftPadded(to: scoreWidth) + " ",
      style: canvas.style("text.dim")),
    Span(
      text: fineBar(Double(count) / Double(most), width: room, canvas),
      style: canvas.style("histogram.counted")),
    Span(
      text: " " + grouped(count).leftPadded(to: digits) + percent.leftPadded(to: 6),
      style: canvas.style(count == 0 ? "text.dim" : "text")),
  ]
}

private let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

/// A bar in steps of an eighth of a column; anything above nothing shows.
func fineBar(_ share: Double, width: Int, _ canvas: Canvas) -> String {
  guard share > 0 else { return String(repeating: " ", count: width) }
  if canvas.isASCII {
    let filled = max(1, Int((share * Double(width)).rounded()))
    return DisplayText.pad(String(repeating: "#", count: filled), to: width)
  }
  let steps = max(1, Int((share * Double(width * 8)).rounded()))
  return DisplayText.pad(String(repeating: "█", count: steps / 8) + eighths[steps % 8], to: width)
}
