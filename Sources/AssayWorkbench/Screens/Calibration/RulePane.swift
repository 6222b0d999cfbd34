import AssayCalibration
import AssayModel
import AssayStatistics
import TerminalCore
import TerminalWidgets

/// Draws the sliders of a rule, and what the rule in force and the tried one do beside each other.
func drawRulePane(_ canvas: inout Canvas, _ shown: RuleTrial, _ picture: CalibrationPicture, _ rect: Rect) {
  var lines = [kindLine(shown, canvas)]
  if rect.height >= 12 { lines.append([]) }
  lines += sliderLines(shown, picture, width: rect.width, canvas)
  if case .logistic(let intercept, let weights, _) = shown.rule {
    lines += weightLines(intercept, weights, width: rect.width, canvas)
  }
  if rect.height > lines.count + 6 { lines.append([]) }
  lines += comparison(shown, picture, width: rect.width, canvas)
  if let fit = canvas.state.calibration.fit {
    lines += [[]] + adviceLines(fit, width: rect.width, canvas) + fitLines(fit, width: rect.width, canvas)
  }
  put(lines, rect, &canvas)
}

/// Whether the fitted rule should take the place of the one in force.
private func adviceLines(_ fit: ThresholdChoice, width: Int, _ canvas: Canvas) -> [[Span]] {
  let role = fit.advice == .cannotBeTold || fit.advice == .notCheaper ? "message.warning" : "text"
  return TextLayout.wrap(
    [Span(text: fit.adviceText, style: canvas.style(role))], width: max(8, width), maxLines: 3)
}

/// What each kind of rule costs on examples that it was not fitted on. The mark is advice, and stands only where it can be
/// told.
private func fitLines(_ fit: ThresholdChoice, width: Int, _ canvas: Canvas) -> [[Span]] {
  let nameWidth = 17
  // Weighted costs are not those of the comparison above, which counts each example once.
  let cost = fit.isWeighted ? "cost, weighted         " : "cost, cross-validated  "
  var lines = [
    [
      Span(
        text: DisplayText.pad("fitted on dev", to: nameWidth + 2) + cost + "drops  rule",
        style: canvas.style("field.name"))
    ]
  ]
  for candidate in fit.candidates {
    let isChosen = candidate == fit.chosen && (fit.advice == .better || fit.advice == .stays)
    let mark = isChosen ? (canvas.isASCII ? "* " : "◆ ") : "  "
    let cost = candidate.cost.value.map { fixedText($0, decimals: 2) } ?? "-"
    let interval =
      candidate.cost.interval.flatMap { $0.lower < $0.upper ? $0 : nil }.map {
        "\(fixedText($0.lower, decimals: 2)) to \(fixedText($0.upper, decimals: 2))"
      } ?? ""
    let head =
      mark
      + DisplayText.pad(
        candidate.family == .incumbent ? "in force" : candidate.family.rawValue, to: nameWidth)
      + DisplayText.pad(cost, to: 6)
      + DisplayText.pad(interval, to: 17) + DisplayText.pad(percentText(candidate.rejectRate), to: 7)
    lines.append([
      Span(text: head, style: canvas.style(isChosen ? "histogram.cut" : "text")),
      Span(
        text: canvas.truncate(DisplayText.singleLine(candidate.rule.phrase), to: max(0, width - head.count)),
        style: canvas.style("text.dim")),
    ])
  }
  return lines
}

/// The line of the first slider.
func firstSliderLine(height: Int) -> Int { height >= 12 ? 2 : 1 }

/// "Rule: minimum of each dimension · tried, not in force"
private func kindLine(_ shown: RuleTrial, _ canvas: Canvas) -> [Span] {
  let state = canvas.state
  let isTried = state.calibration.draft != nil
  func key(_ command: CommandID) -> String { state.bindings.shown(for: command, screen: .calibration) ?? "" }
  let hints =
    isTried
    ? "\(key(.ruleApply)) puts it in force, \(key(.ruleReset)) resets" : "\(key(.ruleKind)) another kind"
  return [
    Span(text: RuleKind(shown.rule).title, style: canvas.style("title.progress")),
    Span(
      text: canvas.separator + (isTried ? "not in force" : "in force"),
      style: canvas.style(isTried ? "message.warning" : "verdict.accept")),
    Span(text: canvas.separator + hints, style: canvas.style("text.dim")),
  ]
}

/// Where the track of a slider begins, and its columns.
struct SliderTrack {
  let nameWidth: Int
  let width: Int
  var start: Int { 2 + nameWidth + 1 }

  init(_ sliders: [RuleSlider], width: Int) {
    nameWidth = min(14, sliders.map { DisplayText.width($0.name) }.max() ?? 0)
    self.width = max(5, min(41, width - nameWidth - 3 - 19))
  }

  /// The column of a value on the track.
  func column(_ value: Double, _ slider: RuleSlider) -> Int {
    let length = slider.range.upperBound - slider.range.lowerBound
    let share = (value - slider.range.lowerBound) / length
    return min(width - 1, max(0, Int((share * Double(width - 1)).rounded())))
  }

  /// The step nearest to a column.
  func step(_ column: Int, _ slider: RuleSlider) -> Int {
    Int(
      (Double(min(width - 1, max(0, column))) / Double(max(1, width - 1)) * Double(slider.count - 1))
        .rounded())
  }
}

private func sliderLines(
  _ shown: RuleTrial, _ picture: CalibrationPicture, width: Int, _ canvas: Canvas
) -> [[Span]] {
  let sliders = shown.rule.sliders(picture.subject.dimensions)
  let track = SliderTrack(sliders, width: width)
  let inForce = picture.inForce.rule.sliders(picture.subject.dimensions)
  let isSameKind = RuleKind(picture.inForce.rule) == RuleKind(shown.rule)
  return sliders.enumerated().map { index, slider in
    let old = isSameKind && inForce.indices.contains(index) ? inForce[index].value : nil
    return sliderLine(
      slider, best: shown.optima.indices.contains(index) ? shown.optima[index] : nil, old: old,
      isHere: canvas.state.calibration.slider == index, track, canvas)
  }
}

/// "▸ accuracy  ├━━━━━━━━━●────◆──────┤ 3.4  best 4.1"
private func sliderLine(
  _ slider: RuleSlider, best: RuleOptimum?, old: Double?, isHere: Bool, _ track: SliderTrack, _ canvas: Canvas
) -> [Span] {
  let ascii = canvas.isASCII
  let isFocused = canvas.state.calibration.pane == .rule || canvas.state.calibration.pane == .curve
  let selection = canvas.style(isFocused ? "selection" : "selection.unfocused")
  func style(_ role: String) -> Style {
    isHere ? canvas.style(role).overlaid(with: selection) : canvas.style(role)
  }
  let name = DisplayText.pad(
    canvas.truncate(DisplayText.singleLine(slider.name), to: track.nameWidth), to: track.nameWidth)
  var spans = [
    Span(text: (isHere ? (ascii ? "> " : "▸ ") : "  ") + name + " ", style: style("field.name"))
  ]
  let here = track.column(slider.value, slider)
  let optimum = best.map { track.column($0.value, slider) }
  let before = old.map { track.column($0, slider) }
  for column in 0..<track.width {
    let (sign, role): (String, String) =
      if column == here {
        (ascii ? "O" : column == optimum ? "◉" : "●", "title.active")
      } else if column == optimum {
        (ascii ? "*" : "◆", "histogram.cut")
      } else if column == before {
        (ascii ? "|" : "╎", "text.dim")
      } else if column < here {
        (ascii ? "=" : "━", "histogram.counted")
      } else {
        (ascii ? "-" : "─", "score.empty")
      }
    // Under a selection in reverse the line would be a block.
    var look = canvas.style(role)
    look.attributes.remove(.underline)
    spans.append(Span(text: sign, style: look))
  }
  spans.append(Span(text: " " + DisplayText.pad(plainNumber(slider.value), to: 5), style: style("text")))
  let words = best.map { ($0.value == slider.value ? "lowest cost" : "best \(plainNumber($0.value))") } ?? ""
  spans.append(Span(text: DisplayText.pad(words, to: 12), style: style("histogram.cut")))
  return spans
}

/// "log odds = -9.3 + 1.2 accuracy + 0.8 clarity"
private func weightLines(_ intercept: Double, _ weights: [String: Double], width: Int, _ canvas: Canvas)
  -> [[Span]]
{
  let terms = weights.sorted { $0.key < $1.key }.map { "\(fixedText($0.value, decimals: 2)) \($0.key)" }
  let text = "log odds of accept = " + ([fixedText(intercept, decimals: 2)] + terms).joined(separator: " + ")
  return TextLayout.wrap(
    [Span(text: DisplayText.singleLine(text), style: canvas.style("text.dim"))], width: max(8, width),
    maxLines: 3)
}

// MARK: What it does

/// A figure of the rule in force and of the tried one.
private struct ComparedFigure {
  var name: String
  var role = "text"
  var value: (RuleTrial) -> String
}

private func comparison(
  _ shown: RuleTrial, _ picture: CalibrationPicture, width: Int, _ canvas: Canvas
) -> [[Span]] {
  let settings = canvas.state.task.calibration
  let isTried = canvas.state.calibration.draft != nil
  let nameWidth = width >= 48 ? 22 : 17
  let columnWidth = min(18, max(8, (width - nameWidth) / (isTried ? 3 : 2)))
  func share(_ estimate: Estimate) -> String {
    guard let interval = estimate.interval else { return "n = 0" }
    let rate = percentText(estimate.value)
    return columnWidth < 15 ? rate : "\(rate)  \(intervalText(interval))"
  }
  let figures = [
    ComparedFigure(name: "rejected yet kept", role: "message.error") { grouped($0.matrix.falsePositives) },
    ComparedFigure(name: "accepted yet dropped", role: "message.warning") {
      grouped($0.matrix.falseNegatives)
    },
    ComparedFigure(name: "catch rate (TNR)") { share($0.rates.catchRate) },
    ComparedFigure(name: "good kept (TPR)") { share($0.rates.truePositiveRate) },
    ComparedFigure(name: "expected cost") { $0.cost.map { fixedText($0, decimals: 3) } ?? "-" },
    ComparedFigure(name: "drops of all") { percentText($0.outcome.rejectRate) },
  ]
  func cell(_ text: String, _ role: String) -> Span {
    Span(
      text: DisplayText.pad(canvas.truncate(text, to: columnWidth - 1), to: columnWidth),
      style: canvas.style(role))
  }
  func name(_ text: String) -> Span {
    Span(
      text: DisplayText.pad(canvas.truncate(text, to: nameWidth - 1), to: nameWidth),
      style: canvas.style("field.name"))
  }
  let plan = planText(settings.rejectPlan)
  var lines = [
    [
      name("on \(picture.choice.rows.rawValue), n = \(grouped(shown.matrix.count))"),
      cell("in force", "field.name"),
    ]
      + (isTried ? [cell("tried", "field.name")] : [])
  ]
  for figure in figures {
    var line = [name(figure.name), cell(figure.value(picture.inForce), isTried ? "text.dim" : figure.role)]
    if isTried { line.append(cell(figure.value(shown), figure.role)) }
    if figure.name == "drops of all" {
      let isInPlan = shown.outcome.rejectRate.map { settings.rejectPlan.contains($0) } ?? true
      line.append(Span(text: plan, style: canvas.style(isInPlan ? "text.dim" : "message.warning")))
    }
    if figure.name == "expected cost", let best = shown.optima.compactMap({ $0?.cost }).min() {
      line.append(Span(text: "lowest \(fixedText(best, decimals: 3))", style: canvas.style("histogram.cut")))
    }
    lines.append(line)
  }
  return lines
}
