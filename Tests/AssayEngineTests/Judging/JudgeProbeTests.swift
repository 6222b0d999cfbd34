import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import Testing

@Suite struct JudgeProbeTests {
  /// 40 examples, ten probes known to be bad, and two of the examples known to be good.
  private static func workspace() throws -> (workspace: Workspace, probes: [Probe]) {
    let workspace = try JudgeTesting.workspace(40)
    let bad = try workspace.addProbes(
      (0..<10).map { number in
        // The first eight are as bad as can be, and the judge sees it; the others it thinks good.
        let scores = number < 8 ? "1 1 1 1" : "5 5 5 5"
        return NewProbe(
          origin: ExampleID(Int64(number) + 1),
          fields: [TextField(name: "text", text: "item \(900 + number): \(scores)")], label: "x",
          fault: number % 2 == 0 ? .truncated : .alteredFact, detail: "", status: .confirmed)
      }, at: 1, bodyWriter: RowReader.bodyWriter)
    try workspace.addKnownGood([(ExampleID(3), reviewer: nil), (ExampleID(4), reviewer: "ana")])
    return (workspace, bad)
  }

  @Test func probesAreJudgedAmongTheOthersAndCounted() throws {
    let (workspace, bad) = try Self.workspace()
    let service = ScriptedService()
    let summary = try JudgeTesting.run(workspace, JudgeTesting.options(), service)
    #expect((summary.total, summary.judged) == (50, 50))
    #expect((summary.probes.bad.n, summary.probes.bad.right) == (10, 8))
    #expect(summary.probes.missedBad == [bad[8].example, bad[9].example])
    #expect(summary.probes.byFault["truncated"] == ProbeTally.Count(n: 5, right: 4))
    #expect(summary.probes.good.n == 2)
    #expect(try workspace.run(summary.run)?.progress.probes == summary.probes)
    // Nobody can tell them by their place: they come neither first nor last, nor in a row.
    let places = service.sent.enumerated().filter {
      JudgeTesting.judgedText($0.element.request).hasPrefix("item 90")
    }.map(\.offset)
    #expect(places.count == 10)
    #expect(places.max()! - places.min()! > 15)
    // They are counted again when nothing is left to judge.
    let again = try JudgeTesting.run(workspace, JudgeTesting.options(), ScriptedService())
    #expect((again.total, again.probes) == (0, summary.probes))
  }

  @Test func anotherSelectionTakesThoseAlongThatThisVersionHasNotJudged() throws {
    let (workspace, _) = try Self.workspace()
    let selection = JudgeSelection.examples([ExampleID(20)])
    let first = try JudgeTesting.run(workspace, JudgeTesting.options(selection: selection), ScriptedService())
    #expect((first.total, first.probes.bad.n, first.probes.good.n) == (13, 10, 2))
    let second = try JudgeTesting.run(
      workspace, JudgeTesting.options(selection: selection), ScriptedService())
    #expect((second.total, second.probes.bad.n) == (1, 10))
  }

  @Test func withoutProbesOnlyKnownGoodOnesThatWereAskedForAreJudged() throws {
    let (workspace, _) = try Self.workspace()
    var options = JudgeTesting.options()
    options.includesProbes = false
    let summary = try JudgeTesting.run(workspace, options, ScriptedService())
    #expect((summary.total, summary.probes.bad.n, summary.probes.good.n) == (40, 0, 2))
  }

  @Test func probesThatNobodyHasConfirmedCountNowhere() throws {
    let (workspace, bad) = try Self.workspace()
    try workspace.setProbeStatus(.proposed, of: bad[0].example)
    try workspace.setProbeStatus(.discarded, of: bad[1].example)
    let summary = try JudgeTesting.run(workspace, JudgeTesting.options(selection: .all), ScriptedService())
    #expect((summary.total, summary.probes.bad.n) == (48, 8))
  }
}
