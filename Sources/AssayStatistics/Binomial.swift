#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The binomial distribution.
public enum Binomial {
  /// The chance of at most `successes` in `n` trials of chance `p` each; the sum of the terms, in logarithms, so that
  /// n of a million is no trouble.
  ///
  /// - Precondition: 0 ≤ `p` ≤ 1, `n` ≥ 0.
  public static func cumulative(_ successes: Int, n: Int, p: Double) -> Double {
    precondition(n >= 0 && p >= 0 && p <= 1)
    if successes < 0 { return 0 }
    if successes >= n { return 1 }
    if p == 0 { return 1 }
    if p == 1 { return 0 }
    var sum = 0.0
    for k in 0...successes { sum += exp(logTerm(k, n: n, p: p)) }
    return min(1, sum)
  }

  /// The chance of exactly `successes` in `n` trials of chance `p` each.
  ///
  /// - Precondition: 0 ≤ `p` ≤ 1, `n` ≥ 0.
  public static func term(_ successes: Int, n: Int, p: Double) -> Double {
    precondition(n >= 0 && p >= 0 && p <= 1)
    if successes < 0 || successes > n { return 0 }
    if p == 0 { return successes == 0 ? 1 : 0 }
    if p == 1 { return successes == n ? 1 : 0 }
    return exp(logTerm(successes, n: n, p: p))
  }

  private static func logTerm(_ k: Int, n: Int, p: Double) -> Double {
    logFactorial(n) - logFactorial(k) - logFactorial(n - k) + Double(k) * log(p) + Double(n - k) * log1p(-p)
  }

  /// By Stirling's series from 16 on, exact to about 1 part in 10¹⁵; `lgamma` is not safe from several threads.
  static func logFactorial(_ n: Int) -> Double {
    if n < small.count { return small[n] }
    let x = Double(n + 1)
    let inverse = 1 / (x * x)
    let series = (1 / 12.0 - inverse * (1 / 360.0 - inverse * (1 / 1260.0 - inverse / 1680.0))) / x
    return (x - 0.5) * log(x) - x + 0.918_938_533_204_672_74 + series
  }

  private static let small: [Double] = {
    var result = [0.0]
    for n in 1..<16 { result.append(result[n - 1] + log(Double(n))) }
    return result
  }()
}
