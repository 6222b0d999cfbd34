import AssayCalibration
import AssayJudging
import AssayModel
import AssayStatistics

/// A judge that might be better than the one in use.
public struct TuneCandidate: Sendable {
  /// Where it comes from.
  public enum Origin: String, Hashable, Sendable, Codable {
    /// The judge in use.
    case incumbent
    /// A change that the tuner proposed.
    case edit
    /// The rules of two others together.
    case merge
    /// Other examples with their right answers in the prompt.
    case shots
  }

  /// 0: the judge in use.
  public let id: Int
  public let origin: Origin
  /// The candidates that it was made from.
  public let parents: [Int]
  /// What it is good for, in a sentence.
  public let why: String
  public let definition: JudgeDefinition
  /// The examples of the few-shot pool that its prompt shows, in their order.
  public let shots: [ExampleID]

  /// Characters of what every request has in common.
  public var length: Int {
    definition.template.count
      + definition.shots.reduce(0) { sum, shot in
        sum + shot.fields.reduce(0) { $0 + $1.text.count } + (shot.reason?.count ?? 0)
      }
  }

  public var rules: [String] { RuleSection(template: definition.template).rules }
}

/// A candidate that has judged all of dev.
public struct MeasuredCandidate: Sendable {
  public let candidate: TuneCandidate
  /// Dev with its scores.
  public let rows: [TuningRow]
  /// The rule that was fitted for it.
  public let rule: KeepRule
  /// With that rule.
  public let figures: TuningFigures
  /// The cost on rows that did not choose the rule.
  public let validatedCost: Double

  init(_ candidate: TuneCandidate, rows: [TuningRow], ratio: Double, near: Double) {
    self.candidate = candidate
    self.rows = rows
    let cut = CostCut(rows, ratio: ratio, near: near)
    rule = cut.rule
    figures = TuningFigures(rows, rule: cut.rule, ratio: ratio)
    validatedCost = cut.validatedCost
  }

  /// The same with the rule that is worth its complexity: any family of rules, chosen on dev by cross-validation under the
  /// cost ratio, where it still keeps half of what people accept; else the cut that it has.
  ///
  /// - Parameter dev: rows of the calibration set with this candidate's scores.
  func refitted(on dev: [CalibrationRow], ratio: Double, seed: UInt64) -> MeasuredCandidate {
    let chosen = ThresholdChoice(rows: dev, incumbent: rule, costRatio: ratio, seed: seed).chosen
    guard chosen.rule != rule, chosen.matrix.truePositives * 2 >= chosen.matrix.accepted else { return self }
    return MeasuredCandidate(self, rule: chosen.rule, cost: chosen.cost.value ?? validatedCost, ratio: ratio)
  }

  private init(_ other: MeasuredCandidate, rule: KeepRule, cost: Double, ratio: Double) {
    (candidate, rows, self.rule, validatedCost) = (other.candidate, other.rows, rule, cost)
    figures = TuningFigures(other.rows, rule: rule, ratio: ratio)
  }

  /// What the Pareto front is made over; smaller is better.
  var objectives: [Double] {
    [
      Double(figures.matrix.falsePositives), Double(figures.matrix.falseNegatives),
      Double(candidate.length),
    ]
  }

  /// The better one first; of two that do as well the shorter one, then the earlier.
  static func isBetter(_ one: MeasuredCandidate, _ other: MeasuredCandidate) -> Bool {
    (one.validatedCost, Double(one.figures.errors), Double(one.candidate.length), Double(one.candidate.id))
      < (
        other.validatedCost, Double(other.figures.errors), Double(other.candidate.length),
        Double(other.candidate.id)
      )
  }
}
