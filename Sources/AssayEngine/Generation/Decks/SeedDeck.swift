import AssayModel
import AssayStatistics

/// Deals seeds: each call gets other ones, and all come up before any comes up again. What a call gets depends on its
/// number only, so that a run that goes on deals on.
struct SeedDeck {
  private let ids: [ExampleID]
  private let seed: UInt64
  /// How often each comes up, over 0; empty: all alike.
  private let weights: [Double]

  /// - Parameter weights: of seeds that come up more or less often than once in each round; the others have 1.
  init(_ ids: [ExampleID], seed: UInt64, weights: [ExampleID: Double] = [:]) {
    self.ids = ids
    self.seed = seed
    self.weights = weights.isEmpty ? [] : ids.map { max(0.001, weights[$0] ?? 1) }
  }

  var count: Int { ids.count }

  /// - Parameters:
  ///   - number: of the call, from 1.
  ///   - rotation: how often the guard has asked for others; each time all are shuffled anew.
  func deal(_ count: Int, number: Int, rotation: Int) -> [ExampleID] {
    let count = min(max(0, count), ids.count)
    guard count > 0 else { return [] }
    var position = (number - 1) * count
    var dealt: [ExampleID] = []
    while dealt.count < count {
      let order = order(round: position / ids.count, rotation: rotation)
      let start = position % ids.count
      let part = order[start...].prefix(count - dealt.count).map { ids[Int($0)] }
      // Where one round ends and the next begins the same one could come twice, a heavy one also within a round.
      for id in part where !dealt.contains(id) { dealt.append(id) }
      position += part.count
    }
    return dealt
  }

  /// All places once, or by their weights as many places.
  private func order(round: Int, rotation: Int) -> [Int32] {
    let seed = GenerationSeed.mix(seed, UInt64(round), UInt64(rotation))
    let shuffled = Permutation.shuffled(count: ids.count, seed: seed)
    guard !weights.isEmpty else { return shuffled }
    var random = RepeatableGenerator(seed: GenerationSeed.mix(seed, 1))
    let drawn = WeightedTurns.sample(
      ids.count, by: shuffled.map { weights[Int($0)] }, start: Double(random.next(below: 1 << 32)) * 0x1p-32)
    return Permutation.shuffled(count: ids.count, seed: random.next()).map { shuffled[drawn[Int($0)]] }
  }
}

/// Makes one seed of several numbers.
enum GenerationSeed {
  static func mix(_ parts: UInt64...) -> UInt64 {
    var result: UInt64 = 0
    for part in parts {
      var random = RepeatableGenerator(seed: result ^ part)
      result = random.next()
    }
    return result
  }
}
