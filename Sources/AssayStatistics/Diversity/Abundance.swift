#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What a sample says of the kinds (species, clusters) that are there: how many were seen and how many of them once or
/// twice. The estimators take the things as drawn one by one, independently, from the same source.
public struct Abundance: Hashable, Sendable, Codable {
  /// Things in the sample.
  public var n: Int
  /// Kinds seen.
  public var observed: Int
  /// Kinds seen exactly once and exactly twice.
  public var singletons: Int
  public var doubletons: Int

  public init(n: Int = 0, observed: Int = 0, singletons: Int = 0, doubletons: Int = 0) {
    precondition(n >= observed && observed >= singletons + doubletons && singletons >= 0 && doubletons >= 0)
    self.n = n
    self.observed = observed
    self.singletons = singletons
    self.doubletons = doubletons
  }

  /// Counts the kinds of which there are so many each; zeros are kinds that were not seen.
  public init(counts: [Int]) {
    self.init(
      n: counts.reduce(0, +), observed: counts.count { $0 > 0 }, singletons: counts.count { $0 == 1 },
      doubletons: counts.count { $0 == 2 })
  }

  /// How many kinds were not seen, at least: (n - 1)/n · f₁(f₁ - 1) / (2(f₂ + 1)), Chao's lower bound in its
  /// bias-corrected form (Chao 1984, 2005), which is defined without doubletons too. 0 for n = 0 and for one thing.
  public var unseen: Double {
    guard n > 0 else { return 0 }
    let (f1, f2) = (Double(singletons), Double(doubletons))
    return Double(n - 1) / Double(n) * f1 * (f1 - 1) / (2 * (f2 + 1))
  }

  /// Chao1: kinds seen and not seen, a lower bound.
  public var chao1: Double { Double(observed) + unseen }

  /// The interval of ``chao1``: log-normal for what is not seen, so that it never reaches below what was seen (Chao
  /// 1987), with the variance of the bias-corrected form (Colwell, EstimateS, appendix B, equations 6, 13 and 14).
  ///
  /// nil for n = 0.
  public func chao1Interval(confidence: Double = 0.95) -> Interval? {
    precondition(confidence > 0 && confidence < 1)
    guard n > 0 else { return nil }
    let z = NormalDistribution.quantile(1 - (1 - confidence) / 2)
    let seen = Double(observed)
    if unseen == 0 {
      let p = exp(-Double(n) / seen)
      let spread = z * (seen * p / (1 - p)).squareRoot()
      return Interval(lower: max(seen, seen / (1 - p) - spread), upper: seen / (1 - p) + spread)
    }
    let factor = exp(z * log(1 + variance / (unseen * unseen)).squareRoot())
    return Interval(lower: seen + unseen / factor, upper: seen + unseen * factor)
  }

  private var variance: Double {
    let (a, f1, f2) = (Double(n - 1) / Double(n), Double(singletons), Double(doubletons))
    let m = f2 + 1
    return a * f1 * (f1 - 1) / (2 * m) + a * a * f1 * (2 * f1 - 1) * (2 * f1 - 1) / (4 * m * m)
      + a * a * f1 * f1 * f2 * (f1 - 1) * (f1 - 1) / (4 * m * m * m * m)
  }

  /// The chance that one more thing is of a new kind: f₁ / n (Good 1953, after Turing). nil for n = 0.
  public var newKindRate: Double? { n == 0 ? nil : Double(singletons) / Double(n) }

  /// The interval of ``newKindRate`` by the normal approximation (Esty 1983), but never narrower at its upper end than
  /// a share's (Wilson 1927), since no singleton in ten things proves little. nil for n = 0.
  public func newKindRateInterval(confidence: Double = 0.95) -> Interval? {
    guard let rate = newKindRate,
      let share = Proportion(successes: singletons, n: n).wilson(confidence: confidence)
    else { return nil }
    let z = NormalDistribution.quantile(1 - (1 - confidence) / 2)
    let (size, f1, f2) = (Double(n), Double(singletons), Double(doubletons))
    let spread = z * ((f1 * (1 - rate) + 2 * f2) / (size * size)).squareRoot()
    return Interval(
      lower: max(0, min(rate - spread, share.lower)), upper: min(1, max(rate + spread, share.upper)))
  }

  /// How many new kinds `more` things would bring about: f₀ (1 - (1 - f₁ / (n f₀ + f₁))ᵐ) with f₀ = ``unseen`` (Shen,
  /// Chao and Lin 2003; Colwell et al. 2012, equation 9). Sound up to about 2n; a lower bound beyond, where it comes
  /// near f₀. 0 where nothing more is expected, and for n = 0.
  public func newKinds(in more: Int) -> Double {
    precondition(more >= 0)
    guard unseen > 0 else { return 0 }
    let f1 = Double(singletons)
    let share = f1 / (Double(n) * unseen + f1)
    return unseen * -expm1(Double(more) * log1p(-share))
  }
}
