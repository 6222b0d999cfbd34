import AssayCalibration
import AssayModel
import AssayStatistics

// Trying rules on the calibration screen, and putting one in force.

/// Moves the slider under the cursor by a number of steps.
func moveSlider(by steps: Int, _ state: inout AppState) {
  guard let slider = sliderUnderCursor(&state) else { return }
  setSlider(slider, to: slider.value(at: slider.step + steps), &state)
}

/// Moves the slider under the cursor to where the cost is lowest.
func moveSliderToOptimum(_ state: inout AppState) {
  guard let slider = sliderUnderCursor(&state), let shown = state.calibration.shown else { return }
  guard shown.optima.indices.contains(state.calibration.slider),
    let best = shown.optima[state.calibration.slider]
  else {
    state.message = Message(
      .info, "Nothing to learn from yet: no chosen example has both a verdict and scores")
    return
  }
  guard best.value != slider.value else {
    state.message = Message(
      .info, "\(slider.name) is at its lowest cost already, the others staying where they are")
    return
  }
  setSlider(slider, to: best.value, &state)
}

/// nil: there is none to move now, which it says.
private func sliderUnderCursor(_ state: inout AppState) -> RuleSlider? {
  guard let picture = state.calibration.picture, let shown = state.calibration.shown else {
    state.message = Message(.info, "Still reading the calibration set")
    return nil
  }
  guard mayLearn(&state) else { return nil }
  let sliders = shown.rule.sliders(picture.subject.dimensions)
  return sliders.indices.contains(state.calibration.slider) ? sliders[state.calibration.slider] : nil
}

/// Thresholds are not chosen on what they are tested on.
private func mayLearn(_ state: inout AppState) -> Bool {
  guard state.calibration.choice.rows == .test else { return true }
  let key = state.bindings.shown(for: .split, screen: .calibration) ?? ":calibration.split"
  state.message = Message(.warning, "Rules are chosen on dev, never on test; \(key) goes there")
  return false
}

private func setSlider(_ slider: RuleSlider, to value: Double, _ state: inout AppState) {
  guard let rule = state.calibration.shown?.rule, value != slider.value else { return }
  tryRule(rule.setting(slider.part, to: value), &state)
}

/// The next kind of rule, as it was last tried.
func nextRuleKind(_ state: inout AppState) -> [Effect] {
  guard let picture = state.calibration.picture, let shown = state.calibration.shown, mayLearn(&state) else {
    return []
  }
  let kinds = RuleKind.allCases
  let kind = kinds[(RuleKind(shown.rule).rawValue + 1) % kinds.count]
  state.calibration.slider = 0
  let known = state.calibration.drafts[kind]
  if let rule = known ?? KeepRule.start(kind, from: picture.inForce.rule, picture.subject.dimensions) {
    tryRule(rule, &state)
    return []
  }
  return fit(kind, &state)
}

/// Has rules of all kinds fitted on dev beside the screen.
func fitRule(_ state: inout AppState) -> [Effect] { mayLearn(&state) ? fit(nil, &state) : [] }

/// - Parameter kind: the one to show; nil: the one to take.
private func fit(_ kind: RuleKind?, _ state: inout AppState) -> [Effect] {
  guard !state.calibration.isFitting, state.calibration.data != nil else { return [] }
  state.calibration.isFitting = true
  state.message = Message(.info, "Fitting rules on dev " + state.appearance.pending)
  return [.fitRule(kind, number: state.calibration.requestNumber)]
}

func didFit(_ fit: ThresholdChoice, _ kind: RuleKind?, _ number: Int, _ state: inout AppState) -> [Effect] {
  state.calibration.isFitting = false
  guard number == state.calibration.requestNumber, let picture = state.calibration.picture else { return [] }
  state.calibration.fit = fit
  for candidate in fit.candidates where candidate.family != .incumbent {
    state.calibration.drafts[RuleKind(candidate.rule)] = candidate.rule
  }
  guard let kind else {
    tryRule(fit.chosen.rule, &state)
    clampCalibrationCursors(&state)
    state.message = fitMessage(fit, state)
    return []
  }
  if let rule = state.calibration.drafts[kind] {
    tryRule(rule, &state)
  } else {
    state.message = Message(
      .info, "Nothing to learn a \(kind.title) from: dev needs accepted and rejected examples with scores")
    // The kinds behind it stay within reach.
    let next = KeepRule.start(.minimums, from: picture.inForce.rule, picture.subject.dimensions)
    if let rule = state.calibration.drafts[.minimums] ?? next { tryRule(rule, &state) }
  }
  clampCalibrationCursors(&state)
  return []
}

/// "Of 4 rules minimums cost least on dev: 0.31 an example, cross-validated (n = 40); p puts it in force"
private func fitMessage(_ fit: ThresholdChoice, _ state: AppState) -> Message {
  let cost = fit.chosen.cost.value.map { fixedText($0, decimals: 2) } ?? "?"
  let key = state.bindings.shown(for: .ruleApply, screen: .calibration) ?? ":calibration.put-in-force"
  let caution: String? =
    switch fit.caution {
    case .few(let accepted, let rejected):
      "few to learn from (\(accepted) accepted, \(rejected) rejected): it may follow chance"
    case .oneVerdictOnly: "dev has one verdict only: there is nothing to learn a rule from"
    case nil: nil
    }
  if fit.chosen.matrix.count > 0, fit.chosen.matrix.kept == 0 {
    return Message(
      .warning,
      "Under this cost no rule is cheaper than dropping everything: the judge tells good from bad too badly")
  }
  if fit.chosen.family == .incumbent {
    let words = "No rule is clearly cheaper than the one in force: \(cost) an example on dev, n = \(fit.n)"
    return Message(
      caution == nil ? .info : .warning, [words, caution].compactMap { $0 }.joined(separator: "; "))
  }
  if fit.advice != .better {
    return Message(.warning, [fit.adviceText, caution].compactMap { $0 }.joined(separator: "; "))
  }
  let how = fit.isWeighted ? "cross-validated and weighted" : "cross-validated"
  let words = "\(RuleKind(fit.chosen.rule).title): \(cost) an example, \(how) on dev, n = \(fit.n)"
  return Message(
    caution == nil ? .info : .warning, [words, caution ?? "\(key) puts it in force"].joined(separator: "; "))
}

extension ThresholdChoice {
  /// "cannot be told whether mean is cheaper than the rule in force: 0.05 less (0.14 less to 0.03 more)".
  var adviceText: String {
    let name = chosen.family.rawValue
    guard let difference, let value = difference.value else {
      return advice == .stays
        ? "no rule is clearly cheaper than the one in force"
        : "cannot be told whether \(name) is cheaper than the rule in force"
    }
    func text(_ value: Double) -> String {
      value == 0 ? "as much" : fixedText(abs(value), decimals: 2) + (value < 0 ? " less" : " more")
    }
    let range =
      difference.interval.flatMap { $0.lower < $0.upper ? $0 : nil }.map {
        " (\(text($0.lower)) to \(text($0.upper)))"
      } ?? ""
    switch advice {
    case .stays: return "no rule is clearly cheaper than the one in force"
    case .better: return "\(name) is cheaper than the rule in force: \(text(value))\(range)"
    case .cannotBeTold:
      return "cannot be told whether \(name) is cheaper than the rule in force: \(text(value))\(range)"
    case .notCheaper:
      let why = incumbent?.matrix.kept == 0 ? ", which keeps nothing" : ""
      return "\(name) is no cheaper than the rule in force\(why): \(text(value))\(range)"
    }
  }
}

func resetRule(_ state: inout AppState) {
  (state.calibration.draft, state.calibration.trial) = (nil, nil)
  (state.calibration.drafts, state.calibration.fit) = ([:], nil)
  clampCalibrationCursors(&state)
}

/// Puts the draft in force for the judge on the screen.
func applyRule(_ state: inout AppState) -> [Effect] {
  guard let judge = state.judge, let picture = state.calibration.picture else { return [] }
  guard let draft = state.calibration.draft, let trial = state.calibration.trial else {
    state.message = Message(
      .info, "This rule is in force already; the arrows move it, then it can be put in force")
    return []
  }
  let n = trial.matrix.count
  let cost = trial.cost.map { ", expected cost \(fixedText($0, decimals: 2))" } ?? ""
  return write(
    draft, judge.id, note: "tried on \(choiceText(picture.choice, state)) (n = \(n)\(cost))",
    figures: measurement(trial, picture, state), &state)
}

/// Puts the rule in force again that was so before the present one.
func restoreRule(_ state: inout AppState) -> [Effect] {
  guard let judge = state.judge else { return [] }
  let rules = state.rules(of: judge.id)
  guard let present = rules.last else {
    state.message = Message(.info, "No rule was put in force before this one")
    return []
  }
  let earlier = rules.dropLast().last { $0.rule != present.rule }?.rule ?? .mean(atLeast: state.task.keepAt)
  guard earlier != present.rule else {
    state.message = Message(.info, "No other rule was in force before this one")
    return []
  }
  return write(earlier, judge.id, note: "the rule before it", figures: nil, &state)
}

private func write(
  _ rule: KeepRule, _ judge: JudgeID, note: String, figures: Measurement?, _ state: inout AppState
) -> [Effect] {
  state.isSaving = true
  return [.writeRule(rule, judge, note: note, figures: figures)]
}

/// The rule is on disk: now everything keeps by it.
func didWrite(_ rule: KeepRuleVersion, _ state: inout AppState) -> [Effect] {
  state.isSaving = false
  if !state.workspace.rules.contains(where: { $0.id == rule.id }) { state.workspace.rules.append(rule) }
  state.review.isListOld = true
  let key = state.bindings.shown(for: .ruleBefore, screen: .calibration) ?? ":calibration.rule-before"
  state.message = Message(.info, "In force: \(rule.rule.phrase); \(key) brings the rule before it back")
  guard rule.judge == state.calibration.data?.judge.id else { return [] }
  resetRule(&state)
  state.calibration.data?.rule = rule
  state.calibration.isStale = true
  return measure(&state)
}

/// What goes into the history with a rule.
func measurement(_ trial: RuleTrial, _ picture: CalibrationPicture, _ state: AppState) -> Measurement? {
  let matrix = trial.matrix
  // A figure of a part of a split would stand for the whole in the history.
  guard matrix.count > 0, picture.choice.rows == .dev || picture.choice.rows == .test,
    picture.choice.label == nil, picture.choice.batch == nil, let judge = state.calibration.data?.judge.id
  else { return nil }
  return Measurement(
    judge: judge, rule: trial.rule, split: picture.choice.rows == .test ? .test : .dev,
    setHash: picture.setHash, n: matrix.count, truePositives: matrix.truePositives,
    falsePositives: matrix.falsePositives, trueNegatives: matrix.trueNegatives,
    falseNegatives: matrix.falseNegatives, kappa: matrix.kappa, expectedCost: trial.cost,
    rejectRate: trial.outcome.rejectRate, author: state.reviewer, at: state.now)
}
