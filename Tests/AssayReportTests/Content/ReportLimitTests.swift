import AssayCalibration
import AssayModel
import AssayReport
import AssayStatistics
import Testing

@Suite struct ReportLimitTests {
  private func codes(_ input: ReportInput) -> Set<String> { Set(ReportContent(input).limits.map(\.code)) }

  private func decision(_ id: Int64, _ reviewer: String, blind: Bool = true) -> Decision {
    Decision(
      id: DecisionID(id), uuid: "\(id)", step: DecisionID(id), example: ExampleID(1), reviewer: reviewer,
      action: .accept, at: id, blind: blind)
  }

  @Test func aPlainSetSaysWhatItLacks() {
    let codes = codes(SampleReports.input())
    #expect(
      codes.isSuperset(of: [
        "few-examples", "catch-rate-open", "dev-is-optimistic", "test-not-opened", "unjudged", "not-drawn",
        "unknown-rubric", "imported-judge", "judge-not-probed", "errors-carry-over",
      ]))
    #expect(
      codes.isDisjoint(with: ["no-truth", "no-judge", "same-family", "partly-scored", "old", "drifted"]))
  }

  @Test func nothingIsSaidOfWhatIsNotThere() {
    #expect(codes(SampleReports.input(nil)).contains("no-truth"))
    #expect(codes(SampleReports.input(SampleReports.data([]))).contains("no-truth"))
  }

  @Test func theTestSplitIsCounted() {
    var data = SampleReports.data()
    let opening = TestOpening(setHash: "h", judge: JudgeID(1), author: "ana", at: 1, purpose: "report")
    data.openings = [opening, opening]
    let limits = ReportContent(SampleReports.input(data)).limits
    let text = limits.first { $0.code == "test-opened" }?.text ?? ""
    #expect(text.contains("opened 2 times, for 1 judge version"))
    #expect(!limits.contains { $0.code == "test-not-opened" })
  }

  @Test func aRiskOfGeneratedDataIsALimit() {
    var input = SampleReports.input()
    #expect(!codes(input).contains("fitness"))
    input.task.fitness = Fitness(risks: [], date: "2026-11-26")
    #expect(!codes(input).contains("fitness"))
    input.task.fitness = Fitness(risks: [.expertNuance], reason: "a doctor reads it", date: "2026-11-26")
    let content = ReportContent(input)
    #expect(content.limits.first?.code == "fitness")
    #expect(content.limits.first?.text.contains("legal, medical or financial nuance") == true)
    let text = MarkdownReport(ReportDocument(content)).text
    #expect(text.contains("Goes on because: a doctor reads it") && text.contains("2026-11-26"))
  }

  @Test func onTestNothingIsOptimisticByChoice() {
    let rows = SampleReports.rows.map { row in
      var row = row
      row.split = .test
      return row
    }
    let codes = codes(SampleReports.input(SampleReports.data(rows), split: .test))
    #expect(!codes.contains("dev-is-optimistic"))
  }

  @Test func peopleAreLookedAtToo() {
    var input = SampleReports.input()
    input.log = DecisionLog([decision(1, "ana", blind: false)])
    #expect(codes(input).isSuperset(of: ["one-reviewer", "not-blind", "reviewers-not-probed", "no-repeats"]))
    input.log = DecisionLog([decision(1, "ana"), decision(2, "ben")])
    #expect(codes(input).isDisjoint(with: ["one-reviewer", "not-blind", "no-overlap"]))
    input.log = DecisionLog([
      decision(1, "ana"),
      Decision(
        id: DecisionID(2), uuid: "2", step: DecisionID(2), example: ExampleID(1), reviewer: "ben",
        action: .reject, at: 2, blind: true),
    ])
    #expect(codes(input).contains("disputed"))
  }

  @Test func weightsThatWeighUnequallyAreTold() {
    let rows = (1...10).map { id in
      SampleReports.row(
        id, id % 2 == 0 ? .accept : .reject, human: 3, judge: 4, probability: id == 1 ? 0.01 : 1)
    }
    #expect(codes(SampleReports.input(SampleReports.data(rows))).contains("unequal-weights"))
    let even = (1...10).map { id in
      SampleReports.row(id, .accept, human: 3, judge: 4, probability: id == 1 ? nil : 0.5)
    }
    let limits = codes(SampleReports.input(SampleReports.data(even)))
    #expect(limits.contains("partly-drawn") && !limits.contains("unequal-weights"))
    #expect(limits.contains("none-rejected"))
  }

  @Test func relatedModelsAgeAndDriftAreTold() {
    var input = SampleReports.input()
    input.relatedGenerators = ["a-model"]
    let scores = (1...50).map { _ in 5.0 }
    input.drift = Drift(
      lastCalibration: SampleReports.start - 21 * SampleReports.day, now: input.madeAt, maximumAge: 30,
      older: .init(scores: ["clarity": scores, "mean": scores], count: 50),
      newer: .init(scores: ["clarity": scores.map { _ in 2 }, "mean": scores], count: 50))
    #expect(codes(input).isSuperset(of: ["same-family", "old", "drifted"]))
  }

  @Test func olderRubricsAndDuplicatesAreTold() {
    var rows = [
      SampleReports.row(1, .accept, human: 5, judge: 5, group: 1, rubric: "00000000"),
      SampleReports.row(2, .reject, human: 1, judge: 1, group: 1, rubric: SampleReports.task.rubricVersion),
      SampleReports.row(3, .reject, human: 1, judge: 1),
    ]
    rows[2].exclusion = .duplicateOfAnotherSplit
    let content = ReportContent(SampleReports.input(SampleReports.data(rows)))
    #expect(Set(content.limits.map(\.code)).isSuperset(of: ["older-rubric", "correlated", "excluded"]))
    #expect(content.set.n == 2 && content.set.excluded == 1 && content.set.currentRubric == 1)
  }

  @Test func howManyMoreAreNeededIsSaid() {
    // 18 of 20 caught: an observed 0.9 needs about 70 for a lower end of 0.8.
    let rows = (1...20).map { SampleReports.row($0, .reject, human: 1, judge: $0 <= 18 ? 1 : 5) }
    let text =
      ReportContent(SampleReports.input(SampleReports.data(rows))).limits
      .first { $0.code == "catch-rate-open" }?.text ?? ""
    let needed = Proportion.trials(forLowerEnd: 0.8, observed: 0.9, from: 20) ?? 0
    #expect((65...80).contains(needed))
    #expect(text.contains("about \(needed) rejected examples") && text.contains("there are 20"))
  }
}
