import AssayCalibration
import AssayModel
import Testing

@Suite struct SetHashTests {
  private func row(
    _ key: String, _ verdict: Verdict = .accept, label: String? = "x", scores: [String: Double] = ["a": 3]
  ) -> CalibrationRow {
    CalibrationRow(
      truth: HumanTruth(example: ExampleID(1), verdict: verdict, scores: scores), key: key, label: label,
      batch: BatchID(1), split: .dev, group: ExampleID(1))
  }

  @Test func theOrderOfRowsDoesNotMatter() {
    let name = SetHash.of([row("a"), row("b", .reject)])
    #expect(name.count == 12 && name == SetHash.of([row("b", .reject), row("a")]))
  }

  @Test func anyOtherWordOfAPersonIsAnotherSet() {
    let rows = [
      row("a"), row("b"), row("a", .reject), row("a", label: nil), row("a", label: "null"),
      row("a", scores: ["a": 4]), row("a", scores: [:]),
    ]
    let names = rows.map { SetHash.of([$0]) } + [SetHash.of([]), SetHash.of([row("a"), row("b")])]
    #expect(Set(names).count == names.count)
  }

  @Test func whatTheJudgeSaysIsNoPartOfTheSet() {
    var judged = row("a")
    judged.scores = ["a": 5]
    #expect(SetHash.of([judged]) == SetHash.of([row("a")]))
  }
}
