import AssayModel
import AssayStore
import AssayTesting
import Foundation
import Testing

@Suite struct GenerationWriterTests {
  private let workspace: Workspace
  private let run: RunID

  init() throws {
    workspace = try temporaryWorkspace()
    run = try workspace.beginRun(kind: .generate, title: "direct", parameters: "{}", at: 1)
  }

  private func row(_ key: String, _ text: String) -> ImportRow {
    var row = SampleRows.row(text, key: key, label: "fee", batch: "direct 1")
    row.provenance.technique = "direct"
    return row
  }

  private func answer(_ number: UInt8) -> StoredAnswer {
    StoredAnswer(
      hash: [UInt8](repeating: number, count: 32), model: "m", answer: ChatAnswer(text: "\(number)"),
      seconds: 1, cost: 0.1, at: 7)
  }

  @Test func allOfATransactionIsThereWhenItReturns() throws {
    let writer = try workspace.generationWriter(run, fingerprintSettings: 3)
    let observed = try workspace.dataVersion()
    try writer.write([answer(1)]) { transaction in
      try transaction.put(StoredCall(number: 1, json: "{}"))
      #expect(
        try transaction.add(row("g1-1-1", "one two"), contentHash: SampleRows.hash("one two"), bands: [1, 2])
          != nil)
      #expect(try transaction.contains(contentHash: SampleRows.hash("one two")), "also what is written by it")
      try transaction.finish(call: 1, result: #"{"taken": 1}"#)
      var progress = RunProgress()
      progress.done = 1
      try transaction.setProgress(progress, of: run, at: 9)
    }
    #expect(try workspace.answers([answer(1).hash]).count == 1)
    #expect(
      try workspace.generationCalls(of: run) == [StoredCall(number: 1, json: "{}", result: #"{"taken": 1}"#)])
    #expect(try workspace.run(run)?.progress.done == 1)
    #expect(try workspace.id(forKey: "g1-1-1") == ExampleID(1))
    let batch = try #require(try workspace.batches().first)
    #expect((batch.name, batch.technique, batch.count) == ("direct 1", "direct", 1))
    #expect(try workspace.search(expression: "two", limit: 9) == [ExampleID(1)])
    #expect(
      try workspace.examplesWithoutFingerprint(in: ExampleID(1)...ExampleID(1), settings: 3, limit: 9).isEmpty
    )
    #expect(try workspace.dataVersion() != observed, "open workbenches see it")
  }

  @Test func whatThrowsLeavesNothingAndNamesAreNotRememberedWrongly() throws {
    struct Stop: Error {}
    let writer = try workspace.generationWriter(run, fingerprintSettings: 3)
    #expect(throws: Stop.self) {
      try writer.write([answer(1)]) { transaction in
        _ = try transaction.add(row("g1-1-1", "one"), contentHash: SampleRows.hash("one"), bands: nil)
        throw Stop()
      }
    }
    #expect(try workspace.answerCount() == 0 && workspace.exampleCount() == 0 && workspace.labels().isEmpty)
    try writer.write { transaction in
      _ = try transaction.add(row("g1-1-1", "one"), contentHash: SampleRows.hash("one"), bands: nil)
    }
    #expect(try workspace.labels() == ["fee"])
    #expect(try workspace.examples([ExampleID(1)]).first?.label == "fee")
  }

  @Test func aKeyThatIsThereIsNotWrittenAgain() throws {
    let writer = try workspace.generationWriter(run, fingerprintSettings: 3)
    for _ in 0..<2 {
      try writer.write { transaction in
        _ = try transaction.add(row("g1-1-1", "one"), contentHash: SampleRows.hash("one"), bands: nil)
      }
    }
    #expect(try workspace.exampleCount() == 1 && workspace.batches().first?.count == 1)
  }

  @Test func copiesOfImportedExamplesAreFoundWhateverTheirKeys() throws {
    try workspace.load([SampleRows.row("here", key: "t-1")])
    let writer = try workspace.generationWriter(run, fingerprintSettings: 3)
    #expect(try writer.contains(contentHash: SampleRows.hash("here")))
    #expect(try !writer.contains(contentHash: SampleRows.hash("there")))
    try workspace.load([SampleRows.row("there", key: "t-2")])
    #expect(try writer.contains(contentHash: SampleRows.hash("there")))
  }

  @Test func batchesHaveTheNextFreeNumberAlsoBeforeTheirFirstExample() throws {
    try workspace.load([SampleRows.row("a", key: "a")], name: "direct 4")
    try workspace.load([SampleRows.row("b", key: "b")], name: "direct and more")
    let second = try workspace.beginRun(kind: .generate, title: "direct", parameters: "{}", at: 1)
    #expect(try workspace.beginGeneration(run, technique: "direct") { "\($0)" } == "direct 5")
    #expect(try workspace.beginGeneration(second, technique: "direct") { "\($0)" } == "direct 6")
    let third = try workspace.beginRun(kind: .generate, title: "p", parameters: "{}", at: 1)
    #expect(try workspace.beginGeneration(third, technique: "paraphrase") { "\($0)" } == "paraphrase 1")
    #expect(try workspace.generationCalls(of: run).map(\.json) == ["direct 5"])
  }
}
