import AssayStatistics
import Testing

@Suite struct RandomTests {
  /// The reference program's first numbers for seed 1234567 (S. Vigna, `splitmix64.c`).
  @Test func splitMixAsPublished() {
    var generator = RepeatableGenerator(seed: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect(expected.map { _ in generator.next() } == expected)
  }

  @Test func drawsStayBelowTheBound() {
    var generator = RepeatableGenerator(seed: 9)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[Int(generator.next(below: 7))] += 1 }
    // Five standard deviations of a fair draw.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 470 })
    #expect(generator.next(below: 1) == 0)
    #expect(generator.next(below: .max) < .max)
  }

  @Test func permutationsHoldEverythingOnce() {
    for count in [0, 1, 2, 3, 1_000] {
      #expect(Permutation.shuffled(count: count, seed: 5).sorted() == Array(0..<Int32(count)))
    }
    #expect(Permutation.shuffled(count: 1_000, seed: 5) == Permutation.shuffled(count: 1_000, seed: 5))
    #expect(Permutation.shuffled(count: 1_000, seed: 5) != Permutation.shuffled(count: 1_000, seed: 6))
  }

  @Test func everyOrderComesAboutEquallyOften() {
    var counts: [[Int32]: Int] = [:]
    for seed in 0..<12_000 { counts[Permutation.shuffled(count: 3, seed: UInt64(seed)), default: 0] += 1 }
    #expect(counts.count == 6)
    #expect(counts.values.allSatisfy { abs($0 - 2_000) < 210 })
  }
}
