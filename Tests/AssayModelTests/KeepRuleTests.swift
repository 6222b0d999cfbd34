import AssayModel
import Testing

@Suite struct KeepRuleTests {
  private let scores = ["accuracy": 3.0, "clarity": 5.0]

  @Test func eachRuleReadsItsDimensions() {
    #expect(KeepRule.mean(atLeast: 4).keeps(scores) == true)
    #expect(KeepRule.weightedMean(weights: ["accuracy": 3, "clarity": 1], atLeast: 4).keeps(scores) == false)
    #expect(KeepRule.minimums(["accuracy": 3, "clarity": 4]).keeps(scores) == true)
    #expect(KeepRule.minimums(["accuracy": 3.5]).keeps(scores) == false)
    let logistic = KeepRule.logistic(intercept: -8, weights: ["accuracy": 1, "clarity": 1], atLeast: 0.5)
    #expect(logistic.keeps(scores) == true)
    #expect(logistic.probability(scores) == 0.5)
  }

  @Test func aMissingScoreIsNoAnswer() {
    #expect(KeepRule.minimums(["relevance": 1]).keeps(scores) == nil)
    #expect(KeepRule.weightedMean(weights: ["relevance": 1], atLeast: 1).keeps(scores) == nil)
    #expect(KeepRule.logistic(intercept: 0, weights: ["relevance": 1], atLeast: 0.5).keeps(scores) == nil)
    #expect(KeepRule.mean(atLeast: 1).keeps([:]) == nil)
    #expect(KeepRule.mean(atLeast: 1).keeps(["accuracy": .nan]) == nil)
  }

  @Test func thirdsThatMakeAWholeReachIt() {
    let thirds = ["a": 4 + 1.0 / 3, "b": 4 + 1.0 / 3, "c": 3 + 1.0 / 3]
    #expect(KeepRule.mean(atLeast: 4).keeps(thirds) == true)
  }
}
