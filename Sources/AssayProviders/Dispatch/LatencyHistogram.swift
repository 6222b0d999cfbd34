#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Percentiles of times in memory that does not grow: counts in buckets, each 2 % wider than the one below, from 0.1 ms to
/// three hours. A percentile is the geometric middle of its bucket, so it is at most 1 % off.
struct LatencyHistogram {
  private static let smallest = 1e-4
  private static let growth = 1.02
  private static let buckets = 936
  private static let logarithm = log(growth)
  private var counts = [Int](repeating: 0, count: buckets)
  private(set) var total = 0

  mutating func add(seconds: Double) {
    let position = seconds <= Self.smallest ? 0 : Int(log(seconds / Self.smallest) / Self.logarithm)
    counts[min(Self.buckets - 1, max(0, position))] += 1
    total += 1
  }

  /// The time that a share of all do not exceed, in seconds; nil: there are none.
  func percentile(_ share: Double) -> Double? {
    guard total > 0 else { return nil }
    let rank = max(1, Int((share * Double(total)).rounded(.up)))
    var seen = 0
    for (position, count) in counts.enumerated() {
      seen += count
      if seen >= rank { return Self.smallest * pow(Self.growth, Double(position) + 0.5) }
    }
    return nil
  }
}
