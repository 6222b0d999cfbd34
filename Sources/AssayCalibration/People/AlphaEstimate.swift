import AssayStatistics

/// Krippendorff's alpha (2004) with a bootstrap interval over the units.
///
/// Units with the same ratings are counted together, and what each adds to the matrix of coincidences is worked out once, so
/// that a resample costs a sum over the kinds of units.
struct AlphaEstimate {
  private let level: RatingTable.Level
  private let values: [Double]
  /// How often each kind of unit occurs.
  private let counts: [Int]
  /// For each kind its coincidences of different values, row by row.
  private let coincidences: [[Double]]

  /// - Parameter units: the ratings of each unit; those with fewer than two say nothing.
  init(units: [[Double]], level: RatingTable.Level) {
    self.level = level
    let kinds = Dictionary(units.filter { $0.count > 1 }.map { ($0.sorted(), 1) }, uniquingKeysWith: +)
    let inOrder = kinds.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    let values = Set(inOrder.flatMap(\.key)).sorted()
    self.values = values
    counts = inOrder.map(\.value)
    coincidences = inOrder.map { Self.coincidences(of: $0.key, values) }
  }

  private static func coincidences(of unit: [Double], _ values: [Double]) -> [Double] {
    let counts = values.map { value in Double(unit.count { $0 == value }) }
    let others = Double(unit.count - 1)
    return counts.indices.flatMap { a in
      counts.indices.map { b in counts[a] * (counts[b] - (a == b ? 1 : 0)) / others }
    }
  }

  /// `n` counts the units with two ratings or more.
  func estimate(resamples: Int, seed: UInt64) -> Estimate {
    let n = counts.reduce(0, +)
    guard let value = alpha(counts) else { return Estimate(value: nil, interval: nil, n: n) }
    let interval = Bootstrap(counts: counts, resamples: resamples, seed: seed).interval(alpha)
    return Estimate(value: value, interval: interval.flatMap(\.unlessPoint), n: n)
  }

  private func alpha(_ counts: [Int]) -> Double? {
    let size = values.count
    var together = [Double](repeating: 0, count: size * size)
    for (kind, count) in counts.enumerated() where count > 0 {
      for place in together.indices { together[place] += Double(count) * coincidences[kind][place] }
    }
    let totals = (0..<size).map { a in (0..<size).reduce(0) { $0 + together[a * size + $1] } }
    let all = totals.reduce(0, +)
    var (observed, expected) = (0.0, 0.0)
    for a in 0..<size {
      for b in (a + 1)..<max(a + 1, size) {
        let distance = squaredDistance(a, b, totals)
        observed += together[a * size + b] * distance
        expected += totals[a] * totals[b] * distance
      }
    }
    return expected == 0 ? nil : 1 - (all - 1) * observed / expected
  }

  private func squaredDistance(_ a: Int, _ b: Int, _ totals: [Double]) -> Double {
    switch level {
    case .nominal: return 1
    case .interval: return (values[a] - values[b]) * (values[a] - values[b])
    case .ordinal:
      let between = totals[a...b].reduce(0, +) - (totals[a] + totals[b]) / 2
      return between * between
    }
  }
}
