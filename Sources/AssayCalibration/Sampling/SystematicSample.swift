import AssayStatistics

/// Draws with unequal chances that are known exactly.
///
/// Systematic sampling with probabilities proportional to size (Madow 1949): the chances are laid end to end and every
/// whole step from a random start falls on one unit. Each unit's chance of being drawn is exactly its own, the size of
/// the sample is fixed, and units that stand together (a stratum) get their share to within one.
enum SystematicSample {
  /// The chances with which `count` units are drawn in proportion to their sizes; a unit that would be drawn more than
  /// once is drawn for certain, and the others share the rest.
  ///
  /// - Parameter sizes: over 0.
  static func chances(sizes: [Double], count: Int) -> [Double] {
    guard count < sizes.count else { return Array(repeating: 1, count: sizes.count) }
    var chances = [Double](repeating: 0, count: sizes.count)
    var certain = 0
    while true {
      var total = 0.0
      for index in sizes.indices where chances[index] < 1 { total += sizes[index] }
      let scale = Double(count - certain) / total
      var isSettled = true
      for index in sizes.indices where chances[index] < 1 {
        chances[index] = min(1, sizes[index] * scale)
        if chances[index] == 1 {
          certain += 1
          isSettled = false
        }
      }
      if isSettled || certain >= count { return chances }
    }
  }

  /// - Parameters:
  ///   - chances: each over 0 and at most 1; they add up to a whole number.
  ///   - strata: what stands together, as numbers; the order inside of one, and of all of them, is random.
  /// - Returns: the places of the drawn units, in no order that means anything.
  static func draw(chances: [Double], strata: [UInt32], seed: UInt64) -> [Int] {
    var random = RepeatableGenerator(seed: seed)
    // A little under 1 at most, so that rounding does not lose the last unit.
    let (start, salt) = (uniform(&random) * (1 - 1e-9), random.next())
    var order = chances.indices.map { index in
      let stratum = scrambled(UInt64(strata[index]) &+ salt) >> 40
      return SortKey(high: stratum << 40 | scrambled(UInt64(index) &+ ~salt) >> 24, index: index)
    }
    order.sort { $0.high < $1.high }
    var drawn: [Int] = []
    var sum = 0.0
    var next = start
    for key in order {
      sum += chances[key.index]
      if sum > next {
        drawn.append(key.index)
        next += 1
      }
    }
    return drawn
  }

  private struct SortKey {
    var high: UInt64
    var index: Int
  }

  /// In 0..<1.
  private static func uniform(_ random: inout RepeatableGenerator) -> Double {
    Double(random.next() >> 11) * 0x1p-53
  }

  /// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
  private static func scrambled(_ value: UInt64) -> UInt64 {
    var bits = value &* 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    return bits ^ bits >> 31
  }
}
