import AssayStatistics
import Testing

@Suite struct ProportionTests {
  /// Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3.
  @Test(arguments: [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718),
  ])
  func wilsonAsPublished(successes: Int, n: Int, lower: Double, upper: Double) throws {
    let interval = try #require(Proportion(successes: successes, n: n).wilson())
    #expect(abs(interval.lower - lower) < 0.00005)
    #expect(abs(interval.upper - upper) < 0.00005)
  }

  @Test func nothingMeasured() {
    #expect(Proportion(successes: 0, n: 0).value == nil)
    #expect(Proportion(successes: 0, n: 0).wilson() == nil)
  }

  @Test func wilsonContainsTheShareAndIsSymmetric() throws {
    for n in 1...60 {
      for successes in 0...n {
        let proportion = Proportion(successes: successes, n: n)
        let interval = try #require(proportion.wilson())
        let mirrored = try #require(Proportion(successes: n - successes, n: n).wilson())
        let wider = try #require(proportion.wilson(confidence: 0.99))
        #expect(interval.contains(try #require(proportion.value)))
        #expect(interval.lower >= 0 && interval.upper <= 1 && interval.width > 0)
        #expect(abs(interval.lower - (1 - mirrored.upper)) < 1e-12)
        #expect(wider.lower <= interval.lower && wider.upper >= interval.upper)
      }
    }
  }

  /// Wichura 1988 gives the first three; the others are tabulated everywhere.
  @Test(arguments: [
    (0.25, -0.674_489_750_196_081_7), (0.001, -3.090_232_306_167_814), (1e-20, -9.262_340_089_798_408),
    (0.5, 0), (0.975, 1.959_963_984_540_054), (0.995, 2.575_829_303_548_901),
  ])
  func normalQuantile(probability: Double, expected: Double) {
    #expect(abs(NormalDistribution.quantile(probability) - expected) < 1e-14 * max(1, abs(expected)) * 10)
  }
}
