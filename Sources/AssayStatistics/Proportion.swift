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
    guard let share = value else { return nil }
    let interval = Self.wilson(share: share, trials: Double(n), confidence: confidence)
    // The ends are exact where rounding would miss them by a hair.
    return Interval(
      lower: successes == 0 ? 0 : interval.lower, upper: successes == n ? 1 : interval.upper)
  }

  /// The same for a share and a number of trials that need not be whole.
  static func wilson(share: Double, trials: Double, confidence: Double) -> Interval {
    precondition(confidence > 0 && confidence < 1, "a confidence inside 0...1")
    let z = NormalDistribution.quantile(1 - (1 - confidence) / 2)
    let divisor = 1 + z * z / trials
    let centre = (share + z * z / (2 * trials)) / divisor
    let spread = z * (share * (1 - share) / trials + z * z / (4 * trials * trials)).squareRoot() / divisor
    return Interval(lower: max(0, centre - spread), upper: min(1, centre + spread))
  }

  /// The fewest trials with which a share of `observed`, in whole successes rounded down, has an interval (Wilson) whose
  /// lower end is at least `bar`: 68 for 0.9 and 0.8.
  ///
  /// - Parameter start: not fewer than these.
  /// - Returns: nil when `observed` is not over `bar`, so that no number is enough, or when 100,000 are not.
  public static func trials(
    forLowerEnd bar: Double, observed: Double, from start: Int = 1, confidence: Double = 0.95
  ) -> Int? {
    precondition(bar >= 0 && observed <= 1)
    guard observed > bar else { return nil }
    return (max(1, start)...max(1, start, 100_000)).first { n in
      // The hair makes up for 0.9 · 70, which is a little less than 63.
      let successes = Int((observed * Double(n) + 1e-9).rounded(.down))
      return Proportion(successes: successes, n: n).wilson(confidence: confidence)!.lower >= bar
    }
  }
}
