#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The saturation curve: how many kinds a smaller or a larger sample would have had.
public enum Rarefaction {
  /// The expected number of kinds in `m` things drawn without replacement: S - Σ C(n - nᵢ, m) / C(n, m) (Hurlbert
  /// 1971). `counts` says how many of each kind there are.
  ///
  /// - Precondition: 0 ≤ m ≤ n.
  public static func expectedKinds(_ counts: [Int], in m: Int) -> Double {
    expectedKinds(tally(counts), n: counts.reduce(0, +), in: m)
  }

  /// Points of the curve at each of `sizes`: interpolated up to n (Hurlbert 1971), extrapolated beyond by
  /// ``Abundance/newKinds(in:)`` (Colwell et al. 2012). Nothing seen: all zero.
  public static func curve(_ counts: [Int], at sizes: [Int]) -> [Double] {
    let (kinds, abundance) = (tally(counts), Abundance(counts: counts))
    return sizes.map { size in
      size <= abundance.n
        ? expectedKinds(kinds, n: abundance.n, in: size)
        : Double(abundance.observed) + abundance.newKinds(in: size - abundance.n)
    }
  }

  /// How many kinds there are of each size; few sizes stand for many kinds.
  private static func tally(_ counts: [Int]) -> [Int: Int] {
    var result: [Int: Int] = [:]
    for count in counts where count > 0 { result[count, default: 0] += 1 }
    return result
  }

  private static func expectedKinds(_ kinds: [Int: Int], n: Int, in m: Int) -> Double {
    precondition(m >= 0 && m <= n, "a part of the sample")
    var sum = 0.0
    for (size, number) in kinds {
      // The chance that none of the kind is drawn.
      let missed =
        n - size < m
        ? 0
        : exp(
          Binomial.logFactorial(n - size) + Binomial.logFactorial(n - m) - Binomial.logFactorial(n)
            - Binomial.logFactorial(n - size - m))
      sum += Double(number) * (1 - missed)
    }
    return sum
  }
}
