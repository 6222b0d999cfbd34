import AssayStatistics
import Testing

/// Reference values: sums over SciPy's binomial distribution; formulas with SciPy's normal quantiles.
@Suite("Sample sizes")
struct SampleSizeTests {
  @Test("for a width", arguments: [(0.1, 0.5, 380), (0.1, 0.9, 139), (0.2, 0.8, 59), (0.05, 0.5, 1532)])
  func width(width: Double, share: Double, expected: Int) {
    #expect(SampleSize.forWidth(width, share: share) == expected)
    #expect(SampleSize.expectedWidth(n: expected, share: share) <= width)
    #expect(SampleSize.expectedWidth(n: expected - 1, share: share) > width)
  }

  @Test func widthAtTheEdges() {
    #expect(SampleSize.expectedWidth(n: 0, share: 0.5) == 1)
    #expect(near(SampleSize.expectedWidth(n: 139, share: 0.9), 0.09980567453427239, 1e-9))
    // A share of 1 always gives n of n.
    let sure = Proportion(successes: 35, n: 35).wilson()!.width
    #expect(near(SampleSize.expectedWidth(n: 35, share: 1), sure))
    #expect(SampleSize.forWidth(0.001) == nil)
    #expect(SampleSize.forWidth(1) == 1)
  }

  @Test("discordant examples for the power of McNemar's test")
  func discordant() {
    #expect(SampleSize.discordant(favour: 0.7) == 49)
    #expect(SampleSize.discordant(favour: 0.8) == 20)
    #expect(SampleSize.discordant(favour: 0.1) == 12)
    #expect(SampleSize.discordant(favour: 1) == McNemar.fewestDiscordant())
    #expect(SampleSize.discordant(favour: 0.5) == nil)
    #expect(near(SampleSize.mcNemarPower(discordant: 25, favour: 0.75), 0.7265072723667956, 1e-12))
    #expect(SampleSize.mcNemarPower(discordant: 5, favour: 1) == 0)
    #expect(near(SampleSize.mcNemarPower(discordant: 6, favour: 1), 1))
    // Of equal judges it is the size of the test: under the level.
    #expect(SampleSize.mcNemarPower(discordant: 40, favour: 0.5) < 0.05)
  }

  @Test("pairs by Connor's formula")
  func connor() {
    #expect(SampleSize.forMcNemar(onlyFirst: 0.2, onlySecond: 0.1) == 234)
    #expect(SampleSize.forMcNemar(onlyFirst: 0.05, onlySecond: 0.15) == 155)
    #expect(SampleSize.forMcNemar(onlyFirst: 0.05, onlySecond: 0.02) == 609)
    #expect(SampleSize.forMcNemar(onlyFirst: 0.1, onlySecond: 0.1) == nil)
  }

  @Test func means() {
    #expect(SampleSize.forMean(0.5, deviation: 1) == 32)
    #expect(SampleSize.forMean(-0.5, deviation: 1) == 32)
    #expect(SampleSize.forMean(0, deviation: 1) == nil)
    #expect(SampleSize.forMean(1, deviation: 0) == 2)
    #expect(SampleSize.forMean(1e-9, deviation: 1) == nil)
  }

  @Test("rejected examples still needed until the lower end reaches the bar")
  func more() throws {
    // 18 of 20 gives 0.699: 61 of 68 are the first that reach 0.8, 60 of 67 give 0.7997.
    #expect(SampleSize.more(Proportion(successes: 18, n: 20), forLowerEnd: 0.8) == 48)
    #expect(SampleSize.more(Proportion(successes: 90, n: 100), forLowerEnd: 0.8) == 0)
    #expect(SampleSize.more(Proportion(successes: 8, n: 10), forLowerEnd: 0.8) == nil)
    #expect(SampleSize.more(Proportion(successes: 0, n: 0), forLowerEnd: 0.8) == nil)
    let eight = try #require(SampleSize.more(Proportion(successes: 8, n: 8), forLowerEnd: 0.8))
    #expect(Proportion(successes: 8 + eight, n: 8 + eight).wilson()!.lower >= 0.8)
    #expect(Proportion(successes: 7 + eight, n: 7 + eight).wilson()!.lower < 0.8)
  }

  @Test func correlatedExamplesTakeMoreOfTheirKind() throws {
    let kept = [Bool](repeating: false, count: 18) + [true, true]
    let rejected = [Bool](repeating: false, count: 20)
    let alone = VerdictRates(accepted: rejected, kept: kept, groups: Array(0..<20)).catchRate
    let pairs = VerdictRates(accepted: rejected, kept: kept, groups: (0..<20).map { $0 / 2 }).catchRate
    #expect(alone == Estimate(Proportion(successes: 18, n: 20)))
    #expect(SampleSize.more(alone, forLowerEnd: 0.8) == 48)
    #expect(pairs.value == alone.value && pairs.interval!.width > alone.interval!.width)
    #expect(try #require(SampleSize.more(pairs, forLowerEnd: 0.8)) > 48 + 20)
  }

  @Test func whereTheRateIsNotKnownTheMiddleAboveTheBarIsAssumed() {
    #expect(abs(SampleSize.assumedCatchRate(bar: 0.8) - 0.9) < 1e-12)
    #expect(SampleSize.more(rejected: 20, forLowerEnd: 0.8) == 48)
    #expect(SampleSize.more(rejected: 400, forLowerEnd: 0.8) == 0)
  }
}
