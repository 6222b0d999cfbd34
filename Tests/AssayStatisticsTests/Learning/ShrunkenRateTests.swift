import Testing

@testable import AssayStatistics

@Suite struct ShrunkenRateTests {
  private let unknown = ShrunkenRate(Proportion(successes: 0, n: 0), overall: 0.6)

  @Test func nothingKnownIsTheMeanOfAll() {
    #expect(unknown.mean == 0.6)
    #expect(unknown.chance(over: unknown) == 0.5)
  }

  @Test func aFewTrialsMoveItLittleAndManyFar() {
    let few = ShrunkenRate(Proportion(successes: 0, n: 2), overall: 0.6)
    let many = ShrunkenRate(Proportion(successes: 0, n: 90), overall: 0.6)
    #expect(abs(few.mean - 0.5) < 1e-12)
    #expect(abs(many.mean - 0.06) < 1e-12)
    #expect(few.chance(over: unknown) > 0.25 && few.chance(over: unknown) < 0.5)
    #expect(many.chance(over: unknown) < 0.001)
  }

  @Test func chancesOfTwoAddUpToOne() {
    let good = ShrunkenRate(Proportion(successes: 20, n: 21), overall: 0.6)
    #expect(good.chance(over: unknown) > 0.9)
    #expect(abs(good.chance(over: unknown) + unknown.chance(over: good) - 1) < 1e-12)
  }

  @Test func whereNothingVariesThereIsNothingToPrefer() {
    let all = ShrunkenRate(Proportion(successes: 5, n: 5), overall: 1)
    #expect(all.chance(over: ShrunkenRate(Proportion(successes: 0, n: 0), overall: 1)) == 0.5)
  }
}
