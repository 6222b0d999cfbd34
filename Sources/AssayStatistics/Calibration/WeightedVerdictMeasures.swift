/// ``VerdictMeasures`` for examples that were drawn with unequal chances or are correlated: all figures are ratios of sums
/// of 1 / inclusion probability (Hájek 1971), which are unbiased up to the order of 1 / n where plain rates are not.
///
/// Rates have Wilson's interval at an effective size that sees weights and groups, the rest the BCa bootstrap, which draws
/// whole groups. Each figure carries the number of its examples and Kish's effective size.
public struct WeightedVerdictMeasures: Hashable, Sendable {
  public let counts: ConfusionMatrix
  /// Horvitz-Thompson totals: how many examples of each kind there are in what was drawn from.
  public let matrix: WeightedConfusion
  public let truePositiveRate: Estimate
  public let catchRate: Estimate
  public let precision: Estimate
  public let accuracy: Estimate
  public let balancedAccuracy: Estimate
  public let f1: Estimate
  public let matthews: Estimate
  public let kappa: Estimate
  public let ac1: Estimate
  public let acceptedShare: Estimate
  public let keptShare: Estimate
  public let rejectRate: Estimate
  public let expectedCost: Estimate
  /// Rejected by the person and yet kept by the judge, among all.
  public let badKeptShare: Estimate
  public let costRatio: Double
  public let effectiveSize: Double

  private typealias Test = (_ accepted: Bool, _ kept: Bool) -> Bool

  /// - Parameter costRatio: a bad example kept costs so many good ones dropped.
  public init(
    _ verdicts: WeightedVerdicts, costRatio: Double = 5, confidence: Double = 0.95, resamples: Int = 20_000,
    seed: UInt64 = 1
  ) {
    counts = verdicts.counts
    matrix = verdicts.matrix
    effectiveSize = verdicts.effectiveSize
    self.costRatio = costRatio
    func rate(_ isSuccess: @escaping Test, of isCounted: @escaping Test) -> Estimate {
      verdicts.rate(.init(isCounted: isCounted, isSuccess: isSuccess), confidence: confidence)
    }
    let isAccepted: Test = { accepted, _ in accepted }
    let isKept: Test = { _, kept in kept }
    let rates = VerdictRates(verdicts, confidence: confidence)
    let isAny: Test = { _, _ in true }
    (truePositiveRate, catchRate, precision) = (rates.truePositiveRate, rates.catchRate, rates.precision)
    accuracy = rate(==, of: isAny)
    acceptedShare = rate(isAccepted, of: isAny)
    keptShare = rate(isKept, of: isAny)
    rejectRate = rate({ !$1 }, of: isAny)
    badKeptShare = rate({ !$0 && $1 }, of: isAny)
    let statistics: [(WeightedConfusion) -> Double?] = [
      \.balancedAccuracy, { $0.fScore() }, \.matthews, \.kappa, \.ac1,
    ]
    let (matrix, n, size) = (matrix, counts.count, effectiveSize)
    let intervals = verdicts.intervals(
      confidence: confidence, resamples: resamples, seed: seed, statistics)
    let estimates = zip(statistics, intervals).map {
      Estimate(value: $0(matrix), interval: $1, n: n, effectiveSize: size)
    }
    (balancedAccuracy, f1, matthews) = (estimates[0], estimates[1], estimates[2])
    (kappa, ac1) = (estimates[3], estimates[4])
    var cost = verdicts.cost(ratio: costRatio).estimate(
      confidence: confidence, resamples: resamples, seed: seed)
    cost.effectiveSize = size
    expectedCost = cost
  }
}
