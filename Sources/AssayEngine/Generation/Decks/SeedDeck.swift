import AssayModel
import AssayStatistics

/// Deals seeds: each call gets other ones, and all come up before any comes up again. What a call gets depends on its
/// number only, so that a run that goes on deals on.
struct SeedDeck {
  private let ids: [ExampleID]
  private let seed: UInt64

  init(_ ids: [ExampleID], seed: UInt64) {
    self.ids = ids
    self.seed = seed
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
      // Where one round ends and the next begins the same one could come twice.
      dealt += part.filter { !dealt.contains($0) }
      position += part.count
    }
    return dealt
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
