extension ConfusionMatrix {
  /// F-beta of the kept examples: (1 + β²) P R / (β² P + R), with recall weighing β times as much as precision
  /// (van Rijsbergen 1979). In counts (1 + β²) TP / ((1 + β²) TP + β² FN + FP), which is also defined where precision
  /// or recall alone is not. nil when nothing was accepted and nothing kept.
  ///
  /// - Precondition: `beta` is over 0.
  public func fScore(beta: Double = 1) -> Double? {
    precondition(beta > 0)
    let square = beta * beta
    let found = (1 + square) * Double(truePositives)
    let divisor = found + square * Double(falseNegatives) + Double(falsePositives)
    return divisor == 0 ? nil : found / divisor
  }

  /// The mean of TPR and catch rate (Brodersen et al. 2010): 0.5 for a judge that always gives one answer, whatever
  /// the share of good examples. nil unless the person both accepted and rejected.
  public var balancedAccuracy: Double? {
    guard let truePositiveRate, let catchRate else { return nil }
    return (truePositiveRate + catchRate) / 2
  }

  /// Matthews correlation coefficient (Matthews 1975), from -1 to 1: the correlation of the two yes-or-no answers.
  /// nil when either side gave only one answer.
  public var matthews: Double? {
    let margins = [accepted, rejected, kept, dropped].map(Double.init)
    guard !margins.contains(0) else { return nil }
    let product =
      Double(truePositives) * Double(trueNegatives) - Double(falsePositives) * Double(falseNegatives)
    // Roots one by one: the product of four counts of a large set is past 2⁵³.
    return product / margins.reduce(1) { $0 * $1.squareRoot() }
  }

  /// The mean cost of an example when a bad one that is kept costs `falsePositive` and a good one that is dropped costs
  /// `falseNegative` (Elkan 2001). nil when there is none.
  public func expectedCost(falsePositive: Double = 5, falseNegative: Double = 1) -> Double? {
    guard count > 0 else { return nil }
    let cost = falsePositive * Double(falsePositives) + falseNegative * Double(falseNegatives)
    return cost / Double(count)
  }

  /// Dropped among all.
  public var rejectProportion: Proportion { Proportion(successes: dropped, n: count) }
}
