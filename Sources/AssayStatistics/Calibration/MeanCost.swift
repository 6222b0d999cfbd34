/// What each example costs, and the mean of it with an interval: the one figure of cost that reports, thresholds and
/// screens show, so that the same rule on the same examples has the same interval everywhere.
///
/// A ratio of sums of 1 / inclusion probability (Hájek 1971), with the BCa bootstrap (Efron 1987), which draws whole
/// groups.
public struct MeanCost: Sendable {
  /// What is drawn as one, a group or an example.
  private struct Unit: Hashable, Sendable {
    /// Σ weight · cost over its members.
    var cost = 0.0
    /// Σ weight.
    var weight = 0.0
  }

  /// Units that are alike are one kind, in an order that does not depend on that of the examples.
  private let kinds: [(unit: Unit, times: Int)]
  /// Examples.
  public let n: Int

  /// - Parameters:
  ///   - costs: of each example.
  ///   - inclusion: the chance with which each was drawn, over 0 and at most 1; nil: all were.
  ///   - groups: of each example; nil: examples stand alone.
  /// - Precondition: as many of each.
  public init<Group: Hashable>(
    _ costs: [Double], inclusion: [Double]? = nil, groups: [Group]? = [Int]?.none
  ) {
    precondition(inclusion.map { $0.count == costs.count && $0.allSatisfy { $0 > 0 && $0 <= 1 } } ?? true)
    precondition(groups.map { $0.count == costs.count } ?? true, "a group for each example")
    let numbers = groups.map { Numbering($0) }
    self.init(
      costs, weights: inclusion.map { $0.map { 1 / $0 } }, groups: numbers?.of ?? Array(costs.indices),
      count: numbers?.count ?? costs.count)
  }

  /// - Parameter count: of the groups, whose numbers are under it.
  init(_ costs: [Double], weights: [Double]?, groups: [Int], count: Int) {
    var units = [Unit](repeating: Unit(), count: count)
    for (place, cost) in costs.enumerated() {
      let weight = weights?[place] ?? 1
      units[groups[place]].cost += weight * cost
      units[groups[place]].weight += weight
    }
    var times: [Unit: Int] = [:]
    for unit in units { times[unit, default: 0] += 1 }
    self.init(times, n: costs.count)
  }

  /// Of examples that stand alone and count the same.
  ///
  /// - Parameter costRatio: a bad example kept costs so many good ones dropped.
  public init(_ matrix: ConfusionMatrix, costRatio: Double) {
    var times: [Unit: Int] = [:]
    for (cost, count) in [
      (0, matrix.truePositives + matrix.trueNegatives), (1, matrix.falseNegatives),
      (costRatio, matrix.falsePositives),
    ] where count > 0 {
      times[Unit(cost: cost, weight: 1), default: 0] += count
    }
    self.init(times, n: matrix.count)
  }

  private init(_ times: [Unit: Int], n: Int) {
    kinds = times.sorted { ($0.key.cost, $0.key.weight) < ($1.key.cost, $1.key.weight) }
      .map { (unit: $0.key, times: $0.value) }
    self.n = n
  }

  /// Of an example; nil without any.
  public var value: Double? { mean(kinds.map(\.times)) }

  private func mean(_ counts: [Int]) -> Double? {
    var (cost, weight) = (0.0, 0.0)
    for (kind, count) in zip(kinds, counts) where count > 0 {
      cost += Double(count) * kind.unit.cost
      weight += Double(count) * kind.unit.weight
    }
    return weight > 0 ? cost / weight : nil
  }

  /// ``value`` with its interval; without one where there is nothing.
  public func estimate(confidence: Double = 0.95, resamples: Int = 2_000, seed: UInt64 = 1) -> Estimate {
    guard let value else { return Estimate(value: nil, interval: nil, n: n) }
    let bootstrap = Bootstrap(counts: kinds.map(\.times), resamples: resamples, seed: seed)
    return Estimate(value: value, interval: bootstrap.interval(confidence: confidence, mean), n: n)
  }

  /// Of ``value``, from the sums of the groups as independent ones (linearised ratio: Cochran 1977); infinite for fewer
  /// than two groups.
  public var standardError: Double {
    let count = Double(kinds.reduce(0) { $0 + $1.times })
    guard count > 1, let value else { return .infinity }
    var (squares, total) = (0.0, 0.0)
    for kind in kinds {
      let deviation = kind.unit.cost - value * kind.unit.weight
      squares += Double(kind.times) * deviation * deviation
      total += Double(kind.times) * kind.unit.weight
    }
    return (squares * count / (count - 1)).squareRoot() / total
  }
}
