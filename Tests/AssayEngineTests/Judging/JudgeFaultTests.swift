import AssayEngine
import AssayModel
import AssayStore
import Foundation
import ModelServerTesting
import Testing

@testable import AssayProviders

/// The whole way: workspace, run, dispatcher, HTTP and a server that fails in every way that is known.
@Suite struct JudgeFaultTests {
  /// A judge at `server` that loses no time.
  private static func run(
    _ workspace: Workspace, _ options: JudgeRun.Options, at server: ChatServer,
    control: RunControl = RunControl(),
    change: (inout ModelEndpoint) -> Void = { _ in }
  ) throws -> JudgeSummary {
    var options = options
    let service = try FaultTesting.service(&options.endpoints, at: server, concurrency: 48, change: change)
    return try JudgeRun(workspace: workspace, options: options).run(service: service, control: control)
  }

  /// The right answer, but for one in ten, which is first answered by something that is no judgement.
  @Sendable private static func reply(_ request: ChatServer.Request) -> ChatServer.Reply {
    let question = FaultTesting.question(request)
    let right = JudgeTesting.answer(question).text
    let isFirst = question.messages.count == 2
    let number = JudgeTesting.judgedText(question).dropFirst(5).prefix { $0 != ":" }
    switch (isFirst, (Int(number) ?? 0) % 50) {
    case (true, 0): return .openAI(#"{"relevanz": 5, "korrektheit": 5, "klarheit": 5, "vielfalt": 5}"#)
    case (true, 1): return .openAI(#"{"relevance": 5, "accuracy": 17, "clarity": -3, "diversity": 5}"#)
    case (true, 2): return .openAI(String(right.prefix(right.count / 2)), finish: "length")
    case (true, 3): return .openAI("This example is fine as far as I can see.")
    case (true, 4): return .openAI("")
    default: return .openAI("```json\n\(right)\n```")
    }
  }

  @Test func whateverAServerDoesEveryExampleIsJudgedOnceAndByNoMadeUpScore() throws {
    let count = 2_000
    let workspace = try JudgeTesting.workspace(count)
    let server = try ChatServer(faults: FaultTesting.faults, respond: Self.reply)
    defer { server.stop() }
    let summary = try Self.run(workspace, JudgeTesting.options(), at: server) { $0.timeout = 2 }
    #expect(summary.ending == .finished)
    #expect((summary.total, summary.judged, summary.failed) == (count, count, 0))
    #expect(try workspace.wrongOnes(summary.judge) == [])
    #expect(summary.judge.count == count)
    let tally = server.tally
    // Each request was answered once, and nobody was asked again after an answer; but for answers that came when the
    // client had just given up, as can be on a machine that is busy with other things.
    let timeouts = summary.traffic.failures.first { $0.kind == .timeout }?.count ?? 0
    let late = timeouts - (tally.faults["hung"] ?? 0)
    #expect(tally.contents.count == count + count / 10)
    #expect(tally.contents.values.allSatisfy { $0.answered >= 1 })
    #expect((0...max(0, late)).contains(tally.answered - count - count / 10))
    #expect(summary.traffic.retries > count / 10)
    for fault in [
      "rate limit", "rate limit with Retry-After", "server error", "malformed", "half body", "wrong types",
      "dropped", "hung", "huge",
    ] { #expect((tally.faults[fault] ?? 0) > 0, "\(fault)") }
    let kinds = Set(summary.traffic.failures.map(\.kind))
    #expect(kinds.isSuperset(of: [.rateLimit, .server, .malformed, .timeout, .tooLarge]))
    let run = try #require(try workspace.run(summary.run))
    #expect((run.state, run.progress.done, run.progress.failed) == (.finished, count, 0))

    let again = try Self.run(workspace, JudgeTesting.options(selection: .all), at: server)
    #expect((again.cached, again.traffic.requests) == (count, 0))
    #expect(server.tally.requests == tally.requests)
  }

  @Test func aServerThatRefusesTheKeyEndsTheRunAtOnceAndNothingCounts() throws {
    let workspace = try JudgeTesting.workspace(50)
    let server = try ChatServer { _ in .refusal(401, "Incorrect API key provided") }
    defer { server.stop() }
    let summary = try Self.run(workspace, JudgeTesting.options(), at: server) { $0.concurrency = 1 }
    guard case .failed(let problem) = summary.ending else {
      Issue.record("it ended as \(summary.ending)")
      return
    }
    #expect(problem.status == 401)
    #expect(server.tally.requests == 1)
    #expect(try workspace.unjudged(by: summary.judge.id).count == 50)
    #expect(try workspace.run(summary.run)?.state == .failed)
  }

  @Test func aRunThatIsCancelledInTheMiddleFinishesWhatIsUnderWayAndTheNextGoesOn() throws {
    let workspace = try JudgeTesting.workspace(300)
    let control = RunControl()
    let server = try ChatServer { request in
      if request.number == 100 { control.stop(.graceful) }
      return Self.reply(request)
    }
    defer { server.stop() }
    let first = try Self.run(workspace, JudgeTesting.options(), at: server, control: control)
    #expect(first.ending == .stopped)
    #expect(first.judged > 0 && first.judged < 300)
    // Every answer that came is on disk.
    #expect(try workspace.answerCount() == server.tally.answered)
    let second = try Self.run(workspace, JudgeTesting.options(), at: server)
    #expect(first.judged + second.judged == 300)
    #expect(server.tally.contents.values.allSatisfy { $0.answered == 1 && $0.requests == 1 })
    #expect(try workspace.wrongOnes(second.judge) == [])
  }

  @Test func aBudgetIsNotExceeded() throws {
    let workspace = try JudgeTesting.workspace(300)
    let server = try ChatServer(respond: Self.reply)
    defer { server.stop() }
    var options = JudgeTesting.options()
    options.budget = 0.1
    let summary = try Self.run(workspace, options, at: server) { endpoint in
      endpoint.priceIn = 1
      endpoint.priceOut = 2
      endpoint.maxTokens = 100
    }
    #expect(summary.ending == .budgetSpent)
    let cost = try #require(summary.traffic.cost)
    #expect(cost <= 0.1 && cost > 0.05)
    #expect(summary.judged > 0)
    #expect(try workspace.run(summary.run)?.state == .budgetSpent)
  }

  @Test func aPausedRunSendsNothingAndGoesOn() throws {
    let workspace = try JudgeTesting.workspace(200)
    let control = RunControl()
    let server = try ChatServer { request in
      if request.number == 60 { control.isPaused = true }
      return Self.reply(request)
    }
    defer { server.stop() }
    let done = DispatchSemaphore(value: 0)
    // A thread, because the pool's may all be with tests that wait.
    Thread.detachNewThread {
      // All that was under way has been answered, and the run says that it waits.
      _ = server.wait { $0.requests > 60 && $0.open == 0 }
      let end = ContinuousClock.now + .seconds(60)
      while (try? workspace.runs(limit: 1).first?.state) != .paused, ContinuousClock.now < end {
        usleep(1_000)
      }
      let before = server.tally.requests
      #expect(before < 200)
      #expect((try? workspace.runs(limit: 1).first?.state) == .paused)
      #expect(server.tally.requests == before)
      control.isPaused = false
      done.signal()
    }
    let summary = try Self.run(workspace, JudgeTesting.options(), at: server, control: control)
    done.wait()
    #expect((summary.ending, summary.judged) == (.finished, 200))
    #expect(try workspace.wrongOnes(summary.judge) == [])
  }
}
