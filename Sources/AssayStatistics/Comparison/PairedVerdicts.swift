/// Two judges, or two versions of one, on the same examples: what differs between them is told by the examples on which
/// they differ.
public struct PairedVerdicts: Hashable, Sendable {
  struct Row: Hashable, Sendable {
    var accepted: Bool
    var first: Bool
    var second: Bool
    var weight: Double
    var group: Int
  }

  /// What the bootstrap draws as one, a group or an example, and how many there are of its kind.
  private struct Unit: Hashable, Sendable {
    var first = WeightedConfusion()
    var second = WeightedConfusion()
    var times = 0

    mutating func add(_ row: Row) {
      first.add(accepted: row.accepted, kept: row.first, weight: row.weight)
      second.add(accepted: row.accepted, kept: row.second, weight: row.weight)
    }
  }

  let rows: [Row]
  let isGrouped: Bool
  /// Whether all examples count the same.
  let isEven: Bool
  private let units: [Unit]
  public let first: WeightedConfusion
  public let second: WeightedConfusion
  public var n: Int { rows.count }

  /// - Parameters:
  ///   - accepted: by the person, for each example.
  ///   - first: kept by the first judge, the incumbent.
  ///   - second: kept by the second judge, the challenger.
  ///   - inclusion: the chance with which each example was drawn, over 0 and at most 1; nil: all were.
  ///   - groups: of each example; nil: examples stand alone.
  /// - Precondition: as many of each.
  public init<Group: Hashable>(
    accepted: [Bool], first: [Bool], second: [Bool], inclusion: [Double]? = nil,
    groups: [Group]? = [Int]?.none
  ) {
    precondition(accepted.count == first.count && accepted.count == second.count, "a verdict of each")
    precondition(inclusion.map { $0.count == first.count && $0.allSatisfy { $0 > 0 && $0 <= 1 } } ?? true)
    precondition(groups.map { $0.count == first.count } ?? true, "a group for each example")
    let numbers = groups.map { Numbering($0) }
    let rows = accepted.indices.map { place in
      Row(
        accepted: accepted[place], first: first[place], second: second[place],
        weight: 1 / (inclusion?[place] ?? 1), group: numbers?.of[place] ?? 0)
    }
    var parts = [Unit](repeating: Unit(), count: numbers?.count ?? rows.count)
    var whole = Unit()
    for (place, row) in rows.enumerated() {
      whole.add(row)
      parts[numbers?.of[place] ?? place].add(row)
    }
    // Those that are alike are drawn as one kind.
    let kinds = Numbering(parts)
    var units: [Unit] = []
    for (part, kind) in zip(parts, kinds.of) {
      if kind == units.count { units.append(part) }
      units[kind].times += 1
    }
    self.rows = rows
    self.units = units
    isGrouped = numbers != nil
    isEven = rows.allSatisfy { $0.weight == rows.first?.weight }
    (self.first, self.second) = (whole.first, whole.second)
  }

  /// Which of the two is right more often, over all examples; unweighted.
  public var mcNemar: McNemar { mcNemar { _ in true } }
  /// The same for what the person rejected: which of the two catches more.
  public var mcNemarOfRejected: McNemar { mcNemar { !$0.accepted } }
  /// The same for what the person accepted: which of the two keeps more.
  public var mcNemarOfAccepted: McNemar { mcNemar(\.accepted) }

  private func mcNemar(_ isCounted: (Row) -> Bool) -> McNemar {
    var (onlyFirst, onlySecond) = (0, 0)
    for row in rows where isCounted(row) && row.first != row.second {
      if row.first == row.accepted { onlyFirst += 1 } else { onlySecond += 1 }
    }
    return McNemar(onlyFirst: onlyFirst, onlySecond: onlySecond)
  }

  /// The places of the examples on which the two differ.
  public var discordant: [Int] { rows.indices.filter { rows[$0].first != rows[$0].second } }

  /// Second less first of any statistic, with the paired BCa bootstrap (Efron 1987; Efron and Tibshirani 1993): resamples
  /// draw examples with both verdicts, or whole groups.
  ///
  /// - Returns: the value is nil where the statistic is not defined for either. The interval is nil too where the two never
  ///   differ: how sure that is cannot be told by resampling.
  public func difference(
    confidence: Double = 0.95, resamples: Int = 20_000, seed: UInt64 = 1,
    _ statistic: (WeightedConfusion) -> Double?
  ) -> Estimate {
    func difference(_ first: WeightedConfusion, _ second: WeightedConfusion) -> Double? {
      guard let a = statistic(first), let b = statistic(second) else { return nil }
      return b - a
    }
    let value = difference(first, second)
    guard value != nil, !discordant.isEmpty else { return Estimate(value: value, interval: nil, n: n) }
    let interval = Bootstrap(counts: units.map(\.times), resamples: resamples, seed: seed)
      .interval(confidence: confidence) { counts in
        var drawn = Unit()
        for (unit, count) in zip(units, counts) where count > 0 {
          drawn.first.add(unit.first, times: Double(count))
          drawn.second.add(unit.second, times: Double(count))
        }
        return difference(drawn.first, drawn.second)
      }
    return Estimate(value: value, interval: interval, n: n)
  }

  /// By how much the second costs more for each example; under 0 it is the better one.
  ///
  /// - Parameter ratio: a bad example kept costs so many good ones dropped.
  public func costDifference(
    ratio: Double = 5, confidence: Double = 0.95, resamples: Int = 20_000, seed: UInt64 = 1
  ) -> Estimate {
    difference(confidence: confidence, resamples: resamples, seed: seed) {
      $0.expectedCost(falsePositive: ratio)
    }
  }
}
