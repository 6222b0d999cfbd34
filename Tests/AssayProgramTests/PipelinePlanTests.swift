import AssayModel
import AssayStore
import Foundation
import ModelServerTesting
import Testing

/// `assay run --dry-run`: what is left, and about what it takes.
@Suite struct PipelinePlanTests {
  private struct Plan {
    let stages: [[String: Any]]
    let object: [String: Any]

    init(_ output: Program.Output) throws {
      let parsed = try JSONSerialization.jsonObject(with: Data(output.out.utf8)) as? [String: Any]
      object = try #require(parsed, "\(output.out)\n\(output.error)")
      stages = try #require(object["stages"] as? [[String: Any]])
    }
    func estimate(_ stage: Int, _ key: String = "requests") -> Double? {
      ((stages[stage]["estimate"] as? [String: Any])?[key] as? NSNumber)?.doubleValue
    }
    func total(_ key: String) -> Double? {
      ((object["total"] as? [String: Any])?[key] as? NSNumber)?.doubleValue
    }
  }

  private func plan(_ setting: PipelineSetting, _ more: [String] = []) throws -> Plan {
    try Plan(setting.run(["--dry-run", "--json"] + more))
  }

  @Test func beforeTheSeedsAreInEveryStageThatAsksHasItsCost() throws {
    let setting = try PipelineSetting()
    let plan = try plan(setting)
    // A grid of attributes and four calls; two calls; one question for each of 60.
    #expect((1...3).map { plan.estimate($0) } == [5, 2, 60])
    #expect(plan.total("requests") == 67)
    let costs = try (1...3).map { try #require(plan.estimate($0, "cost")) }
    #expect(costs.allSatisfy { $0 > 0 })
    #expect(abs(try #require(plan.total("cost")) - costs.reduce(0, +)) < 1e-9)
    #expect(plan.object["is_partial"] as? Bool == false)
    #expect(setting.server.tally.requests == 0)
    #expect(try setting.workspace().exampleCount() == 0)
    // The whole took about as many.
    #expect(try setting.run().code == 0)
    #expect(abs(setting.server.tally.requests - 67) <= 12)
  }

  @Test func ownKindsAndLevelsAreNamed() throws {
    let setting = try PipelineSetting(
      pipeline: PipelineSetting.standard.replacingOccurrences(
        of: "count = 40",
        with: """
          technique = "edge-case"
          variants = ["sarcasm", "palindrome"]
          difficulty = { easy = 0.5, fiendish = 0.5 }
          count = 40
          """))
    let words = try setting.run(["--dry-run"]).out.split(whereSeparator: \.isWhitespace).joined(
      separator: " ")
    #expect(words.contains("palindrome: an own kind, as written (known are"), "\(words)")
    #expect(words.contains("fiendish: an own level, as written (known are easy, medium, hard)"), "\(words)")
  }

  @Test func aTotalAboveTheBudgetIsTold() throws {
    let setting = try PipelineSetting()
    let cost = try #require(plan(setting).total("cost"))
    let tight = try setting.run(["--dry-run", "--budget", "\(cost / 2)"])
    let words = tight.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("is more than the budget of"), "\(tight.out)")
    #expect(try plan(setting, ["--budget", "\(cost / 2)"]).object["is_over_budget"] as? Bool == true)
    #expect(try plan(setting, ["--budget", "\(cost * 2)"]).object["is_over_budget"] as? Bool == false)
    #expect(try setting.run(["--dry-run", "--budget", "\(cost * 2)"]).out.contains("goes on once") == false)
  }

  @Test func ofAnUnfinishedPipelineOnlyWhatIsLeftIsPlanned() throws {
    let setting = try PipelineSetting()
    #expect(try setting.interrupt(after: 8, by: SIGKILL))
    let plan = try plan(setting)
    #expect(plan.stages[0]["state"] as? String == "done")
    #expect(plan.estimate(0) == nil)
    let written = try setting.workspace().batches().filter { $0.name != "seeds" }.reduce(0) { $0 + $1.count }
    let left = (1...2).compactMap { plan.stages[$0]["examples"] as? Int }
    // A stage that is done has none.
    #expect(left.reduce(0, +) == 60 - written)
    let judged = try setting.workspace().judges().reduce(0) { $0 + $1.count }
    #expect(plan.stages[3]["examples"] as? Int == 60 - judged)
    #expect(plan.object["spent"] as? Double ?? 0 > 0)
    let before = setting.server.tally.requests
    #expect(try setting.run().code == 0)
    #expect(setting.server.tally.requests > before)
    let text = try setting.run(["--dry-run", "--redo", "judge"])
    #expect(text.out.contains("done: 40 of 40 examples"), "\(text.out)")
    #expect(text.out.contains("60 judged, up to 0 more"), "\(text.out)")
  }
}
