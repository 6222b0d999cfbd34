import AssayEngine
import AssayGeneration
import AssayModel
import AssayStore
import Foundation
import Synchronization
import Testing

/// A run that is broken off at any point goes on to the same end, and nobody pays twice.
@Suite struct GenerationResumeTests {
  private struct Killed: Error {}

  private static func options(_ technique: Technique) -> GenerationRun.Options {
    var options = GenerationTesting.options(technique, count: 24) {
      $0.labels = technique == .instruction ? .free : .balanced
      $0.variants = technique == .backTranslation ? ["German"] : []
      $0.perCall = 6
    }
    var weak = GenerationTesting.endpoint
    weak.name = "weak"
    options.endpoints.append(weak)
    options.checks = [FlagCheck()]
    return options
  }

  private static func workspace(_ technique: Technique) throws -> Workspace {
    try GenerationTesting.workspace(10) {
      technique == .instruction
        ? #"{"id": "i\#($0)", "instruction": "Do \#(GenerationTesting.words($0, 6))", "output": "x"}"#
        : #"{"id": "s\#($0)", "text": "seed \#(GenerationTesting.words($0, 7))", "label": "\#($0 % 2 == 0 ? "card" : "fee")"}"#
    }
  }

  /// A model that gives a few wrong labels and copies, so that there is more to remember.
  private static var generator: ScriptedGenerator {
    var generator = ScriptedGenerator()
    generator.change = { item, request in
      let draw = GenerationTesting.number(request) % 97 &+ item.place
      if draw % 7 == 0 { item.label = "fee" }
      if draw % 11 == 0 { item.text = GenerationTesting.words(5, 8) }
    }
    return generator
  }

  /// What there is to compare of a batch.
  private static func content(_ workspace: Workspace) throws -> [String] {
    var rows: [String] = []
    try workspace.forEachExample { row in
      if row.key.hasPrefix("g") { rows.append("\(row.key) \(row.label ?? "-") \(row.body)") }
    }
    return rows.sorted()
  }

  @Test(arguments: [Technique.direct, .paraphrase, .backTranslation, .instruction])
  func whereverItIsKilledTheEndIsTheSame(_ technique: Technique) throws {
    let whole = try Self.workspace(technique)
    let service = ScriptedService(Self.generator, atOnce: 1)
    let uninterrupted = try GenerationTesting.run(whole, Self.options(technique), service)
    let expected = try Self.content(whole)
    let requests = service.sent.count
    #expect(uninterrupted.shortfalls == [] && requests > 4)

    for stop in 0..<requests {
      let workspace = try Self.workspace(technique)
      let killed = ScriptedService(atOnce: 1) { job, number in
        if number == stop { throw Killed() }
        return .success(Self.generator.answer(job.request))
      }
      #expect(throws: Killed.self) {
        try GenerationTesting.run(workspace, Self.options(technique), killed)
      }
      let first = try #require(try workspace.runs(limit: 1).first?.id)
      var options = Self.options(technique)
      options.resumes = first
      let rest = ScriptedService(Self.generator, atOnce: 1)
      let summary = try GenerationTesting.run(workspace, options, rest)
      #expect(summary.ending == .finished)
      // The request at which it was killed was not answered.
      let answered = killed.sent.dropLast().map(\.request) + rest.sent.map(\.request)
      #expect(Set(answered).count == answered.count, "nothing is asked twice")
      #expect(answered.count == requests, "stopped at \(stop)")
      let tally = summary.tally
      #expect(tally.taken == uninterrupted.tally.taken && tally.batch == uninterrupted.tally.batch)
      #expect(tally.copies == uninterrupted.tally.copies && tally.overfull == uninterrupted.tally.overfull)
      #expect(tally.calls == uninterrupted.tally.calls && tally.returned == uninterrupted.tally.returned)
      #expect(try Self.content(workspace) == expected, "stopped at \(stop)")
    }
  }

  @Test func answersThatAreOnDiskAndHaveNotCountedAreNotAskedAgain() throws {
    let workspace = try Self.workspace(.direct)
    let control = RunControl()
    // All four of a round are answered, then it is over.
    let service = ScriptedService(atOnce: 4) { job, number in
      if number == 6 { control.stop(.graceful) }
      return .success(Self.generator.answer(job.request))
    }
    let first = try GenerationTesting.run(workspace, Self.options(.direct), service, control: control)
    #expect(first.ending == .stopped)
    var options = Self.options(.direct)
    options.resumes = first.run
    let rest = ScriptedService(Self.generator, atOnce: 4)
    let summary = try GenerationTesting.run(workspace, options, rest)
    let all = (service.sent + rest.sent).map(\.request)
    #expect(Set(all).count == all.count)
    #expect(summary.tally.taken == 24 && summary.shortfalls == [])
    #expect(try Self.content(workspace).count == 24)
    #expect(try workspace.batches().count { $0.name.hasPrefix("direct") } == 1)
  }

  @Test func aRunThatIsGoingOnIsNotGoneOnWith() throws {
    let workspace = try Self.workspace(.direct)
    let second = Mutex<String?>(nil)
    let service = ScriptedService(atOnce: 1) { job, number in
      if number == 3 {
        var options = Self.options(.direct)
        options.resumes = try workspace.runs(limit: 1).first?.id
        do {
          _ = try GenerationTesting.run(workspace, options, ScriptedService(Self.generator))
        } catch let problem as GenerationProblem {
          second.withLock { $0 = problem.description }
        }
      }
      return .success(Self.generator.answer(job.request))
    }
    _ = try GenerationTesting.run(workspace, Self.options(.direct), service)
    #expect(second.withLock { $0 }?.contains("still going on") == true)
  }

  @Test func aTransactionThatFailsLeavesNothingBehind() throws {
    let workspace = try Self.workspace(.direct)
    let run = try workspace.beginRun(kind: .generate, title: "x", parameters: "{}", at: 1)
    let writer = try workspace.generationWriter(run, fingerprintSettings: 1)
    let count = try workspace.exampleCount()
    for _ in 0..<2 {
      #expect(throws: Killed.self) {
        try writer.write([]) { transaction in
          _ = try transaction.add(
            ImportRow(
              key: "g1-1-1", body: #"{"text": "a", "label": "new"}"#,
              fields: [TextField(name: "text", text: "a")],
              label: "new", batch: "direct 1"),
            contentHash: String(repeating: "0", count: 32), bands: nil)
          throw Killed()
        }
      }
    }
    #expect(try workspace.exampleCount() == count && workspace.labels() == ["card", "fee"])
  }
}

/// Asks a second model about all candidates at once.
private struct FlagCheck: CandidateCheck {
  let name = "flag"

  func requests(_ candidates: [GeneratedExample], secret: [UInt8]) -> [CheckRequest] {
    let texts = candidates.map { $0.fields.map(\.text).joined() }.joined(separator: "\n")
    return [CheckRequest(model: "weak", request: ChatRequest(messages: [.init(.user, texts)]))]
  }

  func checked(
    _ candidates: [GeneratedExample], answers: [Result<ChatAnswer, ChatProblem>]
  ) -> [CheckedExample] {
    candidates.enumerated().map { CheckedExample($1, isFlagged: $0 == 0) }
  }
}
