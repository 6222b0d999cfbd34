import AssayModel
import AssayStore
import Foundation
import ModelServerTesting
import Synchronization
import Testing

/// `assay run` against a server of the tests.
@Suite struct PipelineProgramTests {
  private static let done = PipelineSetting.State(
    batches: ["seeds": 12, "direct 1": 40, "paraphrase 1": 20],
    stages: ["seeds", "generate", "augment", "judge", "dedupe", "sample"].map { "\($0) done" }, judged: 60,
    draws: [15])

  private func funnel(_ output: Program.Output) throws -> (stages: [[String: Any]], total: [String: Any]) {
    let object = try JSONSerialization.jsonObject(with: Data(output.out.utf8)) as? [String: Any]
    return (
      try #require(object?["stages"] as? [[String: Any]], "\(output.out)\n\(output.error)"),
      object?["total"] as? [String: Any] ?? [:]
    )
  }

  @Test func theWholePipelineRunsOnceAndIsJudgedOnTheWay() throws {
    let setting = try PipelineSetting()
    let output = try setting.run()
    #expect(output.code == 0, "\(output.error)")
    #expect(try setting.state() == Self.done)
    let (stages, total) = try funnel(output)
    #expect(stages.map { $0["kept"] as? Int }.prefix(3) == [12, 40, 20])
    #expect(stages[3]["incoming"] as? Int == 60)
    let kept = try #require(stages[3]["kept"] as? Int)
    #expect(0 < kept && kept < 60)
    let share = try #require(stages[3]["share"] as? [String: Any])
    #expect(share["n"] as? Int == 60)
    let (lower, upper) = (share["lower"] as? Double ?? 0, share["upper"] as? Double ?? 0)
    #expect(lower < Double(kept) / 60 && Double(kept) / 60 < upper)
    #expect(stages[4]["incoming"] as? Int == kept)
    #expect(stages[5]["kept"] as? Int == 15)
    #expect(stages[5]["incoming"] as? Int == 60)
    #expect(total["requests"] as? Int == setting.server.tally.requests)
    // One run for each stage that asks: the judge's began first or second, and was one.
    #expect(
      try setting.workspace().runs(limit: 20).map(\.kind).sorted { $0.rawValue < $1.rawValue } == [
        .generate, .generate, .judge,
      ])

    let before = setting.server.tally.requests
    let again = try setting.run()
    #expect(again.code == 0)
    #expect(setting.server.tally.requests == before)
    #expect(try setting.state() == Self.done)
    #expect(try funnel(again).stages.map { $0["kept"] as? Int } == stages.map { $0["kept"] as? Int })
    #expect(again.error.contains("Everything was done already"))
  }

  @Test func theJudgeJudgesBeforeGeneratingHasEnded() throws {
    // The third call that writes never gets an answer, so generating cannot end: what came is judged all the same.
    let writes = Mutex(0)
    var model = ChatServer.WritingModel()
    model.hangs = { request in
      guard ChatServer.WritingModel.isWriting(request) else { return false }
      return writes.withLock { count in
        count += 1
        return count > 3
      }
    }
    let setting = try PipelineSetting(model: model)
    let process = try setting.start()
    let end = ContinuousClock.now + .seconds(60)
    while try !setting.hasJudged(20), ContinuousClock.now < end { usleep(5_000) }
    #expect(try setting.hasJudged(20))
    #expect(
      try setting.workspace().pipelines().first?.records.map(\.state) == [
        .done, .begun, .waiting, .begun, .waiting, .waiting,
      ])
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  @Test func killedManyTimesItEndsTheSameAndAsksNothingTwice() throws {
    let setting = try PipelineSetting()
    var kills = 0
    while try setting.interrupt(after: 5 + kills % 4, by: SIGKILL), kills < 40 {
      kills += 1
      #expect(setting.answeredTwice == 0, "kill \(kills)")
    }
    #expect(kills >= 5)
    let output = try setting.run()
    #expect(output.code == 0, "\(output.error)")
    #expect(setting.answeredTwice == 0)
    #expect(try setting.state() == Self.done)
    let (_, total) = try funnel(output)
    // What a killed process had on its way is asked again, and nothing else.
    let tally = setting.server.tally
    #expect(tally.answered == tally.contents.values.count { $0.answered > 0 })
    #expect((total["requests"] as? Int ?? 0) <= tally.requests)
  }

  @Test func aProcessThatDiesBeforeAStageIsWrittenDownAsDoneDoesNotDoItTwice() throws {
    let setting = try PipelineSetting()
    #expect(try setting.run().code == 0)
    let before = setting.server.tally.requests
    let pipeline = try #require(try setting.workspace().pipelines().first)
    for number in pipeline.records.indices.reversed() {
      let workspace = try setting.workspace()
      var record = pipeline.records[number]
      record.state = number == 0 || number > 3 ? .waiting : .begun
      if number == 0 || number > 3 { record.figures = nil }
      try workspace.updateStage(record, number: number, of: pipeline.id)
      let output = try setting.run()
      #expect(output.code == 0, "\(output.error)")
      #expect(try setting.state() == Self.done, "stage \(number)")
      let after = try setting.workspace().pipelines().first?.records[number]
      #expect(after?.figures?.kept == pipeline.records[number].figures?.kept)
      #expect(after?.figures?.incoming == pipeline.records[number].figures?.incoming)
    }
    #expect(setting.server.tally.requests == before)
    #expect(try setting.workspace().runs(limit: 20).count == 3)
  }

  @Test func ctrlCEndsItWithWhatIsInFlightAndTheSameCommandGoesOn() throws {
    let setting = try PipelineSetting(latency: 0.005)
    #expect(try setting.interrupt(after: 12, by: SIGINT))
    #expect(try setting.state().stages != Self.done.stages)
    #expect(try setting.workspace().runs(limit: 9).allSatisfy { $0.state.isOver })
    #expect(try setting.run().code == 0)
    #expect(setting.answeredTwice == 0)
    #expect(try setting.state() == Self.done)
  }

  @Test func aServerWithFaultsChangesNothing() throws {
    let faults = ChatFaults(
      rateLimited: 0.1, rateLimitedPolitely: 0.05, retryAfter: 0.01, serverError: 0.1, malformed: 0.05,
      halfBody: 0.05)
    let setting = try PipelineSetting(faults: faults)
    let output = try setting.run()
    #expect(output.code == 0, "\(output.error)")
    #expect(setting.server.tally.faults.keys.count { !$0.isEmpty } >= 4)
    #expect(setting.answeredTwice == 0)
    #expect(try setting.state() == Self.done)
  }

  @Test func aBudgetForAllStagesIsKeptAndMoreOfItGoesOn() throws {
    // A request of 400 and 200 tokens costs 0.06; the most that one can cost is a little more than its bytes.
    let setting = try PipelineSetting(
      pipeline: PipelineSetting.standard.replacingOccurrences(
        of: "name = \"banking 1\"", with: "name = \"banking 1\"\nbudget = 2.0"))
    let output = try setting.run()
    #expect(output.code == 3, "\(output.error)")
    let (_, total) = try funnel(output)
    let cost = try #require(total["cost"] as? Double)
    #expect(cost <= 2.0 && cost > 0.5)
    #expect(abs(cost - 0.06 * Double(setting.server.tally.answered)) < 1e-6)
    #expect(try setting.state().stages != Self.done.stages)
    let same = try setting.run()
    #expect(same.code == 3)
    #expect(try funnel(same).total["cost"] as? Double ?? 9 <= 2.0)
    let more = try setting.run(["--yes", "--json", "--budget", "50"])
    #expect(more.code == 0, "\(more.error)")
    #expect(setting.answeredTwice == 0)
    #expect(try setting.state() == Self.done)
  }

  @Test func aChangedStageIsToldAndDoneAgainOnlyOnAWord() throws {
    let setting = try PipelineSetting()
    #expect(try setting.run().code == 0)
    let before = setting.server.tally.requests
    try setting.write(
      "pipeline.toml", PipelineSetting.standard.replacingOccurrences(of: "count = 20", with: "count = 30"))
    let refused = try setting.run()
    #expect(refused.code == 2)
    #expect(
      refused.error.contains(
        "pipeline.toml:10: stage \"augment\" is done, and the file says something else by now: count was 20 and is 30"
      ), "\(refused.error)")
    #expect(refused.error.contains("--redo \"augment\""))
    #expect(setting.server.tally.requests == before)
    #expect(try setting.state() == Self.done)

    let redone = try setting.run(["--yes", "--json", "--redo", "augment"])
    #expect(redone.code == 0, "\(redone.error)")
    let state = try setting.state()
    #expect(state.batches == ["seeds": 12, "direct 1": 40, "paraphrase 1": 20, "paraphrase 2": 30])
    #expect(state.stages.count == 12)
    // What was judged is not judged again.
    #expect(state.judged == 90)
    #expect(state.draws.count == 2)
    // The funnel is of everything that the pipeline has made.
    let stages = try funnel(redone).stages
    #expect(stages[2]["kept"] as? Int == 50)
    #expect(stages[3]["incoming"] as? Int == 90)
    #expect(try setting.run().code == 0)
    #expect(try setting.state() == state)
  }

  @Test func whatWaitsMayBeChanged() throws {
    let setting = try PipelineSetting()
    #expect(try setting.interrupt(after: 3, by: SIGKILL))
    try setting.write(
      "pipeline.toml", PipelineSetting.standard.replacingOccurrences(of: "count = 15", with: "count = 10"))
    let output = try setting.run()
    #expect(output.code == 0, "\(output.error)")
    var wanted = Self.done
    wanted.draws = [10]
    #expect(try setting.state() == wanted)
  }

  @Test func seedsThatSpoilTheTestAreToldWithThePlan() throws {
    let setting = try PipelineSetting(
      pipeline: PipelineSetting.standard.replacingOccurrences(
        of: "file = \"seeds.jsonl\"", with: "file = \"seeds.jsonl\"\nheldout = \"test.jsonl\""))
    let missing = try setting.run(["--dry-run"])
    #expect(missing.code == 2)
    #expect(missing.error.contains("pipeline.toml:3: stage \"seeds\""), "\(missing.error)")
    try setting.write("test.jsonl", "{\"text\": \"seed number 3 of the bank\", \"label\": \"fee\"}")
    let plan = try setting.run(["--dry-run"])
    #expect(plan.code == 0, "\(plan.error)")
    #expect(plan.out.contains("12 examples from seeds.jsonl"))
    #expect(plan.out.contains(/Warning: .*held/), "\(plan.out)")
  }

  @Test func withoutAYesNothingIsDone() throws {
    let setting = try PipelineSetting()
    let output = try setting.run([])
    #expect(output.code == 5)
    #expect(output.out.contains("banking 1: 6 stages, no budget"))
    #expect(setting.server.tally.requests == 0)
    #expect(try setting.workspace().pipelines().isEmpty)
    #expect(try setting.run(["--dry-run"]).code == 0)
    #expect(try setting.run(["--status"]).code == 2)
    #expect(try setting.workspace().exampleCount() == 0)
  }

  @Test func twoAtOnceAreRefused() throws {
    let setting = try PipelineSetting()
    setting.server.hold()
    let process = try setting.start()
    #expect(setting.server.wait { $0.requests > 0 })
    let second = try setting.run()
    #expect(second.code == 2)
    #expect(second.error.contains("another `assay run` is at work in this workspace"))
    setting.server.release()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try setting.state() == Self.done)
  }

  @Test func theExampleIsAPipeline() throws {
    let text = try Program.run(["run", "--example"])
    #expect(text.code == 0)
    let setting = try PipelineSetting(pipeline: text.out)
    let plan = try setting.run(["--dry-run"])
    #expect(plan.code == 0, "\(plan.error)")
    #expect(plan.out.contains("first batch: 6 stages"))
  }

  @Test func judgesInARowAreAFunnelAndAugmentingMayStartFromWhatIsKept() throws {
    let setting = try PipelineSetting(
      pipeline: """
        [pipeline]
        name = "cascade"
        [[stage]]
        kind = "seeds"
        file = "seeds.jsonl"
        [[stage]]
        kind = "generate"
        count = 40
        per_call = 10
        [[stage]]
        kind = "judge"
        [[stage]]
        kind = "augment"
        count = 10
        from = "judge"
        [[stage]]
        kind = "judge"
        name = "twice"
        samples = 2
        [[stage]]
        kind = "sample"
        count = 5
        from = "twice"
        """)
    let output = try setting.run()
    #expect(output.code == 0, "\(output.error)")
    let stages = try funnel(output).stages
    let kept = try #require(stages[2]["kept"] as? Int)
    #expect(stages[2]["incoming"] as? Int == 40)
    #expect(kept > 0 && kept < 40)
    #expect(stages[4]["incoming"] as? Int == kept + 10)
    #expect(stages[5]["incoming"] as? Int == stages[4]["kept"] as? Int)
    #expect(stages[2]["judge"] as? String != stages[4]["judge"] as? String)
  }
}
