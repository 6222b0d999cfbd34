import AssayModel
import AssayStatistics
import Foundation

/// Deals seeds: each call gets other ones, and all come up before any comes up again. What a call gets depends on its
/// number only, so that a run that goes on deals on.
struct SeedDeck {
  private let ids: [ExampleID]
  private let seed: UInt64
  /// Of each seed; empty: all come up equally often.
  private let weights: [Double]

  /// - Parameter weights: of each, over 0: a seed of twice the weight comes up about twice as often.
  init(_ ids: [ExampleID], seed: UInt64, weights: [Double] = []) {
    self.ids = ids
    self.seed = seed
    self.weights = weights.count == ids.count ? weights : []
  }

  var count: Int { ids.count }

  /// - Parameters:
  ///   - number: of the call, from 1.
  ///   - rotation: how often the guard has asked for others; each time all are shuffled anew.
  func deal(_ count: Int, number: Int, rotation: Int) -> [ExampleID] {
    let count = min(max(0, count), ids.count)
    guard count > 0 else { return [] }
    if !weights.isEmpty { return draw(count, number: number, rotation: rotation) }
    var position = (number - 1) * count
    var dealt: [ExampleID] = []
    while dealt.count < count {
      let order = order(round: position / ids.count, rotation: rotation)
      let start = position % ids.count
      let part = order[start...].prefix(count - dealt.count).map { ids[Int($0)] }
      // Where one round ends and the next begins the same one could come twice.
      dealt += part.filter { !dealt.contains($0) }
      position += part.count
    }
    return dealt
  }

  /// Without replacement, by weight (Efraimidis and Spirakis 2006): the largest u^(1/w) of all.
  private func draw(_ count: Int, number: Int, rotation: Int) -> [ExampleID] {
    var random = RepeatableGenerator(
      seed: GenerationSeed.mix(seed, UInt64(number), UInt64(rotation)))
    let keys = weights.map { weight in
      log(Double((random.next() >> 11) + 1) / Double((1 << 53) + 1)) / max(weight, 1e-9)
    }
    return keys.indices.sorted { (keys[$0], $1) > (keys[$1], $0) }.prefix(count).map { ids[$0] }
  }

  private func order(round: Int, rotation: Int) -> [Int32] {
    Permutation.shuffled(
      count: ids.count, seed: GenerationSeed.mix(seed, UInt64(round), UInt64(rotation)))
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
