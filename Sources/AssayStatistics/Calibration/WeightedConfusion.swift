/// A confusion matrix of examples that do not all count the same: the four cells hold sums of weights, such as
/// 1 / inclusion probability, and the rates are ratios of such sums (Hájek 1971). With weights of 1 they are those of
/// ``ConfusionMatrix``. Positive means kept.
public struct WeightedConfusion: Hashable, Sendable, Codable {
  /// Accepted by the person and kept by the judge.
  public var truePositives: Double
  /// Rejected by the person yet kept by the judge: the costly error.
  public var falsePositives: Double
  /// Rejected by the person and dropped by the judge.
  public var trueNegatives: Double
  /// Accepted by the person yet dropped by the judge.
  public var falseNegatives: Double

  public init(
    truePositives: Double = 0, falsePositives: Double = 0, trueNegatives: Double = 0,
    falseNegatives: Double = 0
  ) {
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.trueNegatives = trueNegatives
    self.falseNegatives = falseNegatives
  }

  public init(_ matrix: ConfusionMatrix) {
    self.init(
      truePositives: Double(matrix.truePositives), falsePositives: Double(matrix.falsePositives),
      trueNegatives: Double(matrix.trueNegatives), falseNegatives: Double(matrix.falseNegatives))
  }

  /// Counts one more example.
  ///
  /// - Precondition: the weight is not negative.
  public mutating func add(accepted: Bool, kept: Bool, weight: Double = 1) {
    precondition(weight >= 0)
    switch (accepted, kept) {
    case (true, true): truePositives += weight
    case (false, true): falsePositives += weight
    case (false, false): trueNegatives += weight
    case (true, false): falseNegatives += weight
    }
  }

  /// All weight. With 1 / inclusion probability as weights this is the Horvitz-Thompson estimate (1952) of how many
  /// examples there are, as each cell is of how many there are of its kind.
  public var total: Double { accepted + rejected }
  public var accepted: Double { truePositives + falseNegatives }
  public var rejected: Double { trueNegatives + falsePositives }
  public var kept: Double { truePositives + falsePositives }
  public var dropped: Double { trueNegatives + falseNegatives }

  /// Kept among the accepted; nil when none was accepted.
  public var truePositiveRate: Double? { Self.share(truePositives, of: accepted) }
  /// Dropped among the rejected; nil when none was rejected.
  public var catchRate: Double? { Self.share(trueNegatives, of: rejected) }
  /// Accepted among the kept; nil when none was kept.
  public var precision: Double? { Self.share(truePositives, of: kept) }
  /// The same answer, among all; nil when there is none.
  public var accuracy: Double? { Self.share(truePositives + trueNegatives, of: total) }
  /// Kept among all; nil when there is none.
  public var keptShare: Double? { Self.share(kept, of: total) }
  /// Dropped among all; nil when there is none.
  public var rejectRate: Double? { Self.share(dropped, of: total) }
  /// Accepted among all; nil when there is none.
  public var acceptedShare: Double? { Self.share(accepted, of: total) }

  private static func share(_ part: Double, of whole: Double) -> Double? {
    whole > 0 ? part / whole : nil
  }
}

extension WeightedConfusion {
  /// The mean of TPR and catch rate (Brodersen et al. 2010); nil unless the person both accepted and rejected.
  public var balancedAccuracy: Double? {
    guard let truePositiveRate, let catchRate else { return nil }
    return (truePositiveRate + catchRate) / 2
  }

  /// F-beta of the kept examples (van Rijsbergen 1979); nil when nothing was accepted and nothing kept.
  ///
  /// - Precondition: `beta` is over 0.
  public func fScore(beta: Double = 1) -> Double? {
    precondition(beta > 0)
    let square = beta * beta
    let found = (1 + square) * truePositives
    return Self.share(found, of: found + square * falseNegatives + falsePositives)
  }

  /// Matthews correlation coefficient (Matthews 1975); nil when either side gave only one answer.
  public var matthews: Double? {
    let margins = [accepted, rejected, kept, dropped]
    guard margins.allSatisfy({ $0 > 0 }) else { return nil }
    let product = truePositives * trueNegatives - falsePositives * falseNegatives
    return product / margins.reduce(1) { $0 * $1.squareRoot() }
  }

  /// Agreement beyond chance (Cohen 1960); nil when there is no example, and when both always gave the same one answer.
  public var kappa: Double? {
    guard let observed = accuracy else { return nil }
    let (isAllGood, isAllBad) = (rejected == 0 && dropped == 0, accepted == 0 && kept == 0)
    if isAllGood || isAllBad { return nil }
    let expected = (accepted * kept + rejected * dropped) / (total * total)
    return (observed - expected) / (1 - expected)
  }

  /// Gwet's AC1 of the two (Gwet 2008), with pₑ = 2 π (1 - π) for the mean share π; nil when there is no example.
  public var ac1: Double? {
    guard let observed = accuracy else { return nil }
    let share = (accepted + kept) / (2 * total)
    let chance = 2 * share * (1 - share)
    return (observed - chance) / (1 - chance)
  }

  /// The mean cost of an example when a bad one that is kept costs `falsePositive` and a good one that is dropped costs
  /// `falseNegative` (Elkan 2001). nil when there is none.
  public func expectedCost(falsePositive: Double = 5, falseNegative: Double = 1) -> Double? {
    total > 0 ? (falsePositive * falsePositives + falseNegative * falseNegatives) / total : nil
  }
}
