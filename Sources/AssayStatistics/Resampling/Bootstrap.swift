/// Resampling of things of which many are alike: a confusion matrix has four kinds, a matrix of scores twenty-five,
/// and only how often each kind occurs matters. So a resample costs as much as there are kinds, not as there are
/// things, and follows exactly the distribution of drawing the things one by one.
///
/// For things that are correlated (the examples of one document, of one cluster) let each group be a kind that occurs
/// once: whole groups are drawn then (Field and Welsh 2007).
public struct Bootstrap: Hashable, Sendable {
  /// How often each kind occurs.
  public let counts: [Int]
  public let resamples: Int
  public let seed: UInt64

  /// - Precondition: no negative count; at least 100 resamples.
  public init(counts: [Int], resamples: Int = 20_000, seed: UInt64 = 1) {
    precondition(counts.allSatisfy { $0 >= 0 } && resamples >= 100)
    self.counts = counts
    self.resamples = resamples
    self.seed = seed
  }

  /// The values of a statistic in every resample, in their order: the same for the same seed.
  ///
  /// - Parameter statistic: of how often each kind occurs; nil: not defined, NaN in the result.
  public func replicates(_ statistic: ([Int]) -> Double?) -> [Double] {
    let total = counts.reduce(0, +)
    var generator = RepeatableGenerator(seed: seed)
    var drawn = [Int](repeating: 0, count: counts.count)
    // Where most kinds occur once, drawing one by one is cheaper than a binomial number for each kind.
    let isSparse = counts.count > total / 8
    let owners = isSparse ? counts.indices.flatMap { Array(repeating: $0, count: counts[$0]) } : []
    return (0..<resamples).map { _ in
      if isSparse {
        draw(from: owners, into: &drawn, &generator)
      } else {
        drawCounts(total, into: &drawn, &generator)
      }
      return statistic(drawn) ?? .nan
    }
  }

  private func draw(from owners: [Int], into drawn: inout [Int], _ generator: inout RepeatableGenerator) {
    for kind in drawn.indices { drawn[kind] = 0 }
    let bound = UInt64(owners.count)
    for _ in owners.indices { drawn[owners[Int(generator.next(below: bound))]] += 1 }
  }

  /// A multinomial number as a chain of binomial ones: of what is left, so many are of this kind.
  private func drawCounts(_ total: Int, into drawn: inout [Int], _ generator: inout RepeatableGenerator) {
    var (left, mass) = (total, total)
    for kind in counts.indices {
      let share = mass == 0 ? 0 : Double(counts[kind]) / Double(mass)
      drawn[kind] = generator.binomial(n: left, p: share)
      left -= drawn[kind]
      mass -= counts[kind]
    }
  }

  /// The bias-corrected and accelerated interval, BCa (Efron 1987), with the acceleration from the jackknife.
  ///
  /// - Parameters:
  ///   - statistic: of how often each kind occurs; nil: not defined there.
  /// - Returns: nil where the statistic is not defined for the data, or for more than a tenth of the resamples: an
  ///   interval of what remains would be too narrow. One point when all resamples give the same value.
  public func interval(confidence: Double = 0.95, _ statistic: ([Int]) -> Double?) -> Interval? {
    interval(of: replicates(statistic), confidence: confidence, statistic)
  }

  /// The same from ``replicates(_:)`` that are there already.
  public func interval(
    of replicates: [Double], confidence: Double = 0.95, _ statistic: ([Int]) -> Double?
  ) -> Interval? {
    precondition(confidence > 0 && confidence < 1)
    guard let estimate = statistic(counts), !estimate.isNaN else { return nil }
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
    let acceleration = acceleration(statistic)
    func end(_ probability: Double) -> Double {
      let z = bias + NormalDistribution.quantile(probability)
      let level = NormalDistribution.cumulative(bias + z / (1 - acceleration * z))
      return Self.quantile(of: sorted, level)
    }
    let tail = (1 - confidence) / 2
    return Interval(lower: end(tail), upper: end(1 - tail))
  }

  /// Σ d³ / (6 (Σ d²)^1.5) over the deviations of the leave-one-out values from their mean; 0 where none differs.
  private func acceleration(_ statistic: ([Int]) -> Double?) -> Double {
    var values: [(value: Double, times: Double)] = []
    var left = counts
    for kind in counts.indices where counts[kind] > 0 {
      left[kind] -= 1
      if let value = statistic(left) { values.append((value, Double(counts[kind]))) }
      left[kind] += 1
    }
    let total = values.reduce(0) { $0 + $1.times }
    guard total > 0 else { return 0 }
    let mean = values.reduce(0) { $0 + $1.value * $1.times } / total
    var (squares, cubes) = (0.0, 0.0)
    for (value, times) in values {
      let deviation = mean - value
      squares += times * deviation * deviation
      cubes += times * deviation * deviation * deviation
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
