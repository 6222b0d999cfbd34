#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension PairedVerdicts {
  /// The two-sided p of the paired randomisation test on the cost (Fisher 1935; Pitman 1937): the chance that the costs
  /// would differ at least as much if on every example it were a coin's throw which verdict is whose. What McNemar's test is
  /// to accuracy this is to the cost.
  ///
  /// Exact where all examples count the same and stand alone: the examples that the person rejected and those that he
  /// accepted then make two binomial numbers. Otherwise the verdicts of whole groups are exchanged in `draws` seeded
  /// throws, and p is (hits + 1) / (draws + 1), which is never too small (Phipson and Smyth 2010).
  ///
  /// - Parameter ratio: a bad example kept costs so many good ones dropped.
  /// - Returns: 1 where the two never differ.
  public func costPValue(ratio: Double = 5, draws: Int = 20_000, seed: UInt64 = 1) -> Double {
    precondition(ratio >= 0 && draws > 0)
    return isEven && !isGrouped ? exactCostPValue(ratio) : drawnCostPValue(ratio, draws, seed)
  }

  private func exactCostPValue(_ ratio: Double) -> Double {
    let (rejected, accepted) = (mcNemarOfRejected, mcNemarOfAccepted)
    func difference(_ rejectedFirst: Int, _ acceptedFirst: Int) -> Double {
      ratio * Double(2 * rejectedFirst - rejected.discordant)
        + Double(2 * acceptedFirst - accepted.discordant)
    }
    let seen = abs(difference(rejected.onlyFirst, accepted.onlyFirst)) - 1e-9 * max(1, ratio)
    let acceptedTerms = Self.fairTerms(accepted.discordant)
    var sum = 0.0
    for (left, chance) in Self.fairTerms(rejected.discordant).enumerated() {
      for (right, other) in acceptedTerms.enumerated() where abs(difference(left, right)) >= seen {
        sum += chance * other
      }
    }
    return min(1, sum)
  }

  /// The chances of 0, 1 … n heads of n fair coins.
  private static func fairTerms(_ n: Int) -> [Double] {
    (0...n).map { k in
      exp(
        Binomial.logFactorial(n) - Binomial.logFactorial(k) - Binomial.logFactorial(n - k)
          - Double(n) * log(2.0))
    }
  }

  private func drawnCostPValue(_ ratio: Double, _ draws: Int, _ seed: UInt64) -> Double {
    let size = (rows.map(\.group).max() ?? -1) + 1
    var differences = [Double](repeating: 0, count: isGrouped ? size : rows.count)
    for (place, row) in rows.enumerated() {
      differences[isGrouped ? row.group : place] += row.weight * row.costDifference(ratio)
    }
    differences.removeAll { $0 == 0 }
    let seen = abs(differences.reduce(0, +))
    var generator = RepeatableGenerator(seed: seed)
    var hits = 0
    for _ in 0..<draws {
      var (sum, bits) = (0.0, UInt64(0))
      for (place, difference) in differences.enumerated() {
        if place % 64 == 0 { bits = generator.next() }
        sum += bits & 1 == 0 ? difference : -difference
        bits >>= 1
      }
      if abs(sum) >= seen - 1e-9 * max(1, seen) { hits += 1 }
    }
    return Double(hits + 1) / Double(draws + 1)
  }

  /// How many examples it would take to show a difference in cost like the one that was seen: see
  /// ``SampleSize/forMean(_:deviation:power:level:)``.
  ///
  /// - Returns: nil where the costs are equal, and with fewer than two examples.
  public func examplesNeeded(ratio: Double = 5, power: Double = 0.8, level: Double = 0.05) -> Int? {
    guard n > 1 else { return nil }
    let differences = rows.map { $0.costDifference(ratio) }
    let total = rows.reduce(0) { $0 + $1.weight }
    let mean = zip(rows, differences).reduce(0) { $0 + $1.0.weight * $1.1 } / total
    let squares = zip(rows, differences).reduce(0) { $0 + $1.0.weight * ($1.1 - mean) * ($1.1 - mean) }
    return SampleSize.forMean(mean, deviation: (squares / total).squareRoot(), power: power, level: level)
  }
}

extension PairedVerdicts.Row {
  /// Of the second less the first.
  func costDifference(_ ratio: Double) -> Double {
    let step = (second ? 1.0 : 0) - (first ? 1 : 0)
    return accepted ? -step : ratio * step
  }
}
