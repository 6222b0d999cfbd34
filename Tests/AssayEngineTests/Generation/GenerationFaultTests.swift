import AssayEngine
import AssayGeneration
import AssayModel
import AssayStore
import Foundation
import ModelServerTesting
import Testing

@testable import AssayProviders

/// The whole way: workspace, run, dispatcher, HTTP and a server that fails in every way that is known.
@Suite struct GenerationFaultTests {
  private static func run(
    _ workspace: Workspace, _ options: GenerationRun.Options, at server: ChatServer,
    control: RunControl = RunControl(), change: (inout ModelEndpoint) -> Void = { _ in }
  ) throws -> GenerationSummary {
    var options = options
    let service = try FaultTesting.service(&options.endpoints, at: server, concurrency: 16, change: change)
    return try GenerationTesting.run(workspace, options, service, control: control)
  }

  @Sendable private static func reply(_ request: ChatServer.Request) -> ChatServer.Reply {
    let question = FaultTesting.question(request)
    let text = ScriptedGenerator().text(question)
    switch GenerationTesting.number(question) % 10 {
    case 0: return .openAI(String(text.prefix(text.count / 2)), finish: "length")
    case 1: return .openAI("Sure:\n```json\n\(text)\n```")
    case 2: return .openAI("")
    default: return .openAI(text)
    }
  }

  private static func options(_ count: Int) -> GenerationRun.Options {
    GenerationTesting.options(count: count) {
      $0.labels = .balanced
      $0.perCall = 5
    }
  }

  @Test func whateverAServerDoesTheOrderIsFilledAndNothingIsTwice() throws {
    let count = 1_000
    let workspace = try GenerationTesting.workspace()
    let server = try ChatServer(faults: FaultTesting.faults, respond: Self.reply)
    defer { server.stop() }
    let summary = try Self.run(workspace, Self.options(count), at: server) { $0.timeout = 2 }
    #expect(summary.ending == .finished && summary.shortfalls == [])
    let rows = try GenerationTesting.rows(workspace, batch: "direct 1")
    #expect(rows.count == count && Set(rows.map(\.body)).count == count)
    #expect(rows.count { $0.label == "card" } == count / 2)
    #expect(summary.traffic.retries > 0 && summary.tally.broken > 0)
    let tally = server.tally
    let timeouts = summary.traffic.failures.first { $0.kind == .timeout }?.count ?? 0
    let late = max(0, timeouts - (tally.faults["hung"] ?? 0))
    // Answers that came when the client had just given up can be twice, on a busy machine.
    #expect(tally.contents.values.reduce(0) { $0 + max(0, $1.answered - 1) } <= late)
    #expect(try workspace.generationCalls(of: summary.run).allSatisfy { $0.result != nil })
  }

  @Test func aBudgetIsNotExceededAndMoreMoneyGoesOn() throws {
    let workspace = try GenerationTesting.workspace()
    let server = try ChatServer(respond: Self.reply)
    defer { server.stop() }
    var options = Self.options(400)
    options.order.budget = 0.05
    let summary = try Self.run(workspace, options, at: server) {
      ($0.priceIn, $0.priceOut, $0.concurrency) = (1, 2, 2)
    }
    #expect(summary.ending == .budgetSpent)
    #expect((summary.traffic.cost ?? 1) <= 0.05 && summary.tally.taken > 0)
    #expect(try workspace.run(summary.run)?.state == .budgetSpent)
    options.order.budget = 100
    options.resumes = summary.run
    let rest = try Self.run(workspace, options, at: server)
    #expect(rest.tally.taken == 400 && rest.run != summary.run)
    #expect(server.tally.contents.values.allSatisfy { $0.answered == 1 })
    #expect(try GenerationTesting.rows(workspace, batch: "direct 1").count == 400)
  }

  @Test func aServerThatRefusesTheKeyEndsTheRunAndItsCallStaysOpen() throws {
    let workspace = try GenerationTesting.workspace()
    let server = try ChatServer { _ in .refusal(401, "Incorrect API key provided") }
    defer { server.stop() }
    let summary = try Self.run(workspace, Self.options(40), at: server) { $0.concurrency = 1 }
    guard case .failed(let problem) = summary.ending else {
      Issue.record("it ended as \(summary.ending)")
      return
    }
    #expect(problem.status == 401 && summary.tally.taken == 0)
    #expect(try workspace.run(summary.run)?.state == .failed)
    let good = try ChatServer(respond: Self.reply)
    defer { good.stop() }
    var options = Self.options(40)
    options.resumes = summary.run
    #expect(try Self.run(workspace, options, at: good).tally.taken == 40)
  }

  @Test func aRunThatIsCancelledFinishesWhatIsUnderWayAndTheNextGoesOn() throws {
    let workspace = try GenerationTesting.workspace()
    let control = RunControl()
    let server = try ChatServer { request in
      if request.number == 20 { control.stop(.graceful) }
      return Self.reply(request)
    }
    defer { server.stop() }
    let first = try Self.run(workspace, Self.options(300), at: server, control: control)
    #expect(first.ending == .stopped && first.tally.taken < 300)
    #expect(try workspace.answerCount() == server.tally.answered)
    var options = Self.options(300)
    options.resumes = first.run
    let second = try Self.run(workspace, options, at: server)
    #expect(second.tally.taken == 300)
    #expect(server.tally.contents.values.allSatisfy { $0.answered == 1 && $0.requests == 1 })
  }

  @Test func twoRunsAtOnceHaveTheirOwnBatchesAndNoCopyOfEachOther() throws {
    let workspace = try GenerationTesting.workspace()
    let server = try ChatServer { request in
      let question = FaultTesting.question(request)
      var generator = ScriptedGenerator()
      // A part of all texts comes up in both runs.
      generator.change = { item, request in
        if item.place == 0 {
          item.text = GenerationTesting.words(GenerationTesting.number(request) % 40, 8)
        }
      }
      return .openAI(generator.text(question))
    }
    defer { server.stop() }
    let results = Results()
    DispatchQueue.concurrentPerform(iterations: 2) { index in
      do {
        var options = Self.options(200)
        options.order.seed = UInt64(index + 1)
        results.add(try Self.run(workspace, options, at: server))
      } catch {
        Issue.record(error)
      }
    }
    let all = results.all
    #expect(all.count == 2 && all.allSatisfy { $0.tally.taken == 200 && $0.shortfalls == [] })
    #expect(Set(all.map(\.tally.batch)) == ["direct 1", "direct 2"])
    var texts: [String] = []
    try workspace.forEachExample { row in
      guard row.key.hasPrefix("g") else { return }
      texts.append(String(row.body.prefix { $0 != "," }))
    }
    #expect(texts.count == 400 && Set(texts).count == 400)
    #expect(all.reduce(0) { $0 + $1.tally.copies } > 0)
    #expect(try workspace.integrityProblems().isEmpty)
  }

  private final class Results: @unchecked Sendable {
    private let lock = NSLock()
    private var summaries: [GenerationSummary] = []
    func add(_ summary: GenerationSummary) { lock.withLock { summaries.append(summary) } }
    var all: [GenerationSummary] { lock.withLock { summaries } }
  }
}
