/// A rate that is drawn towards the mean of all, the more so the less is known of it: the mean of a beta posterior whose
/// prior has the mean of all (empirical Bayes; Efron and Morris 1975).
public struct ShrunkenRate: Hashable, Sendable {
  /// As much as so many trials does the mean of all count.
  public static let weight = 10.0

  public let mean: Double
  private let variance: Double

  /// - Parameter overall: the mean of all, inside 0...1.
  public init(_ proportion: Proportion, overall: Double) {
    precondition(overall >= 0 && overall <= 1, "a rate inside 0...1")
    let n = Self.weight + Double(proportion.n)
    mean = (Self.weight * overall + Double(proportion.successes)) / n
    variance = mean * (1 - mean) / (n + 1)
  }

  /// The chance of being higher than another, each normally distributed; 0.5 when the same is known of both.
  public func chance(over other: ShrunkenRate) -> Double {
    let spread = (variance + other.variance).squareRoot()
    guard spread > 0 else { return mean == other.mean ? 0.5 : mean > other.mean ? 1 : 0 }
    return NormalDistribution.cumulative((mean - other.mean) / spread)
  }
}
