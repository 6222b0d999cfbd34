import AssayStatistics
import Testing

@Suite struct WeightedTurnsTests {
  @Test(arguments: [[0.5, 0.3, 0.2], [1, 1, 1, 1, 1], [0.9, 0.05, 0.05], [2]])
  func eachComesUpAsOftenAsItsWeightSaysAtEveryTime(_ weights: [Double]) {
    let total = weights.reduce(0, +)
    for sequence in [WeightedTurns.Sequence.first, .second] {
      var counts = weights.map { _ in 0 }
      for turn in 0..<2_000 {
        counts[WeightedTurns.choice(turn, over: weights, sequence)] += 1
        for (count, weight) in zip(counts, weights) {
          #expect(abs(Double(count) - Double(turn + 1) * weight / total) < 5)
        }
      }
    }
  }

  @Test func theTwoSequencesMeetInEveryPair() {
    var pairs: Set<Int> = []
    for turn in 0..<200 {
      pairs.insert(
        10 * WeightedTurns.choice(turn, over: [1, 1, 1, 1], .first)
          + WeightedTurns.choice(turn, over: [1, 1, 1, 1], .second))
    }
    #expect(pairs.count == 16)
  }

  @Test func whatHasNoWeightNeverComesUnlessNothingHas() {
    #expect((0..<100).allSatisfy { WeightedTurns.choice($0, over: [0, 1, 0]) == 1 })
    #expect(Set((0..<100).map { WeightedTurns.choice($0, over: [0, 0]) }) == [0, 1])
  }

  @Test func aSampleHasEachRoundedDownOrUpAndItsSizeExactly() {
    let weights = [2, 1, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1]
    for start in stride(from: 0.0, to: 1, by: 0.07) {
      let sample = WeightedTurns.sample(6, by: weights, start: start)
      #expect(sample.count == 6 && sample == sample.sorted())
      for (place, weight) in weights.enumerated() {
        let exact = weight * 6 / 5
        let count = Double(sample.filter { $0 == place }.count)
        #expect(count >= exact.rounded(.down) && count <= exact.rounded(.up))
      }
    }
  }

  @Test func equalWeightsGiveEachOnce() {
    #expect(WeightedTurns.sample(50, by: Array(repeating: 0.1, count: 50), start: 0.3) == Array(0..<50))
    #expect(WeightedTurns.sample(0, by: [1], start: 0).isEmpty)
  }
}
