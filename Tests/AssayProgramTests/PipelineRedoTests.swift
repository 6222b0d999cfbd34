import AssayModel
import AssayStore
import Foundation
import ModelServerTesting
import Synchronization
import Testing

/// `assay run --redo`: everything that the pipeline has made, over all rounds.
@Suite struct PipelineRedoTests {
  private struct Result {
    let stages: [[String: Any]]
    let total: [String: Any]
    let rounds: Int
    init(_ output: Program.Output) throws {
      let object = try JSONSerialization.jsonObject(with: Data(output.out.utf8)) as? [String: Any]
      stages = try #require(object?["stages"] as? [[String: Any]], "\(output.out)\n\(output.error)")
      total = object?["total"] as? [String: Any] ?? [:]
      rounds = object?["rounds"] as? Int ?? 0
    }
    func column(_ key: String) -> [Int?] { stages.map { $0[key] as? Int } }
    func requests(_ stage: Int) -> Int? { (stages[stage]["spending"] as? [String: Any])?["requests"] as? Int }
  }

  private func redo(_ stage: String, _ setting: PipelineSetting) throws -> Result {
    let output = try setting.run(["--yes", "--json", "--redo", stage])
    #expect(output.code == 0, "\(output.error)")
    return try Result(output)
  }

  @Test func generatingOnceMoreAddsAndTheLaterStagesSeeEverything() throws {
    let setting = try PipelineSetting()
    let first = try Result(setting.run())
    let before = setting.server.tally.requests
    let again = try redo("generate", setting)
    #expect(again.rounds == 2)
    #expect(again.column("kept").prefix(3) == [12, 80, 40])
    #expect(again.column("wanted")[1] == 80)
    #expect(again.stages[3]["incoming"] as? Int == 120)
    #expect(again.stages[5]["incoming"] as? Int == 120)
    #expect(again.column("rounds") == [1, 2, 2, 2, 2, 2])
    // What is kept of the first round passes into the second: no copy of it is "foreign".
    #expect((again.stages[4]["kept"] as? Int ?? 0) >= (first.stages[4]["kept"] as? Int ?? 99))
    #expect(setting.answeredTwice == 0)
    #expect(again.total["requests"] as? Int == setting.server.tally.requests)
    #expect(again.requests(3) == 120)
    #expect(setting.server.tally.requests > before)
    // Who only looks sees the same.
    let status = try Result(setting.run(["--status", "--json"]))
    #expect(status.column("kept") == again.column("kept"))
    #expect(status.total["cost"] as? Double == again.total["cost"] as? Double)
    let text = try setting.run(["--status"])
    #expect(text.out.contains("banking 1, 2 rounds"))
  }

  @Test func augmentingOnceMoreTakesParentsThatHaveNoneFirst() throws {
    let setting = try PipelineSetting()
    #expect(try setting.run().code == 0)
    _ = try redo("augment", setting)
    let workspace = try setting.workspace()
    let batches = try ["paraphrase 1", "paraphrase 2"].map { name in
      try workspace.examples(workspace.examples(inBatch: name).ids).compactMap(\.provenance.parent)
    }
    #expect(batches.map(\.count) == [20, 20])
    #expect(Set(batches[0]).isDisjoint(with: batches[1]))
  }

  @Test func judgingOnceMoreBySameJudgeAsksNothing() throws {
    let setting = try PipelineSetting()
    let first = try Result(setting.run())
    let before = setting.server.tally.requests
    let again = try redo("judge", setting)
    #expect(setting.server.tally.requests == before)
    #expect(again.column("kept").prefix(5) == first.column("kept").prefix(5))
    #expect(again.column("incoming").prefix(5) == first.column("incoming").prefix(5))
    #expect(again.total["requests"] as? Int == before)
  }

  @Test func whatHadNoScoreIsAskedOnceMoreAndOnlyOnce() throws {
    var model = ChatServer.WritingModel()
    let isMended = Mutex(false)
    let mended: @Sendable () -> Bool = { isMended.withLock { $0 } }
    // Out of the scale: every answer is refused until the model is mended.
    model.score = { number in mended() ? number % 4 + 2 : 99 }
    let setting = try PipelineSetting(model: model)
    #expect(try setting.run().code == 1)
    let before = setting.server.tally.requests
    isMended.withLock { $0 = true }
    let plan = try setting.run(["--dry-run", "--redo", "judge"])
    #expect(plan.out.contains("once more,"), "\(plan.out)")
    // Killed in the middle, what was answered is not asked again.
    #expect(try setting.interrupt(after: 20, by: SIGKILL, ["--redo", "judge"]))
    let again = try redo("judge", setting)
    #expect(again.rounds == 2)
    #expect(again.stages[3]["failed"] as? Int == 0)
    #expect(again.stages[3]["incoming"] as? Int == 60)
    // Those in flight at the kill were not answered.
    #expect(setting.server.tally.answered - before == 60)
    let after = setting.server.tally.requests
    _ = try redo("judge", setting)
    #expect(setting.server.tally.requests == after)
  }

  @Test func seedsAreDrawnWhereThatIsWished() throws {
    let pipeline = PipelineSetting.standard.replacingOccurrences(
      of: "count = 15", with: "count = 90\ninclude_seeds = true")
    let setting = try PipelineSetting(pipeline: pipeline)
    #expect(try setting.run().code == 0)
    let drawn = try #require(try setting.workspace().draws().first)
    #expect(drawn.population == 72)
    let seeds = try Set(setting.workspace().examples(inBatch: "seeds").ids)
    #expect(seeds.isSubset(of: drawn.examples.map(\.example)))
    #expect(try setting.run(["--dry-run", "--redo", "sample"]).out.contains("and the seeds"))
  }

  @Test func judgingOnceMoreByAnotherJudgeJudgesEverythingAnewAndCostsAreOfBoth() throws {
    let setting = try PipelineSetting(
      pipeline: PipelineSetting.standard.replacingOccurrences(
        of: "kind = \"judge\"", with: "kind = \"judge\"\nsamples = 1"))
    #expect(try setting.run().code == 0)
    let before = setting.server.tally.requests
    try setting.write(
      "pipeline.toml",
      PipelineSetting.standard.replacingOccurrences(
        of: "kind = \"judge\"", with: "kind = \"judge\"\nsamples = 2"))
    let again = try redo("judge", setting)
    #expect(again.column("incoming")[3] == 60)
    #expect(again.requests(3) == 60 + setting.server.tally.requests - before)
    #expect(again.total["requests"] as? Int == setting.server.tally.requests)
    #expect(try setting.workspace().judges().filter { $0.count > 0 }.map(\.count) == [60, 60])
  }

  @Test func samplingOnceMoreDrawsAnotherQueueOfEverything() throws {
    let setting = try PipelineSetting()
    #expect(try setting.run().code == 0)
    let before = setting.server.tally.requests
    let again = try redo("sample", setting)
    #expect(setting.server.tally.requests == before)
    #expect(again.stages[5]["queues"] as? [Int] == [1, 2])
    let queues = try setting.workspace().draws().map { Set($0.examples.map(\.example)) }
    #expect(queues.map(\.count) == [15, 15])
    #expect(again.column("kept")[5] == queues[0].union(queues[1]).count)
  }

  @Test func killedInTheMiddleTheSameCommandGoesOnWithTheSameRound() throws {
    let setting = try PipelineSetting()
    #expect(try setting.run().code == 0)
    var kills = 0
    while try setting.interrupt(after: 5 + kills % 4, by: SIGKILL, ["--redo", "generate"]), kills < 40 {
      kills += 1
      #expect(setting.answeredTwice == 0, "kill \(kills)")
      #expect(try setting.workspace().pipelines().count == 2)
      // While it is unfinished the funnel knows what both rounds have made.
      let status = try Result(setting.run(["--status", "--json"]))
      #expect((status.column("kept")[1] ?? 0) >= 40)
      if kills == 5 { break }
    }
    #expect(kills >= 3)
    // Also without the word.
    let output = try setting.run()
    #expect(output.code == 0, "\(output.error)")
    let result = try Result(output)
    #expect(result.column("kept").prefix(3) == [12, 80, 40])
    #expect(result.column("incoming")[3] == 120)
    #expect(try setting.workspace().pipelines().count == 2)
    #expect(setting.answeredTwice == 0)
    let state = try setting.state()
    #expect(
      state.batches == [
        "seeds": 12, "direct 1": 40, "paraphrase 1": 20, "direct 2": 40, "paraphrase 2": 20,
      ])
    #expect(state.judged == 120)
  }

  @Test func aStageThatIsGoneFromTheFileStillCounts() throws {
    let setting = try PipelineSetting()
    #expect(try setting.run().code == 0)
    let paraphrases = """
      [[stage]]
      kind = "augment"
      technique = "paraphrase"
      count = 20
      per_call = 10
      from = "generate"

      """
    #expect(PipelineSetting.standard.contains(paraphrases))
    try setting.write(
      "pipeline.toml", PipelineSetting.standard.replacingOccurrences(of: paraphrases, with: ""))
    let again = try redo("judge", setting)
    #expect(again.column("incoming")[2] == 60)
    let gone = try #require(again.stages.last)
    #expect(gone["name"] as? String == "augment")
    #expect(gone["is_gone"] as? Bool == true)
    #expect(again.total["requests"] as? Int == setting.server.tally.requests)
  }

  @Test func theBudgetIsForAllRounds() throws {
    let setting = try PipelineSetting()
    let spent = try #require(Result(setting.run()).total["cost"] as? Double)
    let output = try setting.run(["--yes", "--json", "--redo", "generate", "--budget", "\(spent + 0.3)"])
    #expect(output.code == 3, "\(output.error)")
    let cost = try #require(Result(output).total["cost"] as? Double)
    #expect(spent < cost && cost <= spent + 0.3)
  }
}
