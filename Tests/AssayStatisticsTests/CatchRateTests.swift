import AssayStatistics
import Testing

@Suite struct CatchRateTests {
  private func rate(_ caught: Int, _ n: Int, bar: Double = 0.8) -> CatchRate {
    CatchRate(caught: caught, of: n, bar: bar)
  }

  @Test func withoutBadExamplesNothingIsMeasured() {
    #expect(rate(0, 0).finding == .notMeasured)
    #expect(rate(0, 0).needed == nil)
  }

  @Test(arguments: [(0, 4), (26, 40), (718, 1_000), (7_900, 10_000)])
  func theWholeIntervalUnderTheBarMissesIt(caught: Int, n: Int) {
    #expect(rate(caught, n).finding == .missed)
  }

  @Test(arguments: [(16, 16), (40, 40), (90, 100), (8_200, 10_000)])
  func theWholeIntervalOverTheBarMeetsIt(caught: Int, n: Int) {
    #expect(rate(caught, n).finding == .met)
  }

  /// By hand: 15 of 15 has the lower end 0.7961, 16 of 16 has 0.8064 (Wilson).
  @Test func allOfFifteenAreOneTooFew() {
    #expect(rate(15, 15).finding == .notDecided)
    #expect(rate(15, 15).needed == 16)
  }

  /// A rate that is the bar itself has it inside its interval, however many there are.
  @Test func exactlyTheBarIsNeverDecided() {
    #expect(rate(8, 10).finding == .notDecided)
    #expect(rate(8, 10).needed == nil)
    #expect(rate(8_000, 10_000).finding == .notDecided)
  }

  /// By hand: 0 of 1 has the upper end 0.7935, 7 of 10 has 0.8922 (Wilson).
  @Test func aFewUnderTheBarDoNotMissIt() {
    #expect(rate(0, 1).finding == .missed)
    #expect(rate(7, 10).finding == .notDecided)
  }

  @Test(arguments: [(9, 10), (17, 20), (34, 40), (83, 100)])
  func theNumberThatIsAskedForMeetsTheBar(caught: Int, n: Int) throws {
    let needed = try #require(rate(caught, n).needed)
    #expect(needed > n)
    #expect(rate(Int(Double(caught) / Double(n) * Double(needed) + 1e-9), needed).finding == .met)
  }

  @Test(arguments: [(7, 10), (2, 3), (15, 20), (77, 100)])
  func underTheBarTheNumberThatIsAskedForMissesIt(caught: Int, n: Int) throws {
    let needed = try #require(rate(caught, n).needed)
    #expect(needed > n)
    let missed = Int((1 - Double(caught) / Double(n)) * Double(needed) + 1e-9)
    #expect(rate(needed - missed, needed).finding == .missed)
  }

  @Test func theBarIsTheOneThatIsGiven() {
    #expect(rate(90, 100, bar: 0.8).finding == .met)
    #expect(rate(90, 100, bar: 0.9).finding == .notDecided)
    #expect(rate(90, 100, bar: 0.99).finding == .missed)
  }
}
