/// How a judge's keep or drop compares with a person's accept or reject. Positive means kept.
///
/// ```swift
/// let matrix = ConfusionMatrix(truePositives: 20, falsePositives: 5, trueNegatives: 15, falseNegatives: 10)
/// matrix.catchRate  // 0.75 of what the person rejected was dropped
/// ```
public struct ConfusionMatrix: Hashable, Sendable, Codable {
  /// Accepted by the person and kept by the judge.
  public var truePositives: Int
  /// Rejected by the person yet kept by the judge: the costly error.
  public var falsePositives: Int
  /// Rejected by the person and dropped by the judge.
  public var trueNegatives: Int
  /// Accepted by the person yet dropped by the judge.
  public var falseNegatives: Int

  public init(
    truePositives: Int = 0, falsePositives: Int = 0, trueNegatives: Int = 0, falseNegatives: Int = 0
  ) {
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.trueNegatives = trueNegatives
    self.falseNegatives = falseNegatives
  }

  /// Counts one more example.
  public mutating func add(accepted: Bool, kept: Bool) {
    switch (accepted, kept) {
    case (true, true): truePositives += 1
    case (false, true): falsePositives += 1
    case (false, false): trueNegatives += 1
    case (true, false): falseNegatives += 1
    }
  }

  /// All examples.
  public var count: Int { accepted + rejected }
  /// What the person accepted.
  public var accepted: Int { truePositives + falseNegatives }
  /// What the person rejected.
  public var rejected: Int { trueNegatives + falsePositives }
  /// What the judge kept.
  public var kept: Int { truePositives + falsePositives }
  /// What the judge dropped.
  public var dropped: Int { trueNegatives + falseNegatives }

  // The counts behind each rate: ask them for an interval.

  /// Kept among the accepted.
  public var truePositiveProportion: Proportion { Proportion(successes: truePositives, n: accepted) }
  /// Dropped among the rejected.
  public var catchProportion: Proportion { Proportion(successes: trueNegatives, n: rejected) }
  /// Accepted among the kept.
  public var precisionProportion: Proportion { Proportion(successes: truePositives, n: kept) }
  /// Agreement among all.
  public var accuracyProportion: Proportion {
    Proportion(successes: truePositives + trueNegatives, n: count)
  }

  /// TPR, recall: the share of the accepted examples that the judge kept too. nil when the person
  /// accepted none: there is nothing to measure.
  public var truePositiveRate: Double? { truePositiveProportion.value }

  /// TNR, specificity: the share of the rejected examples that the judge dropped too. nil when the
  /// person rejected none.
  public var catchRate: Double? { catchProportion.value }

  /// The share of the kept examples that the person accepted. nil when the judge kept none.
  public var precision: Double? { precisionProportion.value }

  /// The share of all examples on which person and judge agree. nil when there is none.
  public var accuracy: Double? { accuracyProportion.value }

  /// Agreement beyond chance, κ = (pₒ - pₑ) / (1 - pₑ) (Cohen 1960). nil when there is no example, and
  /// when both always gave the same one answer: chance alone would agree as well then, so there is
  /// nothing to divide by.
  public var kappa: Double? {
    guard let observed = accuracy else { return nil }
    // In whole numbers, so that "always the same answer" is found exactly.
    let total = Double(count)
    let isConstant = (accepted == count && kept == count) || (rejected == count && dropped == count)
    if isConstant { return nil }
    let expected =
      (Double(accepted) * Double(kept) + Double(rejected) * Double(dropped)) / (total * total)
    return (observed - expected) / (1 - expected)
  }
}
