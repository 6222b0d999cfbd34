import AssayCalibration
import AssayModel
import AssayStatistics
import TerminalCore
import TerminalWidgets

/// Rates on a scale, and what they say of the bar.
func rateLines(_ pane: MatrixPane, width: Int, _ canvas: Canvas) -> [[Span]] {
  let shown = pane.trial.rates
  let bar = canvas.state.task.calibration.bar
  let rates = [
    ("catch rate", "TNR", shown.catchRate, true),
    ("good kept", "TPR", shown.truePositiveRate, false),
    ("kept are good", "precision", shown.precision, false),
  ]
  return rates.map { name, term, share, hasBar in
    rateLine(name, term, share, bar: hasBar ? bar : nil, width: width, canvas)
  } + [barLine(pane, width: width, canvas)]
}

/// "catch rate     83 %  ──────├────●──┤──  61-94  n = 18"
private func rateLine(
  _ name: String, _ term: String, _ share: Estimate, bar: Double?, width: Int, _ canvas: Canvas
) -> [Span] {
  let title = width >= 66 ? "\(name) (\(term))" : name
  var spans = [
    Span(text: DisplayText.pad(title, to: width >= 66 ? 26 : 14), style: canvas.style("field.name"))
  ]
  guard let value = share.value, let interval = share.interval else {
    return spans + [Span(text: " " + cannotBeTold, style: canvas.style("text.dim"))]
  }
  let isUnder = bar.map { interval.lower < $0 } ?? false
  let role = bar == nil ? "text" : isUnder ? "score.low" : "score.high"
  spans.append(Span(text: percentText(value).leftPadded(to: 5) + " ", style: canvas.style(role)))
  let track = min(31, width - spans.width - 16)
  if track >= 11 {
    spans += IntervalTrack(value: value, interval: interval, bar: bar, width: track).spans(role, canvas)
    spans.append(Span(text: "  ", style: canvas.style("text")))
  }
  spans.append(
    Span(
      text: DisplayText.pad(intervalText(interval), to: 6) + " n = \(share.n)",
      style: canvas.style("text.dim")))
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
  let (forms, role) = barSentence(
    pane.matrix, pane.trial.rates.catchRate, bar: canvas.state.task.calibration.bar)
  let text = forms.first { DisplayText.width($0) <= width } ?? forms[forms.count - 1]
  return [Span(text: canvas.truncate(text, to: width), style: canvas.style(role))]
}

/// What has to be said of a catch rate against the bar, the longest form first.
public func barSentence(
  _ matrix: ConfusionMatrix, _ caught: Estimate, bar: Double
) -> (forms: [String], role: String) {
  let goal = percentText(bar)
  if matrix.count > 0, matrix.kept == 0 {
    return (
      [
        "keeps nothing: what catches all bad ones by dropping everything tells nothing",
        "keeps nothing: its catch rate tells nothing", "keeps nothing",
      ], "message.error"
    )
  }
  guard let interval = caught.interval else {
    let least = Proportion.trials(forLowerEnd: bar, observed: 1) ?? 0
    return (
      [
        "\(least) rejected examples at least until the lower end can reach \(goal)",
        "\(least) rejected ones needed",
      ],
      "message.info"
    )
  }
  let finding = CatchRate.finding(interval, bar: bar)
  if finding == .met {
    return (
      ["bar \(goal): passed, also at the lower end of the interval", "bar \(goal): passed"], "verdict.accept"
    )
  }
  if finding == .missed {
    return (
      ["bar \(goal): missed, also at the upper end of the interval", "bar \(goal): missed"], "message.error"
    )
  }
  let least = fewestMore(matrix.catchProportion, bar: bar)
  var forms = [
    "\(grouped(least)) more rejected examples until the lower end can reach \(goal), if all are caught",
    "\(grouped(least)) more rejected, if all are caught, until its lower end can reach \(goal)",
    "\(grouped(least)) more rejected, if all are caught, to reach \(goal)",
    "\(grouped(least)) more rejected ones to reach \(goal)",
  ]
  if let more = SampleSize.more(caught, forLowerEnd: bar), more > least {
    forms = [
      "\(grouped(more)) more rejected examples until the lower end can reach \(goal), \(least) if all are caught",
      "\(grouped(more)) more rejected, \(grouped(least)) if all are caught, until its lower end can reach \(goal)",
      "\(grouped(more)) more rejected examples until the lower end can reach \(goal)",
      "\(grouped(more)) more rejected until its lower end can reach \(goal)",
      "\(grouped(more)) more rejected ones to reach \(goal)",
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

/// Kappa with what it is read by, the cost, the reject rate beside the plan.
func agreementLines(_ pane: MatrixPane, width: Int, _ canvas: Canvas) -> [[Span]] {
  var lines = [namedSpans(kappaParts(pane, width: width, canvas), canvas)]
  let costly = plainNumber(canvas.state.task.calibration.costRatio)
  let cost = pane.trial.cost.map { cost in
    "\(fixedText(cost, decimals: 2)) each" + (width >= 50 ? ", a bad one kept costs \(costly)" : "")
  }
  if let cost { lines.append(namedSpans([("expected cost", cost)], canvas)) }
  if let share = pane.trial.weightedCatch, let value = share.value {
    let text = "\(percentText(value)), n eff. \(fixedText(share.effectiveSize, decimals: 0))"
    lines.append(namedSpans([("catch rate by chances of drawing", text)], canvas))
  }
  return lines + [rejectLine(pane, canvas)]
}

private func kappaParts(_ pane: MatrixPane, width: Int, _ canvas: Canvas) -> [(String, String)] {
  let matrix = pane.matrix
  guard matrix.count > 0 else { return [("agreement", cannotBeTold)] }
  let interval = canvas.state.calibration.draft == nil ? pane.picture.kappa.interval : nil
  let kappa = matrix.kappa.map { value in
    let ends = interval.map {
      " (\(fixedText($0.lower, decimals: 2)) to \(fixedText($0.upper, decimals: 2)))"
    }
    return fixedText(value, decimals: 2) + (ends ?? "")
  }
  return [
    ("kappa", kappa ?? "cannot be told"),
    (width >= 66 ? "raw agreement" : "agree", percentText(matrix.accuracy)),
    (
      width >= 70 ? "base rate, accepted" : "base",
      percentText(Double(matrix.accepted) / Double(matrix.count))
    ),
  ]
}

/// "drops 24 % of all 5,400 scored · plan 15-30 %"
private func rejectLine(_ pane: MatrixPane, _ canvas: Canvas) -> [Span] {
  let plan = canvas.state.task.calibration.rejectPlan
  let (scored, rate) = (pane.trial.outcome.scored, pane.trial.outcome.rejectRate)
  let text = scored == 0 ? cannotBeTold : "\(percentText(rate)) of all \(grouped(scored)) scored"
  let isInPlan = rate.map { plan.contains($0) } ?? true
  return namedSpans([("drops", text)], canvas) + [
    Span(
      text: canvas.separator + planText(plan), style: canvas.style(isInPlan ? "text.dim" : "message.warning"))
  ]
}

/// "plan 15-30 %"
func planText(_ plan: ClosedRange<Double>) -> String {
  "plan \(Int((plan.lowerBound * 100).rounded()))-\(Int((plan.upperBound * 100).rounded())) %"
}

/// "name value · name value"
private func namedSpans(_ parts: [(String, String)], _ canvas: Canvas) -> [Span] {
  parts.enumerated().flatMap { index, part in
    [
      Span(text: (index == 0 ? "" : canvas.separator) + part.0 + " ", style: canvas.style("field.name")),
      Span(text: part.1, style: canvas.style("text")),
    ]
  }
}
