#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension RepeatableGenerator {
  /// A number in 0..<1 of 53 random bits.
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// How many of `n` trials of chance `p` succeed: by inversion where few are expected, else by transformed rejection
  /// (BTRS, Hörmann 1993), whose time does not grow with `n`.
  ///
  /// - Precondition: `n` ≥ 0, 0 ≤ `p` ≤ 1.
  mutating func binomial(n: Int, p: Double) -> Int {
    if n == 0 || p <= 0 { return 0 }
    if p >= 1 { return n }
    if p > 0.5 { return n - binomial(n: n, p: 1 - p) }
    return Double(n) * p < 10 ? inverted(n: n, p: p) : rejected(n: n, p: p)
  }

  /// Steps of geometric length from success to success.
  private mutating func inverted(n: Int, p: Double) -> Int {
    let scale = log1p(-p)
    var (successes, position) = (0, 0)
    while true {
      let step = (log(1 - uniform()) / scale).rounded(.down) + 1
      // Compared before it becomes whole: it may be larger than any Int.
      guard step <= Double(n - position) else { return successes }
      position += Int(step)
      successes += 1
    }
  }

  private mutating func rejected(n: Int, p: Double) -> Int {
    let count = Double(n)
    let deviation = (count * p * (1 - p)).squareRoot()
    let b = 1.15 + 2.53 * deviation
    let a = -0.0873 + 0.0248 * b + 0.01 * p
    let c = count * p + 0.5
    let quick = 0.92 - 4.2 / b
    let alpha = (2.83 + 5.1 / b) * deviation
    let odds = log(p / (1 - p))
    let mode = ((count + 1) * p).rounded(.down)
    let peak = Binomial.logFactorial(Int(mode)) + Binomial.logFactorial(n - Int(mode))
    while true {
      let u = uniform() - 0.5
      var v = uniform()
      let distance = 0.5 - abs(u)
      let k = ((2 * a / distance + b) * u + c).rounded(.down)
      if distance >= 0.07, v <= quick { return Int(k) }
      guard k >= 0, k <= count else { continue }
      v = log(v * alpha / (a / (distance * distance) + b))
      let bound =
        peak - Binomial.logFactorial(Int(k)) - Binomial.logFactorial(n - Int(k)) + (k - mode) * odds
      if v <= bound { return Int(k) }
    }
  }
}
