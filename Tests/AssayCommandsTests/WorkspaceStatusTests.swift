import AssayEngine
import AssayModel
import AssayStore
import Testing

@testable import AssayCommands

@Suite struct WorkspaceStatusTests {
  @Test func knownBadProbesCountNowhere() throws {
    let workspace = try Workspace.temporary { body, _, _ in ([TextField(name: "text", text: body)], []) }
    let writer = try workspace.beginImport(name: "b")
    let hash = String(repeating: "0", count: 32)
    for key in ["a", "b"] {
      let row = ImportRow(
        key: key, body: "{\"text\": \"\(key)\"}", fields: [TextField(name: "text", text: key)],
        judgements: [Judgement(judge: "j", scores: [DimensionScore(dimension: "d", value: 1)])])
      _ = try writer.add(row, contentHash: hash)
    }
    _ = try writer.finish()
    func status() throws -> WorkspaceStatus {
      try WorkspaceStatus(workspace: workspace, folder: "f", task: TaskSpecification(name: "t"))
    }
    let before = try status().lines
    #expect(before.first == "t: 2 examples in 1 batch (2 imported)")
    let probe = NewProbe(
      origin: ExampleID(1), fields: [TextField(name: "text", text: "bad")], label: nil, fault: .garbled,
      detail: "")
    let example = try #require(try workspace.addProbes([probe], at: 1).first?.example)
    let judge = try #require(try workspace.judges().first?.id)
    let judgement = Judgement(judge: "", scores: [DimensionScore(dimension: "d", value: 1)])
    try workspace.record(JudgingResult(judgements: [(judge, example, judgement)]), at: 1)
    #expect(try status().lines == before)
    for decided in [example, ExampleID(2)] {
      try workspace.append(
        [NewDecision(example: decided, action: .reject, duration: nil, blind: false)], reviewer: "ana", at: 1)
    }
    let after = try status()
    // Nor does a copy that is shown a second time.
    let original = try #require(try workspace.examples([ExampleID(1)]).first)
    _ = try workspace.addProbes([.repeat(of: original)], at: 2)
    #expect(try status().examples == 2 && status().origins == ExampleOrigins(imported: 2))
    #expect(after.examples == 2 && after.undecided == 1 && after.decisions == 1)
    #expect(after.calibration.rejected == 1 && after.reviewers.map(\.rejected) == [1])
  }
}
