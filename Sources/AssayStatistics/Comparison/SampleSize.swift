#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// How many examples it takes.
public enum SampleSize {
  /// The fewest trials for which Wilson's interval of a share of `share` is expected to be at most `width` wide (from its
  /// lower to its upper end); the expectation is over the successes that such a share gives. Newcombe 1998 has the
  /// interval.
  ///
  /// - Parameters:
  ///   - width: over 0, at most 1.
  ///   - share: 0...1; 0.5 is the worst case.
  /// - Returns: nil when 200,000 are not enough.
  public static func forWidth(_ width: Double, share: Double = 0.5, confidence: Double = 0.95) -> Int? {
    precondition(width > 0 && width <= 1 && share >= 0 && share <= 1)
    return least(upTo: 200_000) { expectedWidth(n: $0, share: share, confidence: confidence) <= width }
  }

  /// The width that Wilson's interval has on average for `n` trials of this share; 1 without trials.
  public static func expectedWidth(n: Int, share: Double, confidence: Double = 0.95) -> Double {
    guard n > 0 else { return 1 }
    // What lies ten deviations off does not count.
    let (mean, spread) = (Double(n) * share, 10 * (Double(n) * share * (1 - share)).squareRoot() + 10)
    let places = max(0, Int(mean - spread))...min(n, Int(mean + spread))
    return places.reduce(0) { sum, successes in
      let chance = Binomial.term(successes, n: n, p: share)
      let interval = Proportion(successes: successes, n: n).wilson(confidence: confidence)
      return sum + chance * (interval?.width ?? 1)
    }
  }

  /// How many more of a class are needed until the lower end of Wilson's interval reaches `bar`, if the share that was seen
  /// so far stays: 0 when it does already.
  ///
  /// - Returns: nil when the share seen is not over the bar, or there is none: more of the same would never be enough.
  public static func more(
    _ proportion: Proportion, forLowerEnd bar: Double, confidence: Double = 0.95
  ) -> Int? {
    more(Estimate(proportion, confidence: confidence), forLowerEnd: bar, confidence: confidence)
  }

  /// The same for a rate whose interval may be wider than Wilson's, because examples are correlated: the ones to come are
  /// taken to be as correlated.
  ///
  /// - Returns: 0 when the lower end is there already; nil when the share seen is not over the bar, or there is none.
  public static func more(_ rate: Estimate, forLowerEnd bar: Double, confidence: Double = 0.95) -> Int? {
    guard let share = rate.value, let interval = rate.interval else { return nil }
    if interval.lower >= bar { return 0 }
    let alone = Proportion.wilson(share: share, trials: Double(rate.n), confidence: confidence)
    let spread = interval.width / alone.width
    // So many correlated ones tell as much as one that stands alone; a hair is rounding.
    let design = spread > 1 + 1e-9 ? spread * spread : 1
    let independent = Int((Double(rate.n) / design).rounded(.down))
    return Proportion.trials(
      forLowerEnd: bar, observed: share, from: independent + 1, confidence: confidence
    ).map { max(1, Int((Double($0) * design - 1e-9).rounded(.up)) - rate.n) }
  }

  /// The same where the rate must not be looked at or is not known yet: of a judge that catches ``assumedCatchRate(bar:)``.
  ///
  /// - Returns: 0 when so many are enough.
  public static func more(rejected: Int, forLowerEnd bar: Double) -> Int? {
    Proportion.trials(forLowerEnd: bar, observed: assumedCatchRate(bar: bar), from: rejected)
      .map { max(0, $0 - rejected) }
  }

  /// Half way between the bar and catching all: what is assumed of a judge that is worth having.
  public static func assumedCatchRate(bar: Double) -> Double { (1 + bar) / 2 }

  /// The fewest discordant examples with which the exact McNemar test comes under `level` with the chance `power`, if
  /// each of them favours the better judge with the chance `favour`.
  ///
  /// - Returns: nil when 100,000 are not enough, such as for a `favour` of one half.
  public static func discordant(favour: Double, power: Double = 0.8, level: Double = 0.05) -> Int? {
    precondition(favour >= 0 && favour <= 1 && power > 0 && power < 1)
    let favour = max(favour, 1 - favour)
    guard favour > 0.5 else { return nil }
    return least(upTo: 100_000) { mcNemarPower(discordant: $0, favour: favour, level: level) >= power }
  }

  /// The chance that the exact McNemar test on so many discordant examples comes under `level`.
  public static func mcNemarPower(discordant n: Int, favour: Double, level: Double = 0.05) -> Double {
    precondition(n >= 0 && favour >= 0 && favour <= 1)
    // The largest number on the smaller side with which it still does.
    var (tail, limit) = (0.0, -1)
    while limit + 1 <= n / 2 {
      tail += Binomial.term(limit + 1, n: n, p: 0.5)
      if 2 * tail >= level { break }
      limit += 1
    }
    guard limit >= 0 else { return 0 }
    return min(
      1,
      Binomial.cumulative(limit, n: n, p: 1 - favour) + Binomial.cumulative(limit, n: n, p: favour))
  }

  /// The examples, alike or not, that McNemar's test needs, by Connor's formula (1987, "Sample size for testing differences
  /// in proportions for the paired-sample design"):
  /// n = (z_α/2 √ψ + z_β √(ψ - δ²))² / δ², with ψ the share of discordant examples and δ the difference.
  ///
  /// - Parameters:
  ///   - onlyFirst: the share of examples that only the first gets right, 0...1.
  ///   - onlySecond: the share of those that only the second gets right.
  /// - Returns: nil when the two shares are equal.
  public static func forMcNemar(
    onlyFirst: Double, onlySecond: Double, power: Double = 0.8, level: Double = 0.05
  ) -> Int? {
    precondition(onlyFirst >= 0 && onlySecond >= 0 && onlyFirst + onlySecond <= 1)
    let (all, difference) = (onlyFirst + onlySecond, abs(onlyFirst - onlySecond))
    guard difference > 0 else { return nil }
    let root =
      NormalDistribution.quantile(1 - level / 2) * all.squareRoot()
      + NormalDistribution.quantile(power) * (all - difference * difference).squareRoot()
    return whole(root * root / (difference * difference))
  }

  /// The examples with which the mean of paired differences is told from 0: n = ((z_α/2 + z_β) σ / μ)², by the normal
  /// approximation (Lachin 1981).
  ///
  /// - Parameters:
  ///   - mean: that is expected.
  ///   - deviation: of single differences, in the same unit.
  /// - Returns: nil when the mean is 0 or so small that a billion are not enough; 2 at least.
  public static func forMean(
    _ mean: Double, deviation: Double, power: Double = 0.8, level: Double = 0.05
  ) -> Int? {
    precondition(deviation >= 0 && power > 0 && power < 1 && level > 0 && level < 1)
    guard mean != 0 else { return nil }
    let z = NormalDistribution.quantile(1 - level / 2) + NormalDistribution.quantile(power)
    let ratio = z * deviation / mean
    return whole(ratio * ratio).map { max(2, $0) }
  }

  private static func whole(_ value: Double) -> Int? {
    value <= 1e9 ? Int((value - 1e-9).rounded(.up)) : nil
  }

  /// The least n that holds: found by doubling and halving, then looked for below, since what holds for n may by a hair not
  /// hold for n + 1.
  private static func least(upTo limit: Int, _ holds: (Int) -> Bool) -> Int? {
    var high = 1
    while !holds(high) {
      if high >= limit { return nil }
      high = min(limit, high * 2)
    }
    var low = high / 2
    while high - low > 1 {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle }
    }
    return (max(1, high - 50)...high).first(where: holds)
  }
}
