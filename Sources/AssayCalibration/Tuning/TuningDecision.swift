import AssayModel
import AssayStatistics

/// Whether a tuned judge takes the place of the one in use, by what both say of the test split.
public struct TuningDecision: Sendable {
  /// What follows.
  public enum Outcome: String, Hashable, Sendable, Codable {
    case better
    /// It may be better; so few examples cannot show it.
    case cannotTell = "n too small to tell"
    /// It costs as much or more.
    case worse
    /// It costs less, and nothing shows that it keeps good ones more readily than bad ones: it drops nearly all.
    case uninformative = "does not tell good from bad"
  }

  public let outcome: Outcome
  public let incumbent: TuningFigures
  public let challenger: TuningFigures
  public let comparison: JudgeComparison
  /// How much larger the share of the good that the challenger keeps is than that of the bad.
  public let informedness: ProportionDifference

  /// - Parameters:
  ///   - incumbent: the rows with the scores of the judge in use, and its rule.
  ///   - challenger: the same rows with those of the tuned one, and its rule.
  ///   - ratio: what a bad example that is kept costs, in good ones that are dropped.
  public init(
    incumbent: (rows: [CalibrationRow], rule: KeepRule), challenger: (rows: [CalibrationRow], rule: KeepRule),
    ratio: Double, resamples: Int = 20_000, seed: UInt64 = 1, level: Double = 0.05
  ) {
    comparison = JudgeComparison(
      first: incumbent.rows, firstRule: incumbent.rule, second: challenger.rows, secondRule: challenger.rule,
      costRatio: ratio, resamples: resamples, seed: seed, level: level)
    self.incumbent = TuningFigures(TuningRow.scored(incumbent.rows), rule: incumbent.rule, ratio: ratio)
    self.challenger = TuningFigures(TuningRow.scored(challenger.rows), rule: challenger.rule, ratio: ratio)
    let matrix = self.challenger.matrix
    informedness = ProportionDifference(
      Proportion(successes: matrix.truePositives, n: matrix.accepted),
      Proportion(successes: matrix.falsePositives, n: matrix.rejected))
    switch comparison.decision {
    case .better:
      outcome = (informedness.interval()?.lower ?? -1) > 0 ? .better : .uninformative
    case .notBetter: outcome = .worse
    case .tooFewToTell: outcome = .cannotTell
    }
  }

  /// Of the exact test on right and wrong: the first is the judge in use.
  public var test: McNemar { comparison.mcNemar }

  /// Test examples that it would take to show a difference as large as the one seen; nil: there is none to reckon with,
  /// or no more are needed.
  public var neededCount: Int? {
    guard case .tooFewToTell(let needed) = comparison.decision else { return nil }
    return needed
  }
}
