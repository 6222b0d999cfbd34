import AssayEngine
import AssayGeneration
import AssayModel
import AssayStore
import Foundation
import Testing

/// Each technique from end to end against a model that does what it is asked.
@Suite struct GenerationTechniqueTests {
  private static func run(
    _ technique: Technique, count: Int = 12, workspace: Workspace? = nil, labels: [String] = ["card", "fee"],
    checks: [any CandidateCheck] = [], change: (inout GenerationOrder) -> Void = { _ in }
  ) throws -> (summary: GenerationSummary, rows: [StoredRow], workspace: Workspace, sent: [ChatJob]) {
    let workspace = try workspace ?? GenerationTesting.workspace()
    var options = GenerationTesting.options(technique, count: count, labels: labels, change: change)
    options.checks = checks
    var weak = GenerationTesting.endpoint
    weak.name = "weak"
    options.endpoints.append(weak)
    let service = ScriptedService(ScriptedGenerator())
    let summary = try GenerationTesting.run(workspace, options, service)
    let rows = try GenerationTesting.rows(workspace, batch: summary.tally.batch)
    return (summary, rows, workspace, service.sent)
  }

  private static func metadata(_ row: StoredRow, _ workspace: Workspace) throws -> [String: String] {
    let example = try #require(try workspace.examples([row.id]).first)
    return Dictionary(example.metadata.map { ($0.name, $0.text) }, uniquingKeysWith: { $1 })
  }

  @Test func backTranslationGoesThroughItsLanguagesAndBack() throws {
    let run = try Self.run(.backTranslation) { $0.variants = ["German", "French > Finnish"] }
    #expect(run.summary.shortfalls == [] && run.rows.count == 12)
    #expect(run.rows.allSatisfy { $0.provenance.parent != nil && $0.label != nil })
    let variants = Set(try run.rows.map { try Self.metadata($0, run.workspace)["variant"] })
    #expect(variants == ["German", "French > Finnish"])
    // Two calls through German and three through French and Finnish.
    let calls = try run.workspace.generationCalls(of: run.summary.run).count - 1
    #expect(calls == 2 && run.sent.count == 5)
    #expect(run.sent.allSatisfy { !$0.request.messages[1].content.contains("DIFFERENT FROM THESE") })
  }

  @Test func contextVariationTakesItsContextsInTurn() throws {
    let run = try Self.run(.contextVariation, count: 20) {
      $0.variants = ["a hospital", "a new customer"]
      $0.perCall = 5
    }
    #expect(run.summary.shortfalls == [])
    let contexts = try run.rows.map { try Self.metadata($0, run.workspace)["variant"] }
    #expect(contexts.count { $0 == "a hospital" } == 10)
  }

  /// Twelve parents and calls of five or twenty: neither ends where a context does.
  @Test(arguments: [(Technique.contextVariation, 5), (.contextVariation, 20), (.backTranslation, 5)])
  func eachParentMeetsEachContextOnceAlsoWhenAnswersFallShort(_ technique: Technique, perCall: Int) throws {
    let workspace = try GenerationTesting.workspace()
    let options = GenerationTesting.options(technique, count: 36) {
      $0.variants = ["German", "Finnish", "Latin"]
      $0.perCall = perCall
    }
    let generator = ScriptedGenerator()
    let service = ScriptedService(atOnce: 3, cost: 0.01) { job, number in
      var answer = generator.answer(job.request)
      if number % 7 == 1 { answer.text = "{\"examples\": []}" }
      return .success(answer)
    }
    let summary = try GenerationTesting.run(workspace, options, service)
    #expect(summary.shortfalls == [])
    let rows = try GenerationTesting.rows(workspace, batch: summary.tally.batch)
    let met = try rows.map { row in
      "\(row.provenance.parent ?? "none") \(try Self.metadata(row, workspace)["variant"] ?? "none")"
    }
    #expect(met.count == 36 && Set(met).count == 36, "\(met.sorted())")
  }

  @Test func noParentHasMoreTextsOfACallThanWereAskedForAndNoneIsLeftWithoutOne() throws {
    let workspace = try GenerationTesting.workspace(6)
    let options = GenerationTesting.options(.paraphrase, count: 6) { $0.perCall = 2 }
    let generator = ScriptedGenerator()
    // It writes seven texts, in the first three answers all of the first parent.
    let service = ScriptedService(atOnce: 1, cost: 0.01) { job, number in
      let of = number <= 2 ? [1, 1, 1, 1, 1, 1, 1] : [1, 1, 1, 2, 2, 2, 2]
      let texts = of.enumerated().map { place, parent in
        let words = GenerationTesting.words(GenerationTesting.number(job.request) &+ place, 8)
        return "{\"of\": \(parent), \"text\": \"\(words)\"}"
      }
      var answer = generator.answer(job.request)
      answer.text = "{\"examples\": [\(texts.joined(separator: ", "))]}"
      return .success(answer)
    }
    let summary = try GenerationTesting.run(workspace, options, service)
    let rows = try GenerationTesting.rows(workspace, batch: summary.tally.batch)
    #expect(rows.count == 6 && Set(rows.compactMap(\.provenance.parent)).count == 6)
    #expect(summary.tally.overfull == summary.tally.returned - 6)
  }

  /// A model that gives these texts of the parents of a call, by their places.
  private static func service(
    atOnce: Int = 1, _ of: @escaping @Sendable (_ answer: Int) -> [Int]
  ) -> ScriptedService {
    let generator = ScriptedGenerator()
    return ScriptedService(atOnce: atOnce, cost: 0.01) { job, number in
      let texts = of(number).enumerated().map { place, parent in
        let words = GenerationTesting.words(GenerationTesting.number(job.request) &+ place, 8)
        return "{\"of\": \(parent), \"text\": \"\(words)\"}"
      }
      var answer = generator.answer(job.request)
      answer.text = "{\"examples\": [\(texts.joined(separator: ", "))]}"
      return .success(answer)
    }
  }

  private static func textsOfEachParent(
    _ workspace: Workspace, _ summary: GenerationSummary
  ) throws -> [Int] {
    let rows = try GenerationTesting.rows(workspace, batch: summary.tally.batch)
    return Dictionary(grouping: rows.compactMap(\.provenance.parent), by: { $0 }).values.map(\.count).sorted()
  }

  @Test func ofCallsAtOnceNoneGivesAParentASecondTextWhileAnotherWaits() throws {
    let workspace = try GenerationTesting.workspace(12)
    var options = GenerationTesting.options(.paraphrase, count: 12) { $0.perCall = 3 }
    options.endpoints[0].concurrency = 4
    // Most of the first calls fall short, the later ones bring all that they ask for.
    let service = Self.service(atOnce: 4) { $0 < 6 ? [1] : [1, 2, 3] }
    let summary = try GenerationTesting.run(workspace, options, service)
    #expect(try Self.textsOfEachParent(workspace, summary) == Array(repeating: 1, count: 12))
  }

  @Test func whereThereIsOneAndAHalfForEachParentEachHasOneBeforeAnyHasTwo() throws {
    let workspace = try GenerationTesting.workspace(12)
    let options = GenerationTesting.options(.paraphrase, count: 15) { $0.perCall = 24 }
    let service = Self.service { _ in (1...12).flatMap { [$0, $0] } }
    let summary = try GenerationTesting.run(workspace, options, service)
    #expect(
      try Self.textsOfEachParent(workspace, summary)
        == Array(repeating: 1, count: 9) + Array(repeating: 2, count: 3))
    #expect(service.sent.count == 1)
  }

  @Test func edgeCasesComeInAllKinds() throws {
    let run = try Self.run(.edgeCase, count: 45) { $0.perCall = 5 }
    #expect(run.summary.shortfalls == [] && run.rows.count == 45)
    let kinds = Set(try run.rows.compactMap { try Self.metadata($0, run.workspace)["variant"] })
    #expect(kinds == Set(EdgeCase.allCases.map(\.rawValue)))
  }

  @Test func evaluationSetsAreBalancedOverLabelsAndDifficulties() throws {
    let run = try Self.run(.evaluationSet, count: 40) {
      $0.labels = .balanced
      $0.difficulty = ["easy": 0.3, "medium": 0.5, "hard": 0.2]
    }
    #expect(run.summary.shortfalls == [] && run.rows.count == 40)
    for (difficulty, count) in [("easy", 12), ("medium", 20), ("hard", 8)] {
      #expect(run.rows.count { $0.difficulty == difficulty } == count)
    }
    #expect(run.rows.count { $0.label == "card" } == 20)
    #expect(try Self.metadata(run.rows[0], run.workspace)["reference"] != nil)
  }

  @Test func distillationAnswersEachInputOnceAndNoMoreThanThereAre() throws {
    let workspace = try GenerationTesting.workspace(15) {
      #"{"id": "r\#($0)", "text": "real \#(GenerationTesting.words($0, 6))"}"#
    }
    let run = try Self.run(.distillation, count: 40, workspace: workspace)
    #expect(run.rows.count == 15)
    #expect(Set(run.rows.compactMap(\.provenance.parent)).count == 15)
    #expect(run.rows.allSatisfy { ["card", "fee"].contains($0.label) })
    #expect(run.summary.shortfalls == ["15 of 40"])
    let metadata = try Self.metadata(run.rows[0], run.workspace)
    #expect(metadata["confidence"] == "80" && metadata["reason"] != nil)
    #expect(run.sent.count == 2, "nothing is asked that has its answer")
    let example = try #require(try workspace.examples([run.rows[0].id]).first)
    #expect(example.fields.count == 1 && example.fields[0].text.hasPrefix("real"))
  }

  @Test func distillationWithoutLabelsAnswersInAFieldOfItsOwn() throws {
    let workspace = try GenerationTesting.workspace(6) {
      #"{"id": "r\#($0)", "prompt": "real \#(GenerationTesting.words($0, 6))"}"#
    }
    let run = try Self.run(.distillation, count: 6, workspace: workspace, labels: [])
    let example = try #require(try workspace.examples([run.rows[0].id]).first)
    #expect(example.fields.map(\.name) == ["prompt", "output"] && run.rows.count == 6)
  }

  @Test func instructionsComeWithInputsAndOutputs() throws {
    let workspace = try GenerationTesting.workspace(8) {
      #"{"id": "i\#($0)", "instruction": "Do \#(GenerationTesting.words($0, 6))", "output": "x"}"#
    }
    let run = try Self.run(.instruction, count: 20, workspace: workspace, labels: [])
    #expect(run.summary.shortfalls == [] && run.rows.count == 20)
    let example = try #require(try workspace.examples([run.rows[0].id]).first)
    #expect(example.fields.map(\.name) == ["instruction", "input", "output"])
    #expect(run.rows[0].shape == .alpaca)
    // One call for instructions, then one each for classifications and others.
    #expect(run.sent.count == 3 * (try workspace.generationCalls(of: run.summary.run).count - 1))
  }

  @Test func instructionsThatAreThereAreLeftOut() throws {
    let workspace = try GenerationTesting.workspace(8) {
      #"{"id": "i\#($0)", "instruction": "Do \#(GenerationTesting.words($0, 6))", "output": "x"}"#
    }
    var generator = ScriptedGenerator()
    generator.change = { item, request in
      let isFirst = request.schema?.json.contains("\"input\"") == false
      if isFirst, item.place == 0 { item.text = "is like Do " + GenerationTesting.words(3, 6) }
    }
    let options = GenerationTesting.options(.instruction, count: 9, labels: [])
    let summary = try GenerationTesting.run(workspace, options, ScriptedService(generator))
    #expect(summary.tally.filtered >= 1 && summary.tally.taken == 9)
  }

  @Test func attacksOnAStudentStartFromWhatItSaid() throws {
    let run = try Self.run(.adversarial, count: 10) {
      $0.weak = "weak"
      $0.variants = ["student"]
    }
    #expect(run.summary.shortfalls == [] && run.rows.count == 10)
    let heard = run.sent.filter { $0.model == "weak" }
    #expect(heard.count == 1, "it is asked about ten parents at once")
    let attack = try #require(run.sent.first { $0.model == "big" })
    #expect(attack.request.messages[1].content.contains("what the tested model said"))
  }

  @Test func attacksOnAJudgeStartFromItsScores() throws {
    let workspace = try GenerationTesting.workspace(4) {
      """
      {"id": "s\($0)", "text": "seed \(GenerationTesting.words($0, 6))", "label": "fee",
      "judgements": [{"judge": "j", "scores": {"accuracy": 2}, "reason": "too short"}]}
      """.replacing("\n", with: " ")
    }
    let run = try Self.run(.adversarial, count: 4, workspace: workspace)
    let attack = try #require(run.sent.first)
    #expect(attack.request.messages[1].content.contains("accuracy 2: too short"))
  }

  @Test func checksFlagAndRefuseAndTheQuotasAreFilledAllTheSame() throws {
    let run = try Self.run(.direct, count: 20, checks: [PickyCheck()]) { $0.drawsAttributes = false }
    #expect(run.summary.tally.taken == 20 && run.summary.shortfalls == [])
    #expect(run.summary.tally.filtered > 0 && run.summary.tally.flagged > 0)
    #expect(try run.rows.allSatisfy { try Self.metadata($0, run.workspace)["picky"] == "yes" })
    #expect(run.sent.contains { $0.model == "weak" })
  }
}

/// Refuses every fourth candidate and flags every fifth.
private struct PickyCheck: CandidateCheck {
  let name = "picky"

  func requests(_ candidates: [GeneratedExample], secret: [UInt8]) -> [CheckRequest] {
    candidates.map { example in
      CheckRequest(model: "weak", request: ChatRequest(messages: [.init(.user, example.fields[0].text)]))
    }
  }

  func checked(
    _ candidates: [GeneratedExample], answers: [Result<ChatAnswer, ChatProblem>]
  ) -> [CheckedExample] {
    candidates.enumerated().map { place, example in
      var example = example
      example.metadata["picky"] = "yes"
      return CheckedExample(
        example, isFlagged: place % 5 == 1, refusal: place % 4 == 3 ? "I do not like it" : nil)
    }
  }
}
