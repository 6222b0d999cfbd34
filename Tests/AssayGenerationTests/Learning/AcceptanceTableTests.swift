import AssayGeneration
import AssayModel
import AssayStatistics
import Testing

@Suite struct AcceptanceTableTests {
  private func outcomes(
    _ technique: Technique, accepted: Int, of n: Int, phrasing: Int? = nil, seeds: [String] = [],
    variant: String? = nil, label: String? = nil
  ) -> [GeneratedOutcome] {
    (0..<n).map { number in
      GeneratedOutcome(
        technique: technique, phrasing: phrasing, seeds: seeds, label: label, variant: variant,
        outcome: number < accepted ? .accepted : .rejected)
    }
  }

  @Test func techniquesHaveTheirCountsIntervalsAndShares() throws {
    let table = AcceptanceTable(
      outcomes(.direct, accepted: 18, of: 20) + outcomes(.paraphrase, accepted: 4, of: 20))
    #expect(table.decided == 40)
    #expect(table.techniques.map(\.name) == ["direct", "paraphrase"])
    #expect(table.techniques[0].accepted == Proportion(successes: 18, n: 20))
    let interval = try #require(table.techniques[0].interval)
    #expect(abs(interval.lower - 0.699) < 0.001 && abs(interval.upper - 0.972) < 0.001)
    let next = table.techniques.compactMap(\.next)
    #expect(abs(next.reduce(0, +) - 1) < 1e-9)
    #expect(next[0] > 0.8)
    // A third is dealt evenly.
    #expect(next[1] >= 1 / 6.0)
    #expect(table.deal(60).map(\.count).reduce(0, +) == 60)
    #expect(table.deal(60).map(\.count)[1] >= 10)
  }

  @Test func aRelabelledExampleIsNotAccepted() {
    var all = outcomes(.direct, accepted: 3, of: 4)
    all[0].outcome = .relabelled
    let arm = AcceptanceTable(all).techniques[0]
    #expect(arm.accepted == Proportion(successes: 2, n: 4))
    #expect(arm.relabelled == 1)
  }

  @Test func theWishedTechniquesCompeteAndOthersAreOnlyShown() {
    let table = AcceptanceTable(
      outcomes(.direct, accepted: 9, of: 10), techniques: [.edgeCase, .evaluationSet])
    #expect(table.techniques.map(\.technique) == [.direct, .edgeCase, .evaluationSet])
    #expect(table.techniques[0].next == nil)
    // Nothing is known of either.
    #expect(table.deal(10).map(\.count) == [5, 5])
    #expect(table.deal(10).map(\.technique) == [.edgeCase, .evaluationSet])
  }

  @Test func wordingsCompeteWithinTheirTechnique() throws {
    let table = AcceptanceTable(
      outcomes(.direct, accepted: 30, of: 30, phrasing: 1)
        + outcomes(.direct, accepted: 2, of: 30, phrasing: 0)
        + outcomes(.direct, accepted: 5, of: 5, phrasing: 99))
    let count = Phrasing.count(of: .direct)
    #expect(table.phrasings.map(\.name) == (1...count).map { "\($0)" })
    let weights = try #require(table.learning(.direct)).phrasings
    #expect(weights.count == count)
    #expect(abs(weights.reduce(0, +) - 1) < 1e-9)
    #expect(weights.max() == weights[1])
    #expect(weights.min() == weights[0])
    #expect(weights[0] >= table.floor / Double(count) - 1e-12)
    // Of the others nothing is known.
    #expect(weights[2] == weights[3])
  }

  @Test func seedsWeighMoreTheBetterTheyAreAndNeverNothing() throws {
    let table = AcceptanceTable(
      outcomes(.direct, accepted: 20, of: 20, seeds: ["good", "usual"])
        + outcomes(.direct, accepted: 0, of: 20, seeds: ["bad", "usual"])
        + outcomes(.direct, accepted: 1, of: 2, seeds: ["little"]))
    let seeds = try #require(table.learning(.direct)).seeds
    #expect(seeds["good"]! > 1.9 && seeds["good"]! <= 2)
    #expect(seeds["bad"] == table.floor)
    #expect(abs(seeds["usual"]! - 1) < 0.01)
    #expect(abs(seeds["little"]! - 1) < 0.01)
    #expect(seeds["unknown"] == nil)
  }

  @Test func variantsOfARunCompeteAlsoThoseThatNobodyHasSeen() throws {
    let table = AcceptanceTable(
      outcomes(.edgeCase, accepted: 19, of: 20, variant: "sarcasm")
        + outcomes(.edgeCase, accepted: 1, of: 20, variant: "negation"),
      variants: [.edgeCase: ["sarcasm", "negation", "very-long"]])
    let weights = try #require(table.learning(.edgeCase)).variants
    #expect(weights["sarcasm"]! > 1 && weights["negation"]! < 0.5)
    #expect(weights["very-long"]! > weights["negation"]!)
    #expect(abs(weights.values.reduce(0, +) - 3) < 1e-9)
  }

  @Test func labelsAreCountedAndDealtByNothing() {
    let table = AcceptanceTable(
      outcomes(.direct, accepted: 1, of: 3, label: "refund")
        + outcomes(.direct, accepted: 2, of: 2, label: "card"))
    #expect(table.labels.map(\.name) == ["card", "refund"])
    #expect(table.labels.allSatisfy { $0.next == nil })
    #expect(table.labels[1].accepted == Proportion(successes: 1, n: 3))
  }

  @Test func withoutDecisionsThereIsNothingToLearn() {
    let table = AcceptanceTable([])
    #expect(table.techniques.isEmpty && table.deal(10).isEmpty)
    #expect(table.learning(.direct) == nil)
    #expect(AcceptanceTable([], techniques: [.direct]).deal(10).map(\.count) == [10])
  }

  @Test func theSameDecisionsDealTheSame() {
    let all = outcomes(.direct, accepted: 5, of: 9) + outcomes(.edgeCase, accepted: 6, of: 9)
    #expect(AcceptanceTable(all, seed: 4) == AcceptanceTable(all.reversed(), seed: 4))
  }
}
