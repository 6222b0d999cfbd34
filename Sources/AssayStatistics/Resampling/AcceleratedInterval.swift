/// The bias-corrected and accelerated bootstrap interval, BCa (Efron 1987).
enum AcceleratedInterval {
  /// The statistic without one of `times` things that are alike; NaN: not defined there.
  struct LeftOut {
    var value: Double
    var times: Double
  }

  /// - Parameters:
  ///   - replicates: in any order; NaN: not defined in that resample.
  ///   - estimate: of the data.
  ///   - leftOut: for the acceleration, by the jackknife.
  /// - Returns: nil where the estimate, or more than a tenth of the replicates, is NaN.
  static func of(
    replicates: [Double], estimate: Double, leftOut: [LeftOut], confidence: Double
  ) -> Interval? {
    precondition(confidence > 0 && confidence < 1)
    guard !estimate.isNaN else { return nil }
    let sorted = replicates.filter { !$0.isNaN }.sorted()
    guard sorted.count * 10 >= replicates.count * 9, let first = sorted.first, let last = sorted.last else {
      return nil
    }
    if first == last { return Interval(lower: first, upper: last) }
    // Ties count half: many statistics of counts have them.
    let below = sorted.partitionPoint { $0 < estimate }
    let upTo = sorted.partitionPoint { $0 <= estimate }
    let share = (Double(below) + Double(upTo - below) / 2) / Double(sorted.count)
    let margin = 0.5 / Double(sorted.count)
    let bias = NormalDistribution.quantile(min(1 - margin, max(margin, share)))
    let acceleration = acceleration(leftOut)
    func end(_ probability: Double) -> Double {
      let z = bias + NormalDistribution.quantile(probability)
      let level = NormalDistribution.cumulative(bias + z / (1 - acceleration * z))
      return quantile(of: sorted, level)
    }
    let tail = (1 - confidence) / 2
    return Interval(lower: end(tail), upper: end(1 - tail))
  }

  /// Σ d³ / (6 (Σ d²)^1.5) over the deviations of the leave-one-out values from their mean; 0 where none differs.
  private static func acceleration(_ leftOut: [LeftOut]) -> Double {
    let values = leftOut.filter { !$0.value.isNaN }
    let total = values.reduce(0) { $0 + $1.times }
    guard total > 0 else { return 0 }
    let mean = values.reduce(0) { $0 + $1.value * $1.times } / total
    var (squares, cubes) = (0.0, 0.0)
    for left in values {
      let deviation = mean - left.value
      squares += left.times * deviation * deviation
      cubes += left.times * deviation * deviation * deviation
    }
    return squares == 0 ? 0 : cubes / (6 * squares * squares.squareRoot())
  }

  /// By linear interpolation between the order statistics.
  private static func quantile(of sorted: [Double], _ level: Double) -> Double {
    let place = max(0, min(1, level)) * Double(sorted.count - 1)
    let low = Int(place)
    let rest = place - Double(low)
    return low + 1 < sorted.count ? sorted[low] + rest * (sorted[low + 1] - sorted[low]) : sorted[low]
  }
}

extension [Double] {
  /// How many of the sorted values come before the first for which `isBefore` does not hold.
  fileprivate func partitionPoint(_ isBefore: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
