import AssayStatistics
import Testing

/// Reference values: `scipy.stats.bootstrap(method="BCa")` with 100,000 resamples.
@Suite("Leniency by score")
struct OrdinalBiasTests {
  private let matrix = ScoreMatrix(rows: [
    [6, 3, 1, 0, 0], [2, 5, 4, 1, 0], [0, 2, 6, 5, 2], [0, 1, 3, 12, 9], [0, 0, 2, 8, 20],
  ])

  @Test func asSciPyHasIt() throws {
    let bias = OrdinalBias(matrix)
    #expect(near(bias.overall.value, 0.08695652173913043) && bias.overall.n == 92)
    #expect(near(bias.overall.interval?.lower, -0.087, 0.02))
    #expect(near(bias.overall.interval?.upper, 0.25, 0.02))
    #expect(bias.byHumanScore.map(\.n) == [10, 12, 15, 25, 30])
    #expect(near(bias.byHumanScore[1].value, 1.0 / 3))
    #expect(near(bias.byHumanScore[1].interval?.lower, -0.1667, 0.09))
    #expect(near(bias.byHumanScore[1].interval?.upper, 0.8333, 0.09))
    // From the ends of a scale errors lead inwards only.
    #expect(bias.byHumanScore[0].value! > 0 && bias.byHumanScore[4].value! < 0)
    #expect(bias.higher == Proportion(successes: 25, n: 92))
    #expect(bias.lower == Proportion(successes: 18, n: 92))
    #expect(bias.withinOne == Proportion(successes: 85, n: 92))
  }

  @Test func nothingOrNoVariation() {
    let none = OrdinalBias(ScoreMatrix(categories: 5))
    #expect(none.overall == Estimate(value: nil, interval: nil, n: 0) && none.higher.value == nil)
    var one = ScoreMatrix(categories: 5)
    one[1, 3] = 4
    let bias = OrdinalBias(one)
    #expect(bias.overall.value == 2 && bias.overall.interval == nil)
    #expect(bias.byHumanScore[0].value == nil && bias.byHumanScore[1].n == 4)
  }
}
