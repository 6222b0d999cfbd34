/// Whether a judge's scores are too high or too low, for everything and for each score that the person gave.
///
/// A judge whose scores are merely noisy looks lenient where the person gave the lowest score and strict where the highest
/// was given, since it can err in one direction only there: read the row of a score beside the overall figure.
public struct OrdinalBias: Hashable, Sendable {
  /// The mean of judge less person, in steps of the scale: over 0 is lenient.
  public let overall: Estimate
  /// The same for each score that the person gave, from the lowest up.
  public let byHumanScore: [Estimate]
  /// The judge's score was higher.
  public let higher: Proportion
  /// The judge's score was lower.
  public let lower: Proportion
  /// The two differ by one step at most.
  public let withinOne: Proportion

  /// - Parameters:
  ///   - matrix: rows are the person's scores, columns the judge's.
  ///   - resamples: of the BCa bootstrap (Efron 1987) over the cells.
  /// - Returns: values are nil where there is no pair; intervals also where all differences are the same, such as for
  ///   one pair: how sure that is cannot be told.
  public init(
    _ matrix: ScoreMatrix, confidence: Double = 0.95, resamples: Int = 20_000, seed: UInt64 = 1
  ) {
    let size = matrix.categories
    func estimate(_ rows: [Int]) -> Estimate {
      // By how many steps they differ, from -(size - 1) up, is all that matters.
      var counts = [Int](repeating: 0, count: 2 * size - 1)
      for row in rows {
        for column in 0..<size { counts[column - row + size - 1] += matrix[row, column] }
      }
      func mean(_ counts: [Int]) -> Double? {
        let n = counts.reduce(0, +)
        let sum = counts.enumerated().reduce(0) { $0 + ($1.offset - size + 1) * $1.element }
        return n == 0 ? nil : Double(sum) / Double(n)
      }
      let n = counts.reduce(0, +)
      let isVaried = counts.count { $0 > 0 } > 1
      let bootstrap = Bootstrap(counts: counts, resamples: resamples, seed: seed)
      return Estimate(
        value: mean(counts), interval: isVaried ? bootstrap.interval(confidence: confidence, mean) : nil, n: n
      )
    }
    overall = estimate(Array(0..<size))
    byHumanScore = (0..<size).map { estimate([$0]) }
    func count(_ isCounted: (Int) -> Bool) -> Proportion {
      var successes = 0
      for row in 0..<size {
        for column in 0..<size where isCounted(column - row) { successes += matrix[row, column] }
      }
      return Proportion(successes: successes, n: matrix.count)
    }
    higher = count { $0 > 0 }
    lower = count { $0 < 0 }
    withinOne = count { abs($0) <= 1 }
  }
}
