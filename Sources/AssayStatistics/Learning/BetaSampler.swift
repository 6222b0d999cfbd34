#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension RepeatableGenerator {
  /// A draw from the beta distribution, as the share of one gamma draw in two.
  ///
  /// - Precondition: both parameters are at least 1.
  mutating func beta(_ a: Double, _ b: Double) -> Double {
    let x = gamma(a)
    return x / (x + gamma(b))
  }

  /// A draw from the gamma distribution with scale 1 (Marsaglia and Tsang 2000).
  ///
  /// - Precondition: `shape` ≥ 1.
  mutating func gamma(_ shape: Double) -> Double {
    precondition(shape >= 1, "a shape of at least 1")
    let d = shape - 1 / 3.0
    let c = 1 / (9 * d).squareRoot()
    while true {
      // Not 0, which has no quantile.
      let x = NormalDistribution.quantile((Double(next() >> 11) + 0.5) * 0x1p-53)
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      // 1 - u is never 0.
      if log(1 - uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
    }
  }
}
