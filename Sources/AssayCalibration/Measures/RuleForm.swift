import AssayModel

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A keep rule made ready for rows of numbers: the same arithmetic in the same order as ``KeepRule/keeps(_:)``, without
/// looking up names.
struct RuleForm {
  private enum Kind {
    case mean
    case weighted(total: Double)
    case minimums
    case logistic(intercept: Double)
  }

  private let kind: Kind
  private let least: Double
  /// Which columns it looks at, in the order of their names.
  let places: [Int]
  /// For each of ``places`` a weight, or a minimum.
  let weights: [Double]
  /// A dimension that it names has no column: nothing can be decided.
  let isUndecidable: Bool

  /// - Parameter dimensions: the names of the columns, in alphabetical order.
  init(_ rule: KeepRule, dimensions: [String]) {
    let named: [String: Double]
    switch rule {
    case .mean(let least):
      (kind, self.least, named) = (.mean, least, [:])
    case .weightedMean(let weights, let least):
      let total = weights.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
      (kind, self.least, named) = (.weighted(total: total), least, weights)
    case .minimums(let minimums):
      (kind, self.least, named) = (.minimums, 0, minimums)
    case .logistic(let intercept, let weights, let least):
      (kind, self.least, named) = (.logistic(intercept: intercept), least, weights)
    }
    let places = Dictionary(uniqueKeysWithValues: dimensions.enumerated().map { ($1, $0) })
    let sorted = named.sorted { $0.key < $1.key }
    self.places = sorted.compactMap { places[$0.key] }
    weights = sorted.filter { places[$0.key] != nil }.map(\.value)
    var isUndecidable = self.places.count < named.count
    if case .weighted(let total) = kind, total <= 0 { isUndecidable = true }
    self.isUndecidable = isUndecidable
  }

  /// Whether an example with these scores is kept; nil when one that is asked for is missing.
  ///
  /// - Parameters:
  ///   - scores: one for each column; NaN: none.
  func keeps(_ scores: UnsafeBufferPointer<Double>) -> Bool? {
    if isUndecidable { return nil }
    switch kind {
    case .mean:
      var (sum, count) = (0.0, 0)
      for score in scores where !score.isNaN { (sum, count) = (sum + score, count + 1) }
      return count == 0 ? nil : Self.rounded(sum / Double(count)) >= least
    case .weighted(let total):
      let sum = sum(scores)
      return sum.isNaN ? nil : Self.rounded(sum / total) >= least
    case .minimums:
      var isKept = true
      for (index, place) in places.enumerated() {
        if scores[place].isNaN { return nil }
        if scores[place] < weights[index] { isKept = false }
      }
      return isKept
    case .logistic(let intercept):
      let sum = sum(scores)
      return sum.isNaN ? nil : 1 / (1 + exp(-(intercept + sum))) >= least
    }
  }

  private func sum(_ scores: UnsafeBufferPointer<Double>) -> Double {
    var sum = 0.0
    for (index, place) in places.enumerated() { sum += weights[index] * scores[place] }
    return sum
  }

  private static func rounded(_ value: Double) -> Double { (value * 1e9).rounded() / 1e9 }
}

// MARK: As an inequality

extension RuleForm {
  /// The rule as "Σ w s over the scores that are there ≥ bound + each · (how many are there)".
  struct Inequality {
    var places: [Int]
    var weights: [Double]
    var bound: Double
    var each: Double
    /// Nothing is decided where one of ``places`` is missing; else where all are.
    var needsAll: Bool
  }

  /// nil: it is none, or its bound is not a number that can be computed with.
  ///
  /// - Parameter columns: how many there are.
  func inequality(columns: Int) -> Inequality? {
    if isUndecidable { return nil }
    switch kind {
    case .minimums: return nil
    case .mean:
      return Inequality(
        places: Array(0..<columns), weights: Array(repeating: 1, count: columns), bound: 0, each: least,
        needsAll: false)
    case .weighted(let total):
      return Inequality(places: places, weights: weights, bound: least * total, each: 0, needsAll: true)
    case .logistic(let intercept):
      // Nearer to 0 and 1 the logarithm of the odds is no longer what rounding makes of the probability.
      guard least > 1e-9, least < 1 - 1e-9 else { return nil }
      return Inequality(
        places: places, weights: weights, bound: log(least / (1 - least)) - intercept, each: 0,
        needsAll: true)
    }
  }

  /// The minimums, by column; nil: it is another rule.
  var minimums: [(place: Int, least: Double)]? {
    guard case .minimums = kind, !isUndecidable else { return nil }
    return zip(places, weights).map { (place: $0, least: $1) }
  }
}
