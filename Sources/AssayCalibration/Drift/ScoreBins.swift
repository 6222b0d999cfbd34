import AssayStatistics

/// Kinds of scores: each its own where there are few, else tenths of the older ones.
struct ScoreBins {
  /// The lower ends of all bins but the first, rising.
  private let limits: [Double]

  init(_ before: [Double], _ after: [Double]) {
    var distinct = Set<Double>()
    for value in before {
      distinct.insert(value)
      if distinct.count > 20 { break }
    }
    for value in after where distinct.count <= 20 { distinct.insert(value) }
    if distinct.count <= 20 {
      limits = Array(distinct.sorted().dropFirst())
    } else {
      let sorted = before.sorted()
      limits = Set((1..<10).map { sorted[$0 * sorted.count / 10] }).sorted()
    }
  }

  func count(_ values: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: limits.count + 1)
    for value in values {
      var (low, high) = (0, limits.count)
      while low < high {
        let middle = (low + high) / 2
        if limits[middle] <= value { low = middle + 1 } else { high = middle }
      }
      counts[low] += 1
    }
    return counts
  }
}

/// The chi-square distribution.
enum ChiSquare {
  /// The chance of at least `value`, by Wilson and Hilferty's cube root (1931): off by less than 0.01 from 3 degrees of
  /// freedom on, where it serves to tell a shift from none.
  static func tail(_ value: Double, degrees: Int) -> Double {
    guard value > 0 else { return 1 }
    let k = Double(degrees)
    let spread = 2 / (9 * k)
    let root = cubeRoot(value / k)
    return NormalDistribution.cumulative(-(root - (1 - spread)) / spread.squareRoot())
  }

  /// By Newton's method: the standard library has no cube root.
  private static func cubeRoot(_ value: Double) -> Double {
    var root = max(1, value)
    for _ in 0..<200 {
      let next = (2 * root + value / (root * root)) / 3
      if abs(next - root) <= 1e-12 * root { return next }
      root = next
    }
    return root
  }
}
