import AssayModel
import TerminalCore
import TerminalWidgets

/// What the judge, this reviewer, the others and the publishers say of an example.
func judgementLines(_ detail: ExampleDetail, width: Int, _ canvas: Canvas) -> [[Span]] {
  let state = canvas.state
  let isBlind = isHidden(detail.example.id, state)
  var lines = queueLines(detail, width: width, canvas) + orderLines(detail, width: width, canvas)
  if isBlind {
    let reason =
      isAdjudicating(state) ? "Hidden while conflicts are ruled on" : "Hidden until you decide (blind)"
    lines.append([Span(text: reason, style: canvas.style("text.dim"))])
  } else if let judgement = detail.judgements.first(where: { $0.judge == state.judge?.name }) {
    lines += scoreLines(judgement, on: detail.example.id, width: width, canvas)
    lines += failureLines(judgement, width: width, canvas)
    lines += memberLines(detail, width: width, canvas)
    lines += reasonLines(judgement, width: width, canvas)
  } else if state.judge != nil {
    lines.append([Span(text: "Not scored by this judge", style: canvas.style("text.dim"))])
  }
  // The judge comes alone: what others say would change verdicts as well.
  let showsOthers = !isBlind && state.review.revealed != detail.example.id
  lines += peopleLines(detail, showsOthers: showsOthers, width: width, canvas)
  return lines
}

/// "3 of 100 · between two thresholds": where the example stands in the queue that was drawn, and why it is in it. Probes and
/// repeats have reasons of the same kind as the others.
private func queueLines(_ detail: ExampleDetail, width: Int, _ canvas: Canvas) -> [[Span]] {
  guard let text = queueText(of: detail.example.id, canvas.state) else { return [] }
  return TextLayout.wrap([Span(text: text, style: canvas.style("text.dim"))], width: width, maxLines: 2)
}

/// nil: the list on the screen is no queue, or the example is not in it.
func queueText(of example: ExampleID, _ state: AppState) -> String? {
  guard let examples = state.sample?.examples,
    let index = examples.firstIndex(where: { $0.example == example })
  else { return nil }
  // After the verdict as well: probes and repeats have no other form, so that the full one would tell them.
  return ["\(index + 1) of \(examples.count)", DisplayText.singleLine(examples[index].blindReason)]
    .joined(separator: state.appearance.separator)
}

// MARK: Scores

/// "relevance █████ 5  (you 4)", two side by side where there is room.
private func scoreLines(_ judgement: Judgement, on example: ExampleID, width: Int, _ canvas: Canvas)
  -> [[Span]]
{
  let own = canvas.state.log.opinion(of: canvas.state.reviewer, on: example)?.scores ?? [:]
  let nameWidth = min(16, judgement.scores.map { DisplayText.width($0.dimension) }.max() ?? 0)
  let cells = judgement.scores.map { score in
    scoreCell(score, own: own[score.dimension], nameWidth: nameWidth, canvas)
  }
  let cellWidth = (cells.map(spanWidth).max() ?? 0) + 3
  let perLine = max(1, width / max(1, cellWidth))
  return stride(from: 0, to: cells.count, by: perLine).map { start in
    cells[start..<min(cells.count, start + perLine)].flatMap { cell in
      cell + [
        Span(
          text: String(repeating: " ", count: max(0, cellWidth - spanWidth(cell))),
          style: canvas.style("text"))
      ]
    }
  }
}

private func spanWidth(_ spans: [Span]) -> Int { spans.reduce(0) { $0 + DisplayText.width($1.text) } }

private func scoreCell(_ score: DimensionScore, own: Double?, nameWidth: Int, _ canvas: Canvas) -> [Span] {
  let dimension = canvas.state.dimension(named: score.dimension)
  let name = DisplayText.pad(
    canvas.truncate(DisplayText.singleLine(score.dimension), to: nameWidth), to: nameWidth + 1)
  var spans = [Span(text: name, style: canvas.style("field.name"))]
  if let value = score.value {
    let threshold = canvas.state.threshold(of: score.dimension)
    let role = scoreRole(value, threshold: threshold)
    spans.append(Span(text: bar(value, of: dimension, lines: canvas.lines), style: canvas.style(role)))
    spans.append(Span(text: " " + plainNumber(value), style: canvas.style(role)))
    spans += doubtSpans(score, canvas)
    if value < threshold {
      spans.append(Span(text: canvas.isASCII ? " <" : " ◂", style: canvas.style("score.low")))
    }
  } else {
    spans.append(Span(text: "no valid answer", style: canvas.style("score.empty")))
  }
  if let own { spans.append(Span(text: " (you \(plainNumber(own)))", style: canvas.style("text"))) }
  return spans
}

/// "±0.6 (2 3 2)" or "±0.6 ▁▆▂▁▁": how sure it was.
private func doubtSpans(_ score: DimensionScore, _ canvas: Canvas) -> [Span] {
  var spans: [Span] = []
  if let spread = score.spread, spread.isFinite {
    let sign = canvas.isASCII ? "+-" : "±"
    spans.append(Span(text: " \(sign)\(plainNumber(spread))", style: canvas.style("text.dim")))
  }
  if let values = score.values, values.count > 1 {
    let shown = values.prefix(7).map(plainNumber).joined(separator: " ")
    let rest = values.count > 7 ? " " + canvas.lines.ellipsis : ""
    spans.append(Span(text: " (\(shown)\(rest))", style: canvas.style("text.dim")))
  }
  if let probabilities = score.probabilities, probabilities.count > 1 {
    spans.append(
      Span(
        text: " " + probabilityBars(probabilities, ascii: canvas.isASCII),
        style: canvas.style("histogram.counted")))
  }
  return spans
}

/// The probability of each score from the lowest up, a character each.
func probabilityBars(_ probabilities: [Double], ascii: Bool) -> String {
  let signs = Array(ascii ? ".:+*#" : "▁▂▃▄▅▆▇█")
  return String(
    probabilities.map { probability in
      let share = probability.isFinite ? min(1, max(0, probability)) : 0
      return signs[Int((share * Double(signs.count - 1)).rounded())]
    })
}

/// Why there is no score, or not all of them.
private func failureLines(_ judgement: Judgement, width: Int, _ canvas: Canvas) -> [[Span]] {
  guard let failure = judgement.failure, !failure.isEmpty else { return [] }
  return TextLayout.wrap(
    [
      Span(text: "! failed: ", style: canvas.style("message.error")),
      Span(text: DisplayText.singleLine(failure), style: canvas.style("text")),
    ], width: width, maxLines: 4)
}

/// Under a panel's scores those of its members, a line each, dimensions in the same order.
private func memberLines(_ detail: ExampleDetail, width: Int, _ canvas: Canvas) -> [[Span]] {
  panelMembers(detail, canvas.state).flatMap { member in
    let scores = member.judgement.scores.map { score in
      "\(DisplayText.singleLine(score.dimension)) \(score.value.map(plainNumber) ?? "-")"
    }
    let text = member.judgement.failure.map { "failed: " + DisplayText.singleLine($0) }
    return TextLayout.wrap(
      [
        Span(text: "  " + DisplayText.singleLine(member.name) + " ", style: canvas.style("field.name")),
        Span(
          text: text ?? scores.joined(separator: canvas.separator),
          style: canvas.style(text == nil ? "text.dim" : "message.error")),
      ], width: width, maxLines: 2)
  }
}

/// What the members of the shown panel say: versions named "PANEL · MEMBER".
func panelMembers(_ detail: ExampleDetail, _ state: AppState) -> [(name: String, judgement: Judgement)] {
  guard let judge = state.judge else { return [] }
  let beginning = judge.name + " · "
  return detail.judgements.filter { $0.judge.hasPrefix(beginning) }.map {
    (String($0.judge.dropFirst(beginning.count)), $0)
  }
}

/// Five cells for any scale: the lowest score of 1-5 fills one and the highest five.
func bar(_ value: Double, of dimension: Dimension, lines: BorderLines) -> String {
  let below = Double(dimension.minimum) - 1
  return BarView.text(
    value: value - below, maximum: Double(dimension.maximum) - below, width: 5, lines: lines)
}

/// Whole numbers without a point, others with at most two decimals.
func plainNumber(_ value: Double) -> String {
  guard value.isFinite, abs(value) < 1e9 else { return "?" }
  if value == value.rounded() { return String(Int(value)) }
  let hundredths = Int((value * 100).rounded())
  let fraction = abs(hundredths % 100)
  let text =
    "\(value < 0 && hundredths > -100 ? "-" : "")\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  return text.hasSuffix("0") ? String(text.dropLast()) : text
}

private func reasonLines(_ judgement: Judgement, width: Int, _ canvas: Canvas) -> [[Span]] {
  var lines: [[Span]] = []
  let style = canvas.style("reason")
  if let reason = judgement.reason, !reason.isEmpty {
    lines += TextLayout.wrap(
      [Span(text: canvas.state.appearance.quoted(reason), style: style)], width: width, maxLines: 12)
  }
  for score in judgement.scores {
    guard let reason = score.reason, !reason.isEmpty else { continue }
    let name = Span(text: DisplayText.singleLine(score.dimension) + ": ", style: canvas.style("field.name"))
    lines += TextLayout.wrap([name, Span(text: reason, style: style)], width: width, maxLines: 6)
  }
  return lines
}

// MARK: People

private func peopleLines(_ detail: ExampleDetail, showsOthers: Bool, width: Int, _ canvas: Canvas) -> [[Span]]
{
  let state = canvas.state
  var lines: [[Span]] = []
  let opinions = state.log.opinions(on: detail.example.id)
  if let own = opinions[state.reviewer] { lines += opinionLines("you", own, width: width, canvas) }
  if showsOthers {
    for (reviewer, opinion) in opinions.sorted(by: { $0.key < $1.key }) where reviewer != state.reviewer {
      lines += opinionLines(DisplayText.singleLine(reviewer), opinion, width: width, canvas)
    }
  }
  if let truth = detail.truth, state.review.showsTruth, showsOthers { lines.append(truthLine(truth, canvas)) }
  return lines
}

private func opinionLines(_ who: String, _ opinion: ReviewerOpinion, width: Int, _ canvas: Canvas) -> [[Span]]
{
  let verdict = verdictSign(opinion, ascii: canvas.isASCII)
  let state = canvas.state
  var line = [Span(text: who + " ", style: canvas.style("field.name"))]
  if opinion.verdict != nil || opinion.skipped {
    let word =
      opinion.label.map { "relabelled \(DisplayText.singleLine($0))" } ?? opinion.verdict.map {
        "\($0.rawValue)ed"
      } ?? "skipped"
    line.append(Span(text: "\(verdict.sign) \(word)", style: canvas.style(verdict.role)))
  }
  if opinion.blind, opinion.verdict != nil {
    line.append(Span(text: " blind", style: canvas.style("text.dim")))
  }
  if opinion.edited != nil { line.append(Span(text: " edited", style: canvas.style("verdict.relabel"))) }
  let scores = opinion.scores.sorted { $0.key < $1.key }.map {
    "\(DisplayText.singleLine($0.key)) \(plainNumber($0.value))"
  }
  if !scores.isEmpty {
    line.append(Span(text: " " + scores.joined(separator: canvas.separator), style: canvas.style("text")))
  }
  if let ruling = opinion.ruling {
    let word = ruling.label.map { "accept as \(DisplayText.singleLine($0))" } ?? ruling.verdict.rawValue
    let role = ruling.verdict == .accept ? "verdict.accept" : "verdict.reject"
    line.append(Span(text: " ruled: \(word)", style: canvas.style(role)))
  }
  var lines = TextLayout.wrap(line, width: width, maxLines: 3)
  if let note = opinion.note {
    lines += TextLayout.wrap(
      [Span(text: state.appearance.quoted(note), style: canvas.style("text"))], width: width, maxLines: 4)
  }
  return lines
}

private func truthLine(_ truth: Truth, _ canvas: Canvas) -> [Span] {
  var text = [truth.verdict?.rawValue, truth.label.map { "label \($0)" }].compactMap { $0 }.joined(
    separator: ", ")
  if let source = truth.source { text += " (\(source))" }
  return [
    Span(text: "truth ", style: canvas.style("field.name")),
    Span(text: DisplayText.singleLine(text), style: canvas.style("text")),
  ]
}
