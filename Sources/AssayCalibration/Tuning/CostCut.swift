import AssayModel

/// The cut on the mean score that costs least.
///
/// Only cuts that keep at least half of the accepted examples count, where there are any: to drop everything is cheap
/// under a high cost ratio and of no use to anybody.
public struct CostCut: Hashable, Sendable {
  /// The mean from which on an example is kept.
  public var least: Double
  /// The cost on the rows that it was chosen on.
  public var cost: Double
  /// The cost on rows that did not choose it: each tenth of the groups judged by the cut of the others (Stone 1974).
  public var validatedCost: Double

  public var rule: KeepRule { .mean(atLeast: least) }

  /// - Parameters:
  ///   - near: of cuts that cost the same the one nearest to this is taken, so that nothing moves without a gain.
  ///   - validates: whether ``validatedCost`` is wanted; without it it is ``cost``.
  public init(_ rows: [TuningRow], ratio: Double, near: Double, validates: Bool = true) {
    let points = rows.map { Point($0) }
    (least, cost) = Self.best(points, ratio: ratio, near: near)
    validatedCost = validates ? Self.validated(points, ratio: ratio, near: near) : cost
  }

  private struct Point {
    var mean: Double
    var accepted: Bool
    var weight: Double
    var group: ExampleID

    /// No score is below every cut.
    init(_ row: TuningRow) {
      let values = row.scores.sorted { $0.key < $1.key }.map(\.value).filter { !$0.isNaN }
      // As `KeepRule` rounds it, so that 4.333… three times and 3 make 4.
      mean =
        values.isEmpty
        ? -.infinity : (values.reduce(0, +) / Double(values.count) * 1e9).rounded() / 1e9
      (accepted, weight, group) = (row.accepted, row.weight, row.group)
    }
  }

  private static func best(_ points: [Point], ratio: Double, near: Double) -> (least: Double, cost: Double) {
    let sorted = points.sorted { $0.mean < $1.mean }
    let total = points.reduce(0) { $0 + $1.weight }
    let good = points.reduce(0) { $0 + ($1.accepted ? $1.weight : 0) }
    guard total > 0 else { return (near, 0) }
    // From "keep all" upwards: each row that falls below the cut saves `ratio`, or costs 1.
    var cost = (total - good) * ratio
    var keptGood = good
    var best: (least: Double, cost: Double, isUseful: Bool)?
    func offer(_ low: Double, _ high: Double, _ cost: Double, _ keptGood: Double) {
      guard high > -.infinity else { return }
      let cut = low < near && near <= high ? near : (low == -.infinity ? high : (low + high) / 2)
      let isUseful = keptGood * 2 >= good && keptGood > 0
      let isBetter: Bool
      if let best {
        isBetter =
          isUseful != best.isUseful
          ? isUseful
          : cost < best.cost - 1e-12
            || (cost < best.cost + 1e-12 && abs(cut - near) < abs(best.least - near))
      } else {
        isBetter = true
      }
      if isBetter { best = (cut, cost, isUseful) }
    }
    var index = 0
    var low = -Double.infinity
    while index < sorted.count {
      let mean = sorted[index].mean
      offer(low, mean, cost, keptGood)
      while index < sorted.count, sorted[index].mean == mean {
        let point = sorted[index]
        cost += point.accepted ? point.weight : -ratio * point.weight
        if point.accepted { keptGood -= point.weight }
        index += 1
      }
      low = mean
    }
    guard let best else { return (near, good / total) }
    return (best.least, best.cost / total)
  }

  private static func validated(_ points: [Point], ratio: Double, near: Double) -> Double {
    let groups = Array(Set(points.map(\.group))).sorted()
    let folds = min(10, groups.count)
    guard folds > 1 else { return best(points, ratio: ratio, near: near).cost }
    let fold = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1, $0 % folds) })
    var (sum, total) = (0.0, 0.0)
    for number in 0..<folds {
      let cut = best(points.filter { fold[$0.group] != number }, ratio: ratio, near: near).least
      for point in points where fold[point.group] == number {
        let kept = point.mean >= cut
        if kept != point.accepted { sum += point.weight * (kept ? ratio : 1) }
        total += point.weight
      }
    }
    return total > 0 ? sum / total : 0
  }
}
