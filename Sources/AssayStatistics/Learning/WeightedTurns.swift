/// Turns that follow weights closely: after any number of turns each choice has come up about as often as its weight
/// says, which independent draws would only do on average.
public enum WeightedTurns {
  /// Two sequences that fill 0..<1 evenly and do not follow one another: multiples of the two coordinates of the
  /// generalized golden ratio (Roberts 2018), modulo 1.
  public enum Sequence: Double, Sendable {
    case first = 0.754_877_666_246_692_8
    case second = 0.569_840_290_998_053_3
  }

  /// The choice of a turn.
  ///
  /// - Parameters:
  ///   - turn: 0, 1, 2 …
  ///   - weights: not negative; all zero: all alike.
  /// - Precondition: there is a weight, and `turn` ≥ 0.
  public static func choice(_ turn: Int, over weights: [Double], _ sequence: Sequence = .first) -> Int {
    precondition(!weights.isEmpty && turn >= 0)
    let positive = weights.contains { $0 > 0 } ? weights.map { max(0, $0) } : weights.map { _ in 1 }
    let place = 0.5 + Double(turn) * sequence.rawValue
    var rest = (place - place.rounded(.down)) * positive.reduce(0, +)
    for (choice, weight) in positive.enumerated() {
      if rest < weight { return choice }
      rest -= weight
    }
    // Rounding has eaten the last bit.
    return positive.lastIndex { $0 > 0 }!
  }

  /// So many of the things by their weights: each as often as its part of `count`, rounded down or up, together
  /// exactly `count` (systematic sampling, Madow 1949).
  ///
  /// - Parameters:
  ///   - weights: over 0.
  ///   - start: 0..<1, which of the two roundings each gets.
  /// - Returns: places in `weights`, ascending.
  public static func sample(_ count: Int, by weights: [Double], start: Double) -> [Int] {
    precondition(start >= 0 && start < 1 && weights.allSatisfy { $0 > 0 })
    guard count > 0, !weights.isEmpty else { return [] }
    let step = weights.reduce(0, +) / Double(count)
    var sample: [Int] = []
    sample.reserveCapacity(count)
    var sum = 0.0
    for (place, weight) in weights.enumerated() {
      sum += weight
      while sample.count < count, (Double(sample.count) + start) * step < sum { sample.append(place) }
    }
    while sample.count < count { sample.append(weights.count - 1) }
    return sample
  }
}
