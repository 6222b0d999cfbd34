#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Whether newer scores are distributed as older ones were.
public enum DistributionShift {
  /// Population stability index, Σ (q - p) ln (q / p) over the kinds (Siddiqi 2006; Kullback and Leibler's divergence in
  /// both directions, 1951). By convention under 0.1 is stable and over 0.25 a shift; it has no test of its own and
  /// grows for small n.
  ///
  /// Half a count is added to every kind, so that an empty one has a finite weight.
  /// - Parameters:
  ///   - before: how often each kind (score, bin) occurred.
  ///   - after: the same for the newer ones.
  /// - Returns: nil when either is empty.
  /// - Precondition: as many kinds on both sides.
  public static func stabilityIndex(before: [Int], after: [Int]) -> Double? {
    precondition(before.count == after.count, "the same kinds")
    guard before.contains(where: { $0 > 0 }), after.contains(where: { $0 > 0 }) else { return nil }
    let (old, new) = (shares(before), shares(after))
    return zip(old, new).reduce(0) { $0 + ($1.1 - $1.0) * log($1.1 / $1.0) }
  }

  private static func shares(_ counts: [Int]) -> [Double] {
    let total = Double(counts.reduce(0, +)) + 0.5 * Double(counts.count)
    return counts.map { (Double($0) + 0.5) / total }
  }

  /// The two-sample test of Kolmogorov and Smirnov (Smirnov 1939): `statistic` is the largest distance of the two
  /// cumulative distributions, `pValue` its asymptotic chance when nothing has moved. Ties make it conservative: p is
  /// too large, never too small.
  ///
  /// - Returns: nil when either is empty.
  public static func kolmogorovSmirnov(_ before: [Double], _ after: [Double]) -> (
    statistic: Double, pValue: Double
  )? {
    guard !before.isEmpty, !after.isEmpty else { return nil }
    let (old, new) = (before.sorted(), after.sorted())
    var (i, j, distance) = (0, 0, 0.0)
    while i < old.count, j < new.count {
      let value = min(old[i], new[j])
      while i < old.count, old[i] == value { i += 1 }
      while j < new.count, new[j] == value { j += 1 }
      distance = max(distance, abs(Double(i) / Double(old.count) - Double(j) / Double(new.count)))
    }
    let size = Double(old.count) * Double(new.count) / Double(old.count + new.count)
    return (distance, kolmogorovTail(size.squareRoot() * distance))
  }

  /// 2 Σ (-1)^(k-1) exp(-2 k² x²) (Kolmogorov 1933).
  private static func kolmogorovTail(_ x: Double) -> Double {
    if x < 0.2 { return 1 }
    var sum = 0.0
    for k in 1...100 {
      let term = exp(-2 * Double(k * k) * x * x)
      sum += k % 2 == 1 ? term : -term
      if term < 1e-16 { break }
    }
    return max(0, min(1, 2 * sum))
  }
}
