import AssayEngine
import AssayModel
import AssayStore
import Testing

@Suite struct JudgePanelTests {
  private static func panel(_ rule: JudgeSpecification.PanelRule = .mean) -> JudgeRun.Options {
    JudgeTesting.options(models: ["one", "two", "three"]) { $0.specification.panel = rule }
  }

  private static func flat(_ score: Int) -> Result<ChatAnswer, ChatProblem> {
    let members = JudgeTesting.dimensions.map { "\"\($0.name)\": \(score)" }.joined(separator: ", ")
    return .success(ChatAnswer(text: "{\(members)}", tokensIn: 1, tokensOut: 1))
  }

  @Test func theMembersAndWhatTheySayTogetherAreBothThere() throws {
    let workspace = try JudgeTesting.workspace(30)
    let service = ScriptedService { job, _ in Self.flat(["one": 1, "two": 2, "three": 5][job.model] ?? 0) }
    let summary = try JudgeTesting.run(workspace, Self.panel(.median), service)
    #expect(service.sent.count == 90)
    #expect((summary.total, summary.judged) == (30, 30))
    #expect(summary.members.map(\.name) == ["judge v1 · one", "judge v1 · two", "judge v1 · three"])
    for id in [1, 17, 30] {
      let whole = try #require(try workspace.judgement(id, summary.judge))
      #expect(whole.scores.allSatisfy { $0.value == 2 && $0.values == [1, 2, 5] })
      let spread = try #require(whole.scores[0].spread)
      #expect(abs(spread - 2.0816659994661326) < 1e-9)
      #expect(whole.tokens == 6)
      #expect(
        try summary.members.map { try workspace.judgement(id, $0)?.mean } == [1, 2, 5])
    }
  }

  @Test func oneModelAtTwoEndpointsIsTwoMembers() throws {
    let workspace = try JudgeTesting.workspace(3)
    var options = Self.panel(.mean)
    for index in 0..<2 {
      options.definition.models[index].model = "same"
      options.endpoints[index].model = "same"
      options.endpoints[index].url = "http://127.0.0.1:\(index + 1)/v1"
    }
    let service = ScriptedService { job, _ in Self.flat(["one": 1, "two": 5][job.model] ?? 3) }
    let summary = try JudgeTesting.run(workspace, options, service)
    #expect(service.sent.count == 9)
    #expect(summary.members.map(\.name) == ["judge v1 · one", "judge v1 · two", "judge v1 · three"])
    #expect(Set(summary.members.map(\.id)).count == 3)
    #expect(try summary.members.map { try workspace.judgement(1, $0)?.mean } == [1, 5, 3])
    let again = try JudgeTesting.run(workspace, options, service)
    #expect(again.members.map(\.id) == summary.members.map(\.id))
    #expect((again.total, service.sent.count) == (0, 9))
  }

  @Test func aMemberWhoseAnswersCannotBeReadIsLeftOutAndSaidSo() throws {
    let workspace = try JudgeTesting.workspace(2)
    let service = ScriptedService { job, _ in
      job.model == "two" ? .success(ChatAnswer(text: "no idea")) : Self.flat(job.model == "one" ? 2 : 4)
    }
    let summary = try JudgeTesting.run(workspace, Self.panel(), service)
    #expect((summary.judged, summary.unreadable) == (2, 0))
    let whole = try #require(try workspace.judgement(1, summary.judge))
    #expect(whole.scores.map(\.value) == [3, 3, 3, 3])
    #expect(whole.scores[0].values == [2, 4])
    #expect(whole.scores[0].reason?.contains("1 of 3 judges") == true)
    #expect(try workspace.judgement(1, summary.members[1])?.mean == nil)
    #expect(try workspace.failedJudgements(by: summary.members[1].id).count == 2)
  }

  @Test func withoutAnAnswerFromOneMemberThereIsNoVerdictYetAndTheOthersAreNotAskedAgain() throws {
    let workspace = try JudgeTesting.workspace(5)
    let broken = ScriptedService { job, _ in
      job.model == "three"
        ? .failure(ChatProblem(kind: .timeout, message: "three does not answer")) : Self.flat(3)
    }
    let summary = try JudgeTesting.run(workspace, Self.panel(), broken)
    #expect((summary.judged, summary.failed, summary.unanswered) == (0, 5, 5))
    #expect(try workspace.judgement(1, summary.judge) == nil)
    #expect(try workspace.judgement(1, summary.members[0])?.mean == 3)
    #expect(try workspace.judgement(1, summary.members[2]) == nil)
    let whole = ScriptedService { _, _ in Self.flat(5) }
    let next = try JudgeTesting.run(workspace, Self.panel(), whole)
    #expect(next.judged == 5)
    #expect(whole.sent.allSatisfy { $0.model == "three" })
    #expect(whole.sent.count == 5)
    #expect(try workspace.judgement(1, summary.judge)?.scores[0].values == [3, 3, 5])
  }
}
