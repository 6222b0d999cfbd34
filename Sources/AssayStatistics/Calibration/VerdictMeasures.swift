/// Everything that is said of a judge's keep and drop against a person's accept and reject: rates with Wilson's
/// interval, the rest with the BCa bootstrap over the four cells.
public struct VerdictMeasures: Hashable, Sendable {
  public let matrix: ConfusionMatrix
  public let truePositiveRate: Estimate
  public let catchRate: Estimate
  public let precision: Estimate
  public let accuracy: Estimate
  public let balancedAccuracy: Estimate
  public let f1: Estimate
  public let matthews: Estimate
  public let kappa: Estimate
  public let ac1: Estimate
  /// Accepted by the person among all: the base rate, without which no kappa can be read.
  public let acceptedShare: Estimate
  public let rejectRate: Estimate
  /// For each example, with a bad one kept costing `costRatio` times a good one dropped.
  public let expectedCost: Estimate
  public let costRatio: Double

  public init(_ matrix: ConfusionMatrix, costRatio: Double = 5, resamples: Int = 20_000, seed: UInt64 = 1) {
    self.matrix = matrix
    self.costRatio = costRatio
    let rates = VerdictRates(matrix)
    (truePositiveRate, catchRate, precision) = (rates.truePositiveRate, rates.catchRate, rates.precision)
    accuracy = Estimate(matrix.accuracyProportion)
    acceptedShare = Estimate(Proportion(successes: matrix.accepted, n: matrix.count))
    rejectRate = Estimate(matrix.rejectProportion)
    let statistics: [(ConfusionMatrix) -> Double?] = [
      \.balancedAccuracy, { $0.fScore() }, \.matthews, \.kappa, Self.ac1,
    ]
    let intervals = Bootstrap(counts: Self.cells(matrix), resamples: resamples, seed: seed)
      .intervals(count: statistics.count) { counts, values in
        let drawn = Self.matrix(counts)
        for (place, statistic) in statistics.enumerated() { values[place] = statistic(drawn) ?? .nan }
      }
    let estimates = zip(statistics, intervals).map {
      Estimate(value: $0(matrix), interval: $1, n: matrix.count)
    }
    (balancedAccuracy, f1, matthews) = (estimates[0], estimates[1], estimates[2])
    (kappa, ac1) = (estimates[3], estimates[4])
    expectedCost = MeanCost(matrix, costRatio: costRatio).estimate(resamples: resamples, seed: seed)
  }

  private static func cells(_ matrix: ConfusionMatrix) -> [Int] {
    [matrix.truePositives, matrix.falsePositives, matrix.trueNegatives, matrix.falseNegatives]
  }

  private static func matrix(_ cells: [Int]) -> ConfusionMatrix {
    ConfusionMatrix(
      truePositives: cells[0], falsePositives: cells[1], trueNegatives: cells[2], falseNegatives: cells[3])
  }

  /// ``RatingTable/ac1(categories:)`` of two raters, from the counts: pₑ = 2 π (1 - π) with the mean share π.
  private static func ac1(_ matrix: ConfusionMatrix) -> Double? {
    guard let observed = matrix.accuracy else { return nil }
    let share = Double(matrix.accepted + matrix.kept) / Double(2 * matrix.count)
    let chance = 2 * share * (1 - share)
    return (observed - chance) / (1 - chance)
  }
}
