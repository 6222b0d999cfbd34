import AssayStatistics
import Testing

/// Reference values: SciPy 1.x.
@Suite("Comparing judges and batches")
struct ComparisonTests {
  @Test func exactMcNemar() {
    #expect(near(McNemar(onlyFirst: 3, onlySecond: 14).pValue, 0.012725830078125))
    #expect(near(McNemar(onlyFirst: 90, onlySecond: 40).pValue, 1.3715068445175432e-05, 1e-15))
    #expect(McNemar(onlyFirst: 5, onlySecond: 5).pValue == 1)
    #expect(McNemar(onlyFirst: 0, onlySecond: 0).pValue == 1)
  }

  @Test("with fewer than six discordant examples nothing can be told")
  func tooFew() {
    #expect(McNemar.fewestDiscordant() == 6)
    #expect(McNemar(onlyFirst: 5, onlySecond: 0).cannotTell())
    #expect(McNemar(onlyFirst: 5, onlySecond: 0).pValue > 0.05)
    #expect(!McNemar(onlyFirst: 6, onlySecond: 0).cannotTell())
    #expect(McNemar(onlyFirst: 6, onlySecond: 0).pValue < 0.05)
  }

  @Test("the published example of the hybrid score interval")
  func differenceOfShares() throws {
    // Newcombe 1998, table II: 56/70 less 48/80 is 0.0524 to 0.3339.
    let example = ProportionDifference(Proportion(successes: 56, n: 70), Proportion(successes: 48, n: 80))
    #expect(near(example.value, 0.2))
    let interval = try #require(example.interval())
    #expect(near(interval.lower, 0.0524, 5e-5) && near(interval.upper, 0.3339, 5e-5))
    // 9/10 less 3/10: 0.1705 to 0.8090.
    let few = ProportionDifference(Proportion(successes: 9, n: 10), Proportion(successes: 3, n: 10))
    let wide = try #require(few.interval())
    #expect(near(wide.lower, 0.1705, 5e-5) && near(wide.upper, 0.8090, 5e-5))
    let none = ProportionDifference(Proportion(successes: 0, n: 0), Proportion(successes: 3, n: 10))
    #expect(none.value == nil && none.interval() == nil)
  }

  @Test func binomialTails() {
    #expect(near(Binomial.cumulative(3, n: 20, p: 0.3), 0.10708680450373087))
    #expect(near(Binomial.cumulative(4980, n: 10_000, p: 0.5), 0.34826929248839467))
    #expect(near(Binomial.cumulative(480_000, n: 1_000_000, p: 0.48), 0.5004045851884732, 1e-8))
    #expect(Binomial.cumulative(-1, n: 5, p: 0.5) == 0 && Binomial.cumulative(5, n: 5, p: 0.5) == 1)
    #expect(Binomial.cumulative(0, n: 5, p: 0) == 1 && Binomial.cumulative(4, n: 5, p: 1) == 0)
  }

  @Test func shiftOfScores() throws {
    let old = [0.1, 0.5, 0.9, 1.3, 2.2, 0.7, 3.1, 2.8]
    let new = [1.1, 2.5, 0.95, 3.3, 4.2, 2.7, 3.5]
    let test = try #require(DistributionShift.kolmogorovSmirnov(old, new))
    #expect(near(test.statistic, 0.5))
    let same = try #require(DistributionShift.kolmogorovSmirnov(old, old))
    #expect(same.statistic == 0 && same.pValue == 1)
    #expect(DistributionShift.kolmogorovSmirnov([], old) == nil)
    let far = try #require(
      DistributionShift.kolmogorovSmirnov((0..<200).map(Double.init), (150..<350).map(Double.init)))
    #expect(far.statistic == 0.75 && far.pValue < 1e-40)
    // √(100·100/200)·0.1923 = 1.3598: 5 % in Smirnov's table.
    let edge = DistributionShift.kolmogorovSmirnov(
      (0..<100).map(Double.init), (0..<100).map { Double($0) + 19.23 })
    #expect(try #require(edge).pValue < 0.06)
  }

  @Test func stabilityIndex() throws {
    #expect(near(DistributionShift.stabilityIndex(before: [10, 20, 30], after: [10, 20, 30]), 0))
    let moved = try #require(
      DistributionShift.stabilityIndex(before: [500, 300, 200], after: [200, 300, 500]))
    // 0.3·ln 2.5 twice, but for the half counts.
    #expect(near(moved, 0.6 * 0.916_290_731_874, 0.003))
    #expect(try #require(DistributionShift.stabilityIndex(before: [5, 0], after: [0, 5])).isFinite)
    #expect(DistributionShift.stabilityIndex(before: [0, 0], after: [1, 1]) == nil)
  }

  @Test func normalTails() {
    for (value, expected) in [
      (-3.1, 9.67603213e-04), (-0.4, 3.44578258e-01), (0, 0.5), (1.96, 9.75002105e-01),
    ] {
      #expect(near(NormalDistribution.cumulative(value), expected, 1e-9))
    }
    for probability in stride(from: 0.001, to: 1, by: 0.037) {
      let back = NormalDistribution.cumulative(NormalDistribution.quantile(probability))
      #expect(near(back, probability, 1e-14))
    }
  }
}
