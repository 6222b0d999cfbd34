import AssayModel
import AssayStatistics
import Testing

@testable import AssayJudging

@Suite("Several scores")
struct ScoreCombinationTests {
  private func scores(_ values: [Double?], reasons: [String?] = []) -> [DimensionScore] {
    values.enumerated().map { position, value in
      DimensionScore(
        dimension: "clarity", value: value, reason: position < reasons.count ? reasons[position] : nil)
    }
  }

  private func panel(_ values: [Double?], _ rule: JudgeSpecification.PanelRule) -> DimensionScore {
    ScoreCombination.panel(scores(values), rule: rule, dimension: Dimension(name: "clarity"))
  }

  @Test("samples: the mean and the sample standard deviation")
  func samples() {
    let result = ScoreCombination.samples(
      scores([2, 4, 4, 5, nil], reasons: ["low", "middle", "other", "high"]))
    #expect(result.dimension == "clarity")
    #expect(result.value == 3.75)
    // Σ(x - 3.75)² = 3.0625 + 0.0625 + 0.0625 + 1.5625 = 4.75; √(4.75 / 3)
    #expect(abs((result.spread ?? 0) - 1.258_305_739) < 1e-9)
    #expect(result.values == [2, 4, 4, 5])
    #expect(result.reason == "middle")
    #expect(result.probabilities == nil)
  }

  @Test("one sample stays what it is, none has no value")
  func few() {
    let weighted = DimensionScore(
      dimension: "clarity", value: 3.2, reason: "x", probabilities: [0, 0, 0.8, 0.2, 0], spread: 0.4)
    let one = ScoreCombination.samples([weighted])
    #expect(one.value == 3.2 && one.spread == 0.4 && one.probabilities == weighted.probabilities)
    #expect(one.values == [3.2])
    let none = ScoreCombination.samples(scores([nil, nil]))
    #expect(none.value == nil && none.spread == nil && none.values == nil && none.dimension == "clarity")
    #expect(ScoreCombination.samples([]).value == nil)
    #expect(ScoreCombination.samples(scores([.nan, 3])).value == 3)
  }

  @Test("panels: mean, median, majority")
  func rules() {
    #expect(panel([1, 4, 4], .mean).value == 3)
    #expect(panel([1, 4, 4], .median).value == 4)
    #expect(panel([1, 4, 4], .majority).value == 4)
    #expect(panel([2, 5], .median).value == 3.5)
    #expect(panel([1, 4, 4], .majority).spread == panel([1, 4, 4], .mean).spread)
    #expect(panel([3, 3, 3], .mean).spread == 0)
    #expect(
      panel([], .mean).value == nil && panel([], .majority).value == nil && panel([], .median).value == nil)
  }

  @Test("a tie goes to the lowest, a weighted score to the nearest whole one")
  func majority() {
    #expect(panel([5, 2], .majority).value == 2)
    #expect(panel([5, 5, 2, 2, 4], .majority).value == 2)
    #expect(panel([3.4, 3.5, 4.2, 4.4], .majority).value == 3)
    #expect(panel([3.6, 4.2, 3.5], .majority).value == 4)
    #expect(panel([4.9], .majority).value == 4.9)
  }

  @Test("members without a score are left out and named")
  func failing() {
    let result = panel([4, nil, 2], .mean)
    #expect(result.value == 3)
    #expect(result.values == [4, 2])
    #expect(result.reason == "1 of 3 judges gave no valid score")
    #expect(panel([nil, nil], .mean).reason == nil)
    #expect(panel([4, nil], .majority).value == 4)
  }

  @Test("every rule stays between the lowest and the highest member")
  func bounds() throws {
    var random = RepeatableGenerator(seed: 5)
    for _ in 0..<500 {
      let values = (0..<(1 + Int(random.next(below: 6)))).map { _ in 1 + Double(random.next(below: 41)) / 10 }
      for rule in JudgeSpecification.PanelRule.allCases {
        let value = try #require(panel(values, rule).value)
        // Rounding to whole scores may leave the members by half a score.
        let slack = rule == .majority ? 0.5 : 1e-9
        #expect(value >= values.min()! - slack && value <= values.max()! + slack)
      }
    }
  }
}
