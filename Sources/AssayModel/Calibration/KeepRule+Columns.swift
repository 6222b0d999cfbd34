#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension KeepRule {
  /// The threshold on the plain mean, where the rule is that; nil: it looks at the dimensions one by one.
  public var meanThreshold: Double? {
    if case .mean(let least) = self { least } else { nil }
  }

  /// How far scores are above the border between drop and keep: 0 and more is kept. In steps of the scale; for a logistic
  /// rule in log odds. nil when a score that is asked for is missing.
  public func margin(_ scores: [String: Double]) -> Double? {
    guard let isKept = keeps(scores) else { return nil }
    return Self.signed(distance(scores), isKept)
  }

  /// ``margin(_:)`` of many examples at once; NaN where a score that is asked for is missing.
  ///
  /// - Parameters:
  ///   - count: of examples.
  ///   - scores: for each dimension as many as examples; NaN: none.
  public func margins(count: Int, scores: [String: [Float]]) -> [Float] {
    let names = dimensions.isEmpty ? scores.keys.sorted() : dimensions
    let columns = names.map { scores[$0] ?? [] }
    guard columns.allSatisfy({ $0.count >= count }) else { return [Float](repeating: .nan, count: count) }
    return switch self {
    case .mean(let least): Self.means(columns, count) { $0 - least }
    case .minimums(let minimums): Self.slack(columns, names.map { minimums[$0] ?? -.infinity }, count)
    case .weightedMean(let weights, let least):
      Self.sums(columns, names.map { weights[$0] ?? 0 }, count, total: weights.values.reduce(0, +)) {
        $0 - least
      }
    case .logistic(let intercept, let weights, let least):
      Self.sums(columns, names.map { weights[$0] ?? 0 }, count, total: 1) { sum in
        Self.signed(
          intercept + sum - Self.logOdds(least), 1 / (1 + exp(-(intercept + sum))) >= least)
      }
    }
  }

  private func distance(_ scores: [String: Double]) -> Double {
    switch self {
    case .mean(let least):
      let values = scores.values.filter { !$0.isNaN }
      return values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) - least
    case .weightedMean(let weights, let least):
      let total = weights.values.reduce(0, +)
      return total > 0 ? weights.reduce(0) { $0 + $1.value * (scores[$1.key] ?? 0) } / total - least : 0
    case .minimums(let minimums):
      return minimums.map { (scores[$0.key] ?? 0) - $0.value }.min() ?? .infinity
    case .logistic(let intercept, let weights, let least):
      return weights.reduce(intercept) { $0 + $1.value * (scores[$1.key] ?? 0) } - Self.logOdds(least)
    }
  }

  /// The sign is that of the rule, however the distance was rounded.
  private static func signed(_ distance: Double, _ isKept: Bool) -> Double {
    isKept ? max(0, distance) : min(-1e-6, distance)
  }

  private static func logOdds(_ share: Double) -> Double { log(share / (1 - share)) }

  /// A single-precision score as it was written: 3.3 and not 3.29999995.
  private static func written(_ score: Float) -> Double { (Double(score) * 1e6).rounded() / 1e6 }

  /// To five decimals: a sum of scores in single precision is no more precise.
  private static func rounded(_ value: Double) -> Double { (value * 1e5).rounded() / 1e5 }

  private static func means(_ columns: [[Float]], _ count: Int, _ margin: (Double) -> Double) -> [Float] {
    (0..<count).map { index in
      var (sum, n) = (0.0, 0)
      for column in columns where !column[index].isNaN {
        sum += written(column[index])
        n += 1
      }
      return n == 0 ? .nan : Float(margin(rounded(sum / Double(n))))
    }
  }

  private static func slack(_ columns: [[Float]], _ minimums: [Double], _ count: Int) -> [Float] {
    var margins = [Float](repeating: .infinity, count: count)
    for (column, minimum) in zip(columns, minimums) {
      let minimum = Float(minimum)
      for index in 0..<count where !margins[index].isNaN {
        let distance = column[index] - minimum
        margins[index] = distance.isNaN ? .nan : min(margins[index], distance)
      }
    }
    return margins
  }

  private static func sums(
    _ columns: [[Float]], _ weights: [Double], _ count: Int, total: Double, _ margin: (Double) -> Double
  ) -> [Float] {
    guard total > 0 else { return [Float](repeating: .nan, count: count) }
    return (0..<count).map { index in
      var sum = 0.0
      for (column, weight) in zip(columns, weights) { sum += weight * written(column[index]) }
      return sum.isNaN ? .nan : Float(margin(rounded(sum / total)))
    }
  }
}
