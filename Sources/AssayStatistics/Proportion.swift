/// So many successes out of so many trials.
public struct Proportion: Hashable, Sendable, Codable {
  public var successes: Int
  /// The number of trials.
  public var n: Int

  /// - Precondition: 0 ≤ `successes` ≤ `n`.
  public init(successes: Int, n: Int) {
    precondition(successes >= 0 && successes <= n, "0 ≤ successes ≤ n")
    self.successes = successes
    self.n = n
  }

  /// The observed share; nil when there were no trials.
  public var value: Double? { n == 0 ? nil : Double(successes) / Double(n) }

  /// The score interval without continuity correction (Wilson 1927); nil when there were no trials.
  ///
  /// It stays inside 0...1 and is sound for small n and for shares near 0 and 1, where the usual
  /// p ± z·√(p(1-p)/n) is not (Newcombe 1998).
  public func wilson(confidence: Double = 0.95) -> Interval? {
    precondition(confidence > 0 && confidence < 1, "a confidence inside 0...1")
    guard let share = value else { return nil }
    let trials = Double(n)
    let z = NormalDistribution.quantile(1 - (1 - confidence) / 2)
    let divisor = 1 + z * z / trials
    let centre = (share + z * z / (2 * trials)) / divisor
    let spread = z * (share * (1 - share) / trials + z * z / (4 * trials * trials)).squareRoot() / divisor
    // The ends are exact where rounding would miss them by a hair.
    return Interval(
      lower: successes == 0 ? 0 : max(0, centre - spread),
      upper: successes == n ? 1 : min(1, centre + spread))
  }
}
