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
    var result: [Double] = []
    result.reserveCapacity(resamples)
    forEachResample { result.append(statistic($0) ?? .nan) }
    return result
  }

  /// Calls `body` with how often each kind occurs in each resample.
  private func forEachResample(_ body: ([Int]) -> Void) {
    let total = counts.reduce(0, +)
    var generator = RepeatableGenerator(seed: seed)
    var drawn = [Int](repeating: 0, count: counts.count)
    // Where most kinds occur once, drawing one by one is cheaper than a binomial number for each kind.
    let isSparse = counts.count > total / 8
    let owners = isSparse ? counts.indices.flatMap { Array(repeating: $0, count: counts[$0]) } : []
    for _ in 0..<resamples {
      if isSparse {
        draw(from: owners, into: &drawn, &generator)
      } else {
        drawCounts(total, into: &drawn, &generator)
      }
      body(drawn)
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
    guard let estimate = statistic(counts) else { return nil }
    return AcceleratedInterval.of(
      replicates: replicates, estimate: estimate, leftOut: leftOut { statistic($0) ?? .nan },
      confidence: confidence)
  }

  /// The intervals of several statistics from the same resamples, which are drawn once.
  ///
  /// - Parameters:
  ///   - count: how many statistics.
  ///   - statistics: takes how often each kind occurs and writes `count` values; NaN: not defined there.
  /// - Returns: one for each statistic, nil as for ``interval(confidence:_:)``.
  public func intervals(
    confidence: Double = 0.95, count: Int, _ statistics: ([Int], inout [Double]) -> Void
  ) -> [Interval?] {
    var values = [Double](repeating: .nan, count: count)
    var drawn = [[Double]](repeating: [], count: count)
    for place in 0..<count { drawn[place].reserveCapacity(resamples) }
    forEachResample { sample in
      statistics(sample, &values)
      for place in 0..<count { drawn[place].append(values[place]) }
    }
    statistics(counts, &values)
    let estimates = values
    var leftOut = [[AcceleratedInterval.LeftOut]](repeating: [], count: count)
    forEachLeftOut { sample, times in
      statistics(sample, &values)
      for place in 0..<count { leftOut[place].append(.init(value: values[place], times: times)) }
    }
    return (0..<count).map { place in
      AcceleratedInterval.of(
        replicates: drawn[place], estimate: estimates[place], leftOut: leftOut[place],
        confidence: confidence)
    }
  }

  private func leftOut(_ statistic: ([Int]) -> Double) -> [AcceleratedInterval.LeftOut] {
    var result: [AcceleratedInterval.LeftOut] = []
    forEachLeftOut { result.append(.init(value: statistic($0), times: $1)) }
    return result
  }

  /// The data without one thing, for each kind of thing, and how many there are of that kind.
  private func forEachLeftOut(_ body: ([Int], Double) -> Void) {
    var left = counts
    for kind in counts.indices where counts[kind] > 0 {
      left[kind] -= 1
      body(left, Double(counts[kind]))
      left[kind] += 1
    }
  }
}
