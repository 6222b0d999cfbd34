import AssayCalibration
import AssayModel
import AssayStatistics

/// What `assay calibrate thresholds` says.
struct ThresholdFigures: Encodable {
  struct Candidate: Encodable {
    var family: String
    var rule: CalibrationReport.RuleFigures
    /// Cross-validated; of the rule in force as it is.
    var expectedCost: CalibrationReport.Figure
    /// On the examples that it was fitted on, each counted once.
    var matrix: CalibrationReport.Matrix
    @NullWhenAbsent var rejectRate: Double?
    var plan: CalibrationReport.Plan
    /// What --apply takes; whether that is advised is said by ``ThresholdFigures/advice``.
    var isChosen: Bool
  }

  var judge: String
  var split: String
  var set: String
  var n: Int
  var accepted: Int
  var rejected: Int
  var costRatio: Double
  var weights: String
  var folds: Int
  var repeats: Int
  var candidates: [Candidate]
  var advice: ThresholdChoice.Advice
  /// The cost of the chosen rule less that of the one in force, on the same examples; null: there is nothing to compare.
  @NullWhenAbsent var costDifference: CalibrationReport.Figure?
  /// Of an example.
  @NullWhenAbsent var costOfDroppingAll: Double?
  @NullWhenAbsent var caution: String?
  var applied: Bool
  private var isDroppingAllCheaper = false
  private var isApplicable = false

  private enum CodingKeys: String, CodingKey {
    case judge, split, set, n, accepted, rejected, costRatio, weights, folds, repeats, candidates
    case advice, costDifference, costOfDroppingAll, caution, applied
  }

  init(_ choice: ThresholdChoice, judge: String, plan: ClosedRange<Double>, isApplied: Bool) {
    self.judge = judge
    split = Split.dev.rawValue
    set = choice.setHash
    n = choice.n
    let counts = choice.candidates.first?.matrix
    (accepted, rejected) = (counts?.accepted ?? 0, counts?.rejected ?? 0)
    costRatio = choice.costRatio
    weights = choice.isWeighted ? "hajek" : "none"
    (folds, repeats) = (choice.folds, choice.repeats)
    applied = isApplied
    candidates = choice.candidates.map { candidate in
      Candidate(
        family: candidate.family.rawValue, rule: CalibrationReport.RuleFigures(candidate.rule),
        expectedCost: CalibrationReport.Figure(candidate.cost),
        matrix: CalibrationReport.Matrix(candidate.matrix),
        rejectRate: candidate.rejectRate, plan: CalibrationReport.Plan(plan, rate: candidate.rejectRate),
        isChosen: candidate.family == choice.chosen.family)
    }
    costOfDroppingAll = choice.costOfDroppingAll
    caution = choice.caution.map(Self.sentence)
    (isDroppingAllCheaper, isApplicable) = (choice.isDroppingAllCheaper, choice.isApplicable)
    advice = choice.advice
    costDifference = choice.difference.map(CalibrationReport.Figure.init)
  }

  private static func sentence(_ caution: ThresholdChoice.Caution) -> String {
    switch caution {
    case .oneVerdictOnly:
      return "All verdicts on dev are the same: there is nothing to choose a threshold by."
    case .few(let accepted, let rejected):
      let fewest = ThresholdChoice.fewest
      return
        "With \(Figures.count(accepted, "accepted example")) and \(Figures.grouped(rejected)) rejected on dev "
        + "thresholds follow chance: at least \(fewest) of each would be better."
    }
  }

  /// - Parameter isAsked: whether the rule was to be put in force.
  func lines(isAsked: Bool) -> [String] {
    var lines = [
      "\(judge) on dev, set \(set), n = \(Figures.grouped(n)): accepted \(Figures.grouped(accepted)), rejected "
        + "\(Figures.grouped(rejected)); a bad one kept costs \(Figures.plain(costRatio))",
      "",
    ]
    lines += TextTable.lines(
      [["", "expected cost", "95 %", "drops", "planned"]]
        + candidates.map { candidate in
          let cost = candidate.expectedCost
          let range =
            cost.low.flatMap { low in
              cost.high.map { "\(Figures.fixed(low, places: 3)) to \(Figures.fixed($0, places: 3))" }
            } ?? ""
          return [
            name(candidate),
            cost.value.map { Figures.fixed($0, places: 3) } ?? "-", range,
            candidate.rejectRate.map(Figures.percent) ?? "-", candidate.plan.position?.rawValue ?? "",
          ]
        })
    lines.append("")
    if weights != "none" {
      lines.append(
        "Costs are weighted by the chances of being drawn, as in the lower part of calibrate report."
      )
    }
    if let caution { lines.append(caution) }
    if isDroppingAllCheaper, let costOfDroppingAll {
      lines.append(
        "Dropping everything would cost \(Figures.fixed(costOfDroppingAll, places: 3)), no more than \(chosenName): "
          + "at this cost ratio the judge's scores are not worth keeping anything by.")
    }
    lines += adviceLines
    if applied {
      lines.append("In force now: \(chosen?.rule.text ?? "")")
    } else if isAsked {
      lines.append("Nothing was put in force.")
    } else if isApplicable {
      lines.append(
        advice == .better
          ? "--apply puts the rule marked > in force."
          : "The rule in force stays; --apply puts \(chosenName) in force all the same.")
    }
    return lines
  }

  private var chosen: Candidate? { candidates.first(where: \.isChosen) }

  /// "the rule `mean`"
  private var chosenName: String {
    chosen?.family == ThresholdChoice.Family.incumbent.rawValue
      ? "the rule in force" : "the rule `\(chosen?.family ?? "")`"
  }

  /// Whether the chosen rule should take the place of the one in force.
  private var adviceLines: [String] {
    switch advice {
    case .stays:
      return ["The rule in force stays: nothing simpler or equally simple is expected to cost less."]
    case .better:
      return ["Marked >: \(chosenName), which costs less than the one in force: \(differenceText)."]
    case .cannotBeTold:
      guard costDifference?.value != nil else {
        return [
          "Whether \(chosenName) costs less than the one in force cannot be told: some examples lack scores "
            + "that the one in force looks at."
        ]
      }
      return [
        "Whether \(chosenName) costs less than the one in force cannot be told: \(differenceText). "
          + "More decisions would tell."
      ]
    case .notCheaper:
      return [
        isApplicable
          ? "The rule in force costs no more than \(chosenName), but keeps nothing: \(differenceText)."
          : "The rule in force stays: it costs no more than \(chosenName): \(differenceText)."
      ]
    }
  }

  /// "0.120 less (95 %: 0.210 less to 0.030 less, example by example, n = 64)"
  private var differenceText: String {
    func text(_ value: Double) -> String {
      let size = Figures.fixed(abs(value), places: 3)
      return value == 0 ? "as much" : size + (value < 0 ? " less" : " more")
    }
    guard let costDifference, let value = costDifference.value else { return "not measured" }
    let range = costDifference.low.flatMap { low in
      costDifference.high.map { "95 %: \(text(low)) to \(text($0)), " }
    }
    return
      "\(text(value)) (\(range ?? "no interval, ")example by example, n = \(Figures.grouped(costDifference.n)))"
  }

  private func name(_ candidate: Candidate) -> String {
    let widest = candidates.map(\.family.count).max() ?? 0
    let padding = String(repeating: " ", count: widest - candidate.family.count)
    let rule = candidate.rule.text.isEmpty ? "keeps everything" : candidate.rule.text
    let isAdvised = candidate.isChosen && (advice == .better || advice == .stays)
    return (isAdvised ? "> " : "  ") + candidate.family + padding + "  " + rule
  }
}
