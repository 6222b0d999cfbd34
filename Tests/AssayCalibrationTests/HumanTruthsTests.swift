import AssayCalibration
import AssayModel
import Testing

@Suite struct HumanTruthsTests {
  private func log(_ entries: [(example: Int64, reviewer: String, action: Decision.Action)]) -> DecisionLog {
    DecisionLog(
      entries.enumerated().map { index, entry in
        let id = DecisionID(Int64(index + 1))
        return Decision(
          id: id, uuid: "\(index)", step: id, example: ExampleID(entry.example), reviewer: entry.reviewer,
          action: entry.action, at: Int64(index), rubric: "r\(index)")
      })
  }

  @Test func agreementIsTruthAndDifferenceAConflict() {
    let truths = HumanTruths(
      log([(1, "a", .accept), (1, "b", .accept), (2, "a", .accept), (2, "b", .reject), (3, "a", .note("hm"))])
    )
    #expect(truths.truths.map(\.example) == [ExampleID(1)])
    #expect(truths.truths.first?.reviewers == ["a", "b"])
    #expect(truths.truths.first?.rubric == "r1")
    #expect(truths.conflicts == [ExampleID(2)])
  }

  @Test func differentLabelsAreAConflict() {
    let truths = HumanTruths(
      log([(1, "a", .relabel("x")), (1, "b", .relabel("y")), (2, "a", .relabel("x"))]))
    #expect(truths.conflicts == [ExampleID(1)])
    #expect(truths.truths.first?.label == "x")
  }

  @Test func aRulingStandsOverVerdicts() {
    let truths = HumanTruths(
      log([
        (1, "a", .accept), (1, "b", .reject), (1, "c", .adjudicate(.reject, label: nil)), (1, "b", .accept),
      ]))
    #expect(truths.conflicts.isEmpty)
    #expect(truths.truths.first?.verdict == .reject)
    #expect(truths.truths.first?.isAdjudicated == true)
    #expect(truths.truths.first?.reviewers == ["a", "b"])
  }

  @Test func scoresAreTheMeanAndOneReviewerCanBeAskedAlone() {
    let entries: [(Int64, String, Decision.Action)] = [
      (1, "a", .accept), (1, "b", .reject), (1, "a", .score(dimension: "clarity", value: 5)),
      (1, "b", .score(dimension: "clarity", value: 2)),
    ]
    let log = log(entries.map { (example: $0.0, reviewer: $0.1, action: $0.2) })
    let alone = HumanTruths(log, reviewer: "b")
    #expect(alone.truths.first?.verdict == .reject)
    #expect(alone.truths.first?.scores == ["clarity": 2])
    #expect(HumanTruths(log).conflicts == [ExampleID(1)])
    #expect(HumanTruths(log, isLeftOut: { $0 == ExampleID(1) }).conflicts.isEmpty)
  }
}
