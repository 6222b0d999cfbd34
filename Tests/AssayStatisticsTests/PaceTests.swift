import AssayStatistics
import Testing

@Suite struct PaceTests {
  @Test func tooLittleToMeasure() {
    #expect(Pace(timestamps: []) == nil)
    #expect(Pace(timestamps: [5]) == nil)
    #expect(Pace(timestamps: [5, 5, 5]) == nil)
    #expect(Pace(timestamps: [0, 300_001]) == nil)
    #expect(Pace(timestamps: [.min, .max]) == nil)
  }

  @Test func breaksAndBulkDecisionsDoNotCount() throws {
    // Gaps of 10, 20 and 30 s; a break of an hour; three decisions with one key.
    let pace = try #require(Pace(timestamps: [30_000, 0, 10_000, 60_000, 60_000, 60_000, 3_660_000]))
    #expect(pace.secondsPerDecision == 20)
    #expect(pace.secondsLeft(for: 12) == 240)
    #expect(pace.secondsLeft(for: 0) == 0)
    #expect(pace.secondsLeft(for: -1) == 0)
    #expect(Pace(timestamps: [0, 300_000])?.secondsPerDecision == 300)
  }
}

@Suite struct SummaryTests {
  @Test func meanAndMedian() {
    #expect(Summary.mean([]) == nil && Summary.median([]) == nil)
    #expect(Summary.mean([1, 2, 6]) == 3)
    #expect(Summary.median([9, 1, 2]) == 2)
    #expect(Summary.median([9, 1, 2, 4]) == 3)
  }

  @Test func spearman() throws {
    // IQ against hours of television, Wikipedia's worked example: -29/165.
    let iq: [Double] = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110]
    let hours: [Double] = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]
    #expect(abs(try #require(RankCorrelation.spearman(iq, hours)) + 29.0 / 165) < 1e-12)
    #expect(RankCorrelation.ranks([3, 1, 3, 2]) == [3.5, 1, 3.5, 2])
    #expect(RankCorrelation.spearman([1, 2, 3], [2, 4, 9]) == 1)
    #expect(RankCorrelation.spearman([1, 2, 3], [5, 5, 5]) == nil)
    #expect(RankCorrelation.spearman([1], [1]) == nil)
  }
}
