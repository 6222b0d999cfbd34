import AssayModel
import AssayStatistics

/// Whether a tuned judge takes the place of the one in use, by what both say of the test split.
public struct TuningDecision: Hashable, Sendable {
  /// What follows.
  public enum Outcome: String, Hashable, Sendable, Codable {
    case better
    /// It may be better; so few examples cannot show it.
    case cannotTell = "n too small to tell"
    case worse
    /// It costs less, and yet keeps bad ones as readily as good ones.
    case uninformative = "does not tell good from bad"
  }

  public let outcome: Outcome
  public let incumbent: TuningFigures
  public let challenger: TuningFigures
  /// Examples that only one of the two got right.
  public let test: McNemar
  /// The cost of the challenger less that of the incumbent.
  public let difference: Double
  /// How much larger the share of the good that the challenger keeps is than that of the bad.
  public let informedness: ProportionDifference
  /// Test examples that it would take to show a difference as large as the one seen, four times out of five (Connor
  /// 1987); nil: none was seen in the challenger's favour.
  public let neededCount: Int?

  /// - Parameters:
  ///   - incumbent: scores of the judge in use, with its rule.
  ///   - challenger: scores of the tuned one on the same rows in the same order, with its rule.
  ///   - differenceInterval: of ``difference``; nil: only the test on errors counts.
  public init(
    incumbent: (rows: [TuningRow], rule: KeepRule), challenger: (rows: [TuningRow], rule: KeepRule),
    ratio: Double, level: Double = 0.05, differenceInterval: Interval? = nil
  ) {
    precondition(incumbent.rows.map(\.example) == challenger.rows.map(\.example), "the same rows")
    self.incumbent = TuningFigures(incumbent.rows, rule: incumbent.rule, ratio: ratio)
    self.challenger = TuningFigures(challenger.rows, rule: challenger.rule, ratio: ratio)
    difference = self.challenger.cost - self.incumbent.cost
    var (onlyOld, onlyNew) = (0, 0)
    for (old, new) in zip(incumbent.rows, challenger.rows) {
      let isOldRight = (incumbent.rule.keeps(old.scores) ?? false) == old.accepted
      let isNewRight = (challenger.rule.keeps(new.scores) ?? false) == new.accepted
      if isOldRight, !isNewRight { onlyOld += 1 }
      if isNewRight, !isOldRight { onlyNew += 1 }
    }
    test = McNemar(onlyFirst: onlyOld, onlySecond: onlyNew)
    let matrix = self.challenger.matrix
    informedness = ProportionDifference(
      Proportion(successes: matrix.truePositives, n: matrix.accepted),
      Proportion(successes: matrix.falsePositives, n: matrix.rejected))
    neededCount = Self.needed(onlyOld, onlyNew, of: incumbent.rows.count, level: level)
    let isSupported =
      !test.cannotTell(level: level)
      && ((test.pValue <= level && onlyNew > onlyOld) || (differenceInterval.map { $0.upper < 0 } ?? false))
    if difference >= 0 {
      outcome = .worse
    } else if !isSupported {
      outcome = .cannotTell
    } else if (informedness.interval()?.lower ?? -1) <= 0 {
      outcome = .uninformative
    } else {
      outcome = .better
    }
  }

  private static func needed(_ old: Int, _ new: Int, of n: Int, level: Double) -> Int? {
    guard new > old, n > 0 else { return nil }
    let discordant = Double(old + new) / Double(n)
    let difference = Double(new - old) / Double(n)
    let alpha = NormalDistribution.quantile(1 - level / 2)
    let beta = NormalDistribution.quantile(0.8)
    let root = alpha * discordant.squareRoot()
      + beta * max(0, discordant - difference * difference).squareRoot()
    let approximate = (root / difference) * (root / difference)
    // The exact test needs its fewest discordant examples too.
    let least = Double(McNemar.fewestDiscordant(level: level)) / discordant
    return Int(max(approximate, least).rounded(.up))
  }
}
