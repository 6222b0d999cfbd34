import AssayModel
import AssayStatistics
import Testing

@testable import AssayCommands

@Suite struct CatchRateTests {
  @Test func withoutProbesNothingIsMeasured() {
    let rate = CatchRate(caught: 0, of: 0)
    #expect(rate.finding == .notMeasured)
    #expect(rate.proportion.value == nil)
  }

  @Test(arguments: [(0, 1), (7, 10), (79, 100), (7_999, 10_000)])
  func underTheBarIsUnderTheBarHoweverFewThereAre(caught: Int, n: Int) {
    #expect(CatchRate(caught: caught, of: n).finding == .fails)
  }

  @Test(arguments: [(16, 16), (40, 40), (90, 100), (8_200, 10_000)])
  func theWholeIntervalOverTheBarPasses(caught: Int, n: Int) {
    #expect(CatchRate(caught: caught, of: n).finding == .passes)
  }

  /// By hand: 15 of 15 has the lower end 0.7961, 16 of 16 has 0.8064 (Wilson).
  @Test func allOfFifteenAreOneTooFew() {
    #expect(CatchRate(caught: 15, of: 15).finding == .open(needed: 16))
  }

  /// A rate that is the bar itself never has its interval over it.
  @Test func exactlyTheBarIsNeverTold() {
    #expect(CatchRate(caught: 8, of: 10).finding == .open(needed: nil))
  }

  @Test(arguments: [(9, 10), (17, 20), (34, 40), (83, 100)])
  func theNumberThatIsAskedForWouldTell(caught: Int, n: Int) throws {
    let finding = CatchRate(caught: caught, of: n).finding
    guard case .open(let needed?) = finding else {
      Issue.record("expected an open finding, found \(finding)")
      return
    }
    let more = Proportion(successes: Int(Double(caught) / Double(n) * Double(needed)), n: needed)
    #expect(try #require(more.wilson()).lower >= ProbeTally.bar)
    #expect(needed > n)
  }

  @Test func theSentenceHasCountsRateAndInterval() {
    #expect(
      CatchRate(caught: 34, of: 40).sentence == "34 of 40 = 85.0 % (95 % interval 70.9 % to 92.9 %)")
    #expect(CatchRate(caught: 0, of: 0).sentence == "0 of 0")
  }
}
