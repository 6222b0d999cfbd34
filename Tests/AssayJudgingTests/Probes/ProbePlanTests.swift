import AssayJudging
import AssayModel
import Testing

@Suite struct ProbePlanTests {
  private let origins = ProbeTexts.all.enumerated().map {
    ProbePlan.Origin(id: ExampleID(Int64($0.offset) + 1), text: $0.element)
  }
  private let corpus = ProbeCorpus(texts: ProbeTexts.all)

  private func plan(
    _ count: Int, _ kinds: [Fault] = Corruptions.kinds, used: [ExampleID: Int] = [:],
    good: Set<ExampleID> = [],
    seed: UInt64 = 1
  ) -> ProbePlan {
    ProbePlan(
      origins: origins, corpus: corpus, count: count, kinds: kinds, used: used, knownGood: good, seed: seed)
  }

  @Test func oneHalfIsGoodAndTheKindsAreBalanced() {
    let plan = plan(22)
    #expect(plan.bad.count == 11 && plan.good.count == 11)
    #expect(Set(plan.bad.map(\.fault)).count == 11, "one of each")
    #expect(plan.shortages.isEmpty)
    #expect(Set(plan.bad.map(\.origin)).count == 11, "each from another example")
  }

  @Test func theSameSeedGivesTheSamePlan() {
    #expect(plan(20).bad == plan(20).bad)
    #expect(plan(20).bad != plan(20, seed: 2).bad)
  }

  @Test func aKindThatCannotBeMadeIsTold() {
    let singles = origins.filter { $0.text.label != nil }
    let plan = ProbePlan(
      origins: singles, corpus: corpus, count: 16, kinds: [.contradiction, .garbled], seed: 1)
    #expect(plan.bad.map(\.fault) == Array(repeating: .garbled, count: 8), "the others take its share")
    let shortage = plan.shortages.first
    #expect(plan.shortages.count == 1)
    #expect(shortage?.fault == .contradiction && shortage?.wanted == 4 && shortage?.made == 0)
    #expect(shortage?.reason == "it has no second field to contradict")
  }

  @Test func goodOnesAreOthersWhereThereAreEnough() {
    let plan = plan(16)
    #expect(Set(plan.good.map(\.id)).isDisjoint(with: plan.bad.map(\.origin)))
    let first = plan.good[0].id
    #expect(!self.plan(16, good: [first]).good.contains { $0.id == first })
  }

  @Test func anExampleGivesTwoProbesAtMost() {
    let plan = plan(200, [.garbled, .repeated, .truncated, .nearCopy])
    let counts = Dictionary(grouping: plan.bad, by: \.origin).mapValues(\.count)
    #expect(counts.values.max() == 2)
    #expect(Set(plan.bad.map(\.corruption)).count == plan.bad.count, "none twice")
    let spent = Dictionary(uniqueKeysWithValues: origins.map { ($0.id, 2) })
    #expect(self.plan(20, used: spent).bad.isEmpty)
  }

  @Test func noStrangeTextComesTwice() {
    let singles = (0..<40).map { number in
      ProbePlan.Origin(
        id: ExampleID(Int64(number) + 1),
        text: ProbeText(
          fields: [TextField(name: "text", text: "I cannot pay account \(number) with my card.")],
          label: number % 2 == 0 ? "payment" : "account"))
    }
    let plan = ProbePlan(
      origins: singles, corpus: ProbeCorpus(texts: singles.map(\.text)), count: 30, kinds: [.offTopic],
      seed: 1
    )
    let texts = plan.bad.map { $0.corruption.fields[0].text }
    #expect(texts.count > 10)
    #expect(Set(texts).count == texts.count)
  }
}
