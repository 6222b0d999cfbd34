import AssayModel

/// One way to choose: so much of the draw, in proportion to these weights.
struct SampleWay {
  var share: Double
  /// For every example of the population, 0 or more.
  var weights: [Double]
  /// What stands together inside of it; nil: nothing.
  var strata: [Int32]?
  /// Why an example that was drawn by it was.
  var reason: (Int) -> SampleReason
}

/// A mixture of ways to choose, in proportion to their shares; ``Sampler/floor`` of the draw is random.
struct SampleDesign {
  var ways: [SampleWay]
  var notes: [String]

  func draw(from count: Int, size: Int, seed: UInt64) -> Sampler.Draw {
    let totals = ways.map { $0.weights.reduce(0, +) }
    // A way that has nothing to choose from leaves its share to the others.
    let used = zip(ways, totals).reduce(0) { $1.1 > 0 ? $0 + $1.0.share : $0 }
    let widening = used > 0 ? (1 - Sampler.floor) / used : 0
    let scales = zip(ways, totals).map { $1 > 0 ? $0.share * widening / $1 : 0 }
    let even = (used > 0 ? Sampler.floor : 1) / Double(count)
    var sizes = [Double](repeating: even, count: count)
    for (way, scale) in zip(ways, scales) where scale > 0 {
      way.weights.withUnsafeBufferPointer { weights in
        for index in 0..<count { sizes[index] += scale * weights[index] }
      }
    }
    let chances = SystematicSample.chances(sizes: sizes, count: size)
    let places = SystematicSample.draw(chances: chances, strata: strata(count, scales, even), seed: seed)
    let picks = places.map { index in
      let way = main(at: index, scales, even)
      return Sampler.Pick(
        index: index, probability: chances[index], stratum: nil,
        reason: way.map { ways[$0].reason(index) } ?? .random)
    }
    return Sampler.Draw(picks: picks, notes: notes)
  }

  /// The way that gives the example the most of its chance; nil: the random part does.
  private func main(at index: Int, _ scales: [Double], _ even: Double) -> Int? {
    var (best, most): (Int?, Double) = (nil, even)
    for (place, scale) in scales.enumerated() where scale * ways[place].weights[index] > most {
      (best, most) = (place, scale * ways[place].weights[index])
    }
    return best
  }

  private func strata(_ count: Int, _ scales: [Double], _ even: Double) -> [UInt32] {
    guard !ways.isEmpty else { return Array(repeating: 0, count: count) }
    if ways.count == 1, let strata = ways[0].strata { return strata.map { UInt32(bitPattern: $0) } }
    return (0..<count).map { index in
      guard let way = main(at: index, scales, even) else { return 0 }
      let inner = ways[way].strata.map { UInt32(bitPattern: $0[index]) } ?? 0
      return UInt32(way + 1) &+ inner &* 16
    }
  }
}
