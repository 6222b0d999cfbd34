/// Whether paired differences are on the whole over or under 0: the exact randomisation test (Fisher 1935; Pitman 1937).
/// When two judges are alike, each difference might as well have had the other sign; the p-value is the share of all
/// ways of giving signs whose sum is at least as far from 0 as the observed one.
///
/// Unlike ``McNemar`` it weighs differences by their size, such as costs. Differences of 0 say nothing and do not count.
public struct PairedRandomization: Hashable, Sendable {
  public let differences: [Double]

  /// - Parameter differences: one for each thing (or each group of correlated things); finite.
  public init(_ differences: [Double]) {
    precondition(differences.allSatisfy(\.isFinite), "differences are numbers")
    self.differences = differences.filter { $0 != 0 }
  }

  /// Two-sided; 1 when no difference is left. Exact while there are few different sizes, which costs have; otherwise from
  /// 20,000 seeded ways of giving signs, the observed one among them (Phipson and Smyth 2010).
  public func pValue(seed: UInt64 = 1) -> Double {
    guard !differences.isEmpty else { return 1 }
    let observed = abs(differences.reduce(0, +))
    // A hair, so that sums that should be equal count as equal.
    let limit = observed - 1e-9 * max(1, observed)
    return exact(limit) ?? drawn(limit, seed)
  }

  /// nil: too many different sums.
  private func exact(_ limit: Double) -> Double? {
    let sizes = Dictionary(grouping: differences.map { abs($0) }, by: { $0 }).mapValues(\.count)
    let sums = sizes.values.reduce(1.0) { $0 * Double($1 + 1) }
    guard sums <= 200_000 else { return nil }
    var distribution: [(sum: Double, chance: Double)] = [(0, 1)]
    for (size, count) in sizes.sorted(by: { $0.key < $1.key }) {
      let terms = (0...count).map { positive in
        (size * Double(2 * positive - count), Binomial.probability(positive, n: count, p: 0.5))
      }
      distribution = distribution.flatMap { old in terms.map { (old.sum + $0.0, old.chance * $0.1) } }
    }
    return min(1, distribution.reduce(0) { abs($1.sum) >= limit ? $0 + $1.chance : $0 })
  }

  private func drawn(_ limit: Double, _ seed: UInt64) -> Double {
    let draws = 20_000
    var generator = RepeatableGenerator(seed: seed)
    var extreme = 1
    for _ in 1..<draws {
      var sum = 0.0
      var bits: UInt64 = 0
      for (index, difference) in differences.enumerated() {
        if index % 64 == 0 { bits = generator.next() }
        sum += bits & 1 == 0 ? difference : -difference
        bits >>= 1
      }
      if abs(sum) >= limit { extreme += 1 }
    }
    return Double(extreme) / Double(draws)
  }
}
