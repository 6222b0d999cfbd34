/// What several raters said of the same units, with gaps.
public struct RatingTable: Hashable, Sendable {
  /// Unit by unit the values that were given, in no order: which rater gave which does not matter to the coefficients
  /// here.
  public let units: [[Double]]

  /// - Parameter ratings: rater by rater, one place for each unit; nil: not rated.
  /// - Precondition: as many places for each rater; numbers only.
  public init(ratings: [[Double?]]) {
    let count = ratings.first?.count ?? 0
    precondition(ratings.allSatisfy { $0.count == count }, "a place for each unit")
    self.init(units: (0..<count).map { unit in ratings.compactMap { $0[unit] } })
  }

  /// Units without any rating are left out.
  ///
  /// - Precondition: numbers only.
  public init(units: [[Double]]) {
    precondition(units.allSatisfy { $0.allSatisfy { !$0.isNaN } }, "ratings are numbers")
    self.units = units.filter { !$0.isEmpty }
  }

  /// Those with ratings to compare.
  var pairable: [[Double]] { units.filter { $0.count > 1 } }

  /// How often each of `values` occurs in a unit.
  func counts(of values: [Double], in unit: [Double]) -> [Double] {
    var counts = [Double](repeating: 0, count: values.count)
    for rating in unit { counts[values.firstIndex(of: rating)!] += 1 }
    return counts
  }
}
