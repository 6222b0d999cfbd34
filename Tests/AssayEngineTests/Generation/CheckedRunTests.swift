import AssayEngine
import AssayGeneration
import AssayModel
import AssayStore
import Testing

/// Whole runs with their checks: what was generated is asked about before it counts.
@Suite struct CheckedRunTests {
  private typealias G = GenerationTesting
  private typealias S = CheckSamples

  /// All seeds are of one label, so that what a text should be labelled is known from the text.
  private func workspace() throws -> Workspace { try G.workspace(12, labels: ["card"]) }

  private func options(
    _ technique: Technique, count: Int, judge: JudgeDefinition? = nil, change: (inout GenerationOrder) -> Void
  ) throws -> GenerationRun.Options {
    var options = G.options(technique, count: count, change: change)
    options.task.dimensions = S.task.dimensions
    options.endpoints += ["second", "small", "judge"].map(S.endpoint)
    options.checks = try CandidateChecks.make(
      order: options.order, task: options.task, endpoints: options.endpoints, judge: judge)
    options.guardian = nil
    return options
  }

  private func metadata(_ workspace: Workspace, _ row: StoredRow) throws -> [String: String] {
    let example = try workspace.examples([row.id]).first
    return Dictionary(
      (example?.metadata ?? []).map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
  }

  private func text(_ row: StoredRow, _ workspace: Workspace) throws -> String {
    try workspace.examples([row.id]).first?.fields.first?.text ?? ""
  }

  @Test func labelsThatTheVerifierDoesNotTellAreCountedAlsoAfterAStop() throws {
    let workspace = try workspace()
    var options = try options(.paraphrase, count: 60) {
      $0.verifier = "second"
      $0.budget = 0.25
    }
    let writer = ScriptedGenerator()
    let service = ScriptedService { job, _ in
      job.model == "second"
        ? .success(ChatAnswer(text: "I cannot help with that.")) : .success(writer.answer(job.request))
    }
    let first = try G.run(workspace, options, service)
    #expect(first.tally.taken > 0 && first.tally.unverified == first.tally.taken && first.tally.flagged == 0)
    options.resumes = first.run
    options.order.budget = nil
    let second = try G.run(workspace, options, service)
    #expect(second.tally.taken == 60 && second.tally.unverified == 60)
  }

  @Test func paraphrasesThatChangeTheLabelAreFlaggedAndCounted() throws {
    let workspace = try workspace()
    let options = try options(.paraphrase, count: 100) { $0.verifier = "second" }
    var generator = ScriptedGenerator()
    generator.change = { item, _ in if item.place % 10 < 3 { item.text = "CHANGED " + item.text } }
    let writer = generator
    let service = ScriptedService { job, _ in
      job.model == "second"
        ? S.answer(job.request) { $0.contains("CHANGED") ? "fee" : "card" }
        : .success(writer.answer(job.request))
    }
    let summary = try G.run(workspace, options, service)
    #expect(summary.shortfalls == [])
    #expect(summary.tally.taken == 100 && summary.tally.flagged == 30)
    let rows = try G.rows(workspace, batch: "paraphrase 1")
    #expect(rows.count == 100)
    for row in rows {
      let isChanged = try text(row, workspace).contains("CHANGED")
      let metadata = try metadata(workspace, row)
      // A verifier's word is a reason to look, not another label.
      #expect(row.label == "card")
      #expect(metadata["verification"] == (isChanged ? "mismatch" : "match"))
      #expect(metadata["verifier_label"] == (isChanged ? "fee" : nil))
    }
  }

  @Test func anEvaluationSetCountsWhatWasMeasured() throws {
    let workspace = try workspace()
    let options = try options(.evaluationSet, count: 40) { order in
      order.difficulty = ["easy": 0.3, "medium": 0.5, "hard": 0.2]
      order.labels = .balanced
      (order.verifier, order.weak) = ("second", "small")
    }
    var generator = ScriptedGenerator()
    // Half of what is called hard is easy, and a third of what is called easy is hard.
    generator.change = { item, _ in
      var level = item.difficulty ?? "medium"
      if level == "hard", item.place % 2 == 0 { level = "easy" }
      if item.difficulty == "easy", item.place % 3 == 0 { level = "hard" }
      item.text = "IS-\(level) OF-\(item.label ?? "card") " + item.text
    }
    let writer = generator
    let service = ScriptedService { job, _ in
      switch job.model {
      case "big": .success(writer.answer(job.request))
      case "second" where job.request.messages.last?.content.contains("easy, medium, hard") == true:
        S.answer(job.request) { Self.word("IS-", in: $0) }
      case "second": S.answer(job.request) { Self.word("OF-", in: $0) }
      default:
        S.answer(job.request) { text in
          let label = Self.word("OF-", in: text)
          let isRight: Bool
          switch Self.word("IS-", in: text) {
          case "easy": isRight = true
          case "hard": isRight = false
          default: isRight = job.request.sample > 0
          }
          return isRight ? label : (label == "card" ? "fee" : "card")
        }
      }
    }
    let summary = try G.run(workspace, options, service)
    #expect(summary.shortfalls == [])
    let rows = try G.rows(workspace, batch: "evaluation-set 1")
    #expect(rows.count == 40)
    #expect(rows.count { $0.label == "card" } == 20)
    #expect(
      ["easy", "medium", "hard"].map { level in rows.count { $0.difficulty == level } } == [12, 20, 8])
    var moved = 0
    for row in rows {
      let metadata = try metadata(workspace, row)
      #expect(row.difficulty == Self.word("IS-", in: try text(row, workspace)))
      #expect(metadata["difficulty_rated"] == row.difficulty)
      if metadata["difficulty_asserted"] != row.difficulty {
        moved += 1
        let isHarder = metadata["difficulty_asserted"] == "easy"
        #expect(row.difficulty == (isHarder ? "hard" : "easy"))
        #expect(metadata["difficulty_check"] == (isHarder ? "harder than it says" : "easier than it says"))
      }
    }
    #expect(moved > 0, "what is measured differently counts where it was measured")
    #expect(summary.tally.taken == 40 && summary.tally.filtered == 0)
    #expect(summary.tally.flagged == 0)
  }

  private static func word(_ mark: String, in text: String) -> String? {
    text.split(separator: " ").first { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) }
  }

  @Test func onlyWhatFoolsTheStudentIsKept() throws {
    let workspace = try workspace()
    let options = try options(.adversarial, count: 12) { $0.weak = "small" }
    var generator = ScriptedGenerator()
    generator.change = { item, _ in if item.place % 3 == 0 { item.text = "FOOLS " + item.text } }
    let writer = generator
    let service = ScriptedService { job, _ in
      job.model == "small"
        ? S.answer(job.request) { $0.contains("FOOLS") ? "fee" : "card" }
        : .success(writer.answer(job.request))
    }
    let summary = try G.run(workspace, options, service)
    #expect(summary.shortfalls == [])
    let rows = try G.rows(workspace, batch: "adversarial 1")
    #expect(rows.count == 12)
    for row in rows {
      #expect(try text(row, workspace).contains("FOOLS"))
      let metadata = try metadata(workspace, row)
      #expect(metadata["fooled"] == "student small" && metadata["fooled_said"] == "fee")
    }
    #expect(summary.tally.filtered > 0)
    #expect(summary.tally.filtered + summary.tally.taken + summary.tally.overfull == summary.tally.returned)
  }

  @Test func onlyWhatTheJudgeKeepsWronglyIsKept() throws {
    let workspace = try workspace()
    let options = try options(.adversarial, count: 8, judge: S.judge()) { $0.variants = ["judge"] }
    var generator = ScriptedGenerator()
    generator.change = { item, _ in if item.place % 2 == 0 { item.text = "FOOLS " + item.text } }
    let writer = generator
    let service = ScriptedService { job, _ in
      guard job.model == "judge" else {
        #expect(job.request.messages.last?.content.contains("wrong on purpose") == true)
        return .success(writer.answer(job.request))
      }
      let score = job.request.messages.last?.content.contains("FOOLS") == true ? 5 : 2
      return .success(ChatAnswer(text: "{\"reason\": \"r\", \"accuracy\": \(score), \"clarity\": \(score)}"))
    }
    let summary = try G.run(workspace, options, service)
    #expect(summary.shortfalls == [])
    for row in try G.rows(workspace, batch: "adversarial 1") {
      let metadata = try metadata(workspace, row)
      #expect(try text(row, workspace).contains("FOOLS"))
      #expect(metadata["right_verdict"] == "reject" && metadata["fooled"] == "judge strict")
    }
  }

  @Test func aTranslatorTakesTextsThereAndBack() throws {
    let workspace = try G.workspace(12)
    var options = try options(.backTranslation, count: 10) { order in
      order.variants = ["German > Finnish"]
      order.translator = "mt"
    }
    options.endpoints.append(
      ModelEndpoint(name: "mt", dialect: .libreTranslate, url: "http://127.0.0.1:1", model: "libretranslate"))
    let service = ScriptedService { job, _ in
      guard let translation = job.request.translation else {
        return .failure(ChatProblem(kind: .refused, message: "no prompts here"))
      }
      let texts = translation.texts.map { JSONText.string("\(translation.target) \($0)") }
      let languages = translation.source == "auto" ? [(name: "languages", value: "[\"en\"]")] : []
      return .success(
        ChatAnswer(text: JSONText.object([(name: "texts", value: JSONText.array(texts))] + languages)))
    }
    let estimate = try GenerationEstimate.make(workspace: workspace, options: options)
    #expect(estimate.calls == 3 && estimate.first.first?.request.translation?.target == "de")
    let summary = try G.run(workspace, options, service)
    #expect(summary.shortfalls == [])
    #expect(service.sent.allSatisfy { $0.model == "mt" })
    #expect(service.sent.compactMap(\.request.translation?.target) == ["de", "fi", "en"])
    let rows = try G.rows(workspace, batch: "back-translation 1")
    #expect(rows.count == 10)
    for row in rows {
      #expect(try text(row, workspace).hasPrefix("en fi de seed "))
      #expect(row.provenance.model == "libretranslate")
      let number = try #require(row.provenance.parent.flatMap { Int($0.dropFirst()) })
      #expect(row.label == ["card", "fee"][number % 2])
      #expect(try metadata(workspace, row)["language"] == "en")
    }
    options.order.variants = ["Klingonish"]
    #expect(throws: GenerationProblem.self) { try G.run(workspace, options, service) }
  }
}
