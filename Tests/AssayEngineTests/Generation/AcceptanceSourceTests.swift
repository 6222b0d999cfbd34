import AssayEngine
import AssayFormats
import AssayGeneration
import AssayModel
import AssayStatistics
import AssayStore
import Testing

@Suite struct AcceptanceSourceTests {
  private let files: TemporaryFiles
  private let workspace: Workspace

  init() throws {
    files = try TemporaryFiles()
    workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    var lines = (1...6).map { index in
      """
      {"id": "g1-\(index)-1", "text": "Town \(index) is \(index * 7 + 20) kilometers from the sea. A train goes \
      there every day.", "label": "card", "technique": "direct", "seeds": ["s-1", "s-\(index)"], \
      "phrasing": "\(index % 2)", "truth": {"verdict": "accept", "source": "s"}}
      """
    }
    lines += [
      #"{"id": "g2-1-1", "text": "Great, lost it again", "technique": "edge-case", "variant": "sarcasm", "phrasing": 2}"#,
      #"{"id": "real", "text": "My card is gone", "label": "card"}"#,
      #"{"id": "other", "text": "Somebody else made this", "technique": "magic", "label": "card"}"#,
    ]
    let path = try files.write("rows.jsonl", lines.joined(separator: "\n"))
    #expect(try ImportRun(workspace: workspace, sources: [.file(path)]).run().added == 9)
  }

  private func decide(_ number: Int64, _ action: Decision.Action, by reviewer: String = "ana") throws {
    try workspace.append(
      [NewDecision(example: ExampleID(number), action: action)], reviewer: reviewer, at: 1)
  }

  private func outcomes() throws -> [GeneratedOutcome] {
    try AcceptanceSource(workspace: workspace).outcomes().outcomes
  }

  @Test func whatADecidedExampleWasMadeWithIsRead() throws {
    try decide(1, .accept)
    try decide(7, .reject)
    #expect(
      try outcomes() == [
        GeneratedOutcome(
          technique: .direct, phrasing: 1, seeds: ["s-1", "s-1"], label: "card", outcome: .accepted),
        GeneratedOutcome(technique: .edgeCase, phrasing: 2, variant: "sarcasm", outcome: .rejected),
      ])
  }

  @Test func whatWasNotGeneratedHereIsPassedOver() throws {
    try decide(8, .accept)
    try decide(9, .accept)
    #expect(try outcomes().isEmpty)
  }

  @Test func aRelabelIsToldApartAndAnEditDecidesNothing() throws {
    try decide(1, .relabel("refund"))
    try decide(2, .relabel("card"))
    try decide(3, .edit([TextField(name: "text", text: "Better")]))
    try decide(4, .edit([TextField(name: "text", text: "Better too")]))
    try decide(4, .accept)
    #expect(try outcomes().map(\.outcome) == [.relabelled, .accepted, .accepted])
  }

  @Test func severalPeopleMustAgreeOrSomebodyRules() throws {
    try decide(1, .accept)
    try decide(1, .reject, by: "ben")
    try decide(2, .accept)
    try decide(2, .accept, by: "ben")
    try decide(3, .accept)
    try decide(3, .reject, by: "ben")
    try decide(3, .adjudicate(.reject, label: nil), by: "cleo")
    // What people differ on here was not generated.
    try decide(8, .accept)
    try decide(8, .reject, by: "ben")
    let read = try AcceptanceSource(workspace: workspace).outcomes()
    #expect(read.outcomes.map(\.outcome) == [.accepted, .rejected])
    #expect(read.disputed == 1)
  }

  @Test func whatWasTakenBackCountsForNothing() throws {
    let step = try workspace.append(
      [NewDecision(example: ExampleID(1), action: .accept)], reviewer: "ana", at: 1)[0].step
    #expect(try outcomes().count == 1)
    try workspace.append([NewDecision(example: nil, action: .undo(step: step))], reviewer: "ana", at: 2)
    #expect(try outcomes().isEmpty)
  }

  @Test func decisionsOnProbesAndRepeatsAreLeftOut() throws {
    let run = ProbeRun(
      workspace: workspace, options: ProbeRun.Options(count: 2, kinds: [.truncated], seed: 3))
    try run.write(try run.draft(), at: 1)
    let probes = try workspace.knownBad()
    #expect(!probes.isEmpty)
    for probe in probes { try decide(probe.rawValue, .reject) }
    #expect(try outcomes().isEmpty)
  }

  @Test func theTableDealsOverWhatWasDecided() throws {
    for number in 1...6 { try decide(Int64(number), .accept) }
    try decide(7, .reject)
    let table = try AcceptanceSource(workspace: workspace).table()
    #expect(table.techniques.map(\.accepted.n) == [6, 1])
    let dealt = table.deal(60)
    #expect(dealt.map(\.technique) == [.direct, .edgeCase])
    #expect(dealt[0].count > 40 && dealt[1].count >= 10)
    #expect(table.learning(.direct)?.seeds["s-1"] != nil)
  }
}
