import AssayModel
import Foundation
import ModelServerTesting
import Synchronization
import Testing

@testable import AssayProviders

/// The dispatcher with real threads, real sockets and a server that fails.
@Suite(.timeLimit(.minutes(2))) struct ChatDispatcherTests {
  private let folder = FileManager.default.temporaryDirectory

  private func endpoint(_ server: ChatServer, concurrency: Int = 16) -> ModelEndpoint {
    var endpoint = ModelEndpoint(name: "test", url: server.url, model: "test-model", concurrency: concurrency)
    endpoint.priceIn = 1
    endpoint.priceOut = 4
    return endpoint
  }

  private func dispatcher(_ endpoint: ModelEndpoint, environment: [String: String] = [:]) throws
    -> ChatDispatcher
  {
    var settings = ChatScheduler.Settings()
    settings.retries.base = .milliseconds(10)
    settings.breaker.firstPause = .milliseconds(20)
    settings.breaker.firstPatience = .milliseconds(100)
    return try ChatDispatcher(
      endpoints: [endpoint], environment: environment, folder: folder, settings: settings)
  }

  /// Answers with the number at the end of the question.
  private static let echo: @Sendable (ChatServer.Request) -> ChatServer.Reply = { request in
    .openAI("re " + (request.messages.last?.text.split(separator: " ").last.map(String.init) ?? ""))
  }

  @Test func everyJobIsAnsweredOnce() throws {
    let server = try ChatServer(respond: Self.echo)
    defer { server.stop() }
    let work = ListedWork(500)
    let seen = Mutex<[ChatTraffic]>([])
    let ending = try dispatcher(endpoint(server)).run(work, control: RunControl(), budget: nil) { traffic in
      seen.withLock { $0.append(traffic) }
    }
    #expect(ending == .finished)
    #expect(work.answers == Dictionary(uniqueKeysWithValues: (0..<500).map { ($0, "re \($0)") }))
    #expect(server.tally.requests == 500)
    #expect(server.tally.mostOpen <= 16)
    #expect(server.tally.connections <= 16)
    let last = try #require(seen.withLock { $0.last })
    #expect(last.answered == 500 && last.failed == 0 && last.requests == 500 && last.retries == 0)
    #expect(last.tokensIn == 500 * 500 && last.tokensOut == 500 * 20)
    #expect(abs((last.cost ?? 0) - 500 * (500 * 1 + 20 * 4) / 1e6) < 1e-9)
    #expect((last.latencyP50 ?? 0) > 0)
  }

  /// Work that writes answers down, with what it was told of their cost, may be killed right after.
  @Test func whatAnswersCostIsToldBeforeTheyAreHandedOut() throws {
    final class Ledger: ChatWork {
      let list = ListedWork(60)
      let told = Mutex(0)
      let handed = Mutex(0)
      let late = Mutex(0)
      func next(_ count: Int) throws -> [ChatJob]? { try list.next(count) }
      func finished(_ outcomes: [ChatOutcome]) throws -> [ChatJob] {
        let sum = handed.withLock { sum in
          sum += outcomes.count
          return sum
        }
        // 20 tokens each.
        if told.withLock({ $0 }) < 20 * sum { late.withLock { $0 += 1 } }
        return try list.finished(outcomes)
      }
    }
    let server = try ChatServer(respond: Self.echo)
    defer { server.stop() }
    let work = Ledger()
    _ = try dispatcher(endpoint(server)).run(work, control: RunControl(), budget: nil) { traffic in
      work.told.withLock { $0 = traffic.tokensOut }
    }
    #expect(work.handed.withLock { $0 } == 60)
    #expect(work.late.withLock { $0 } == 0)
  }

  @Test func nothingIsLostToAServerThatFailsInEveryWay() throws {
    let faults = ChatFaults(
      rateLimited: 0.05, rateLimitedPolitely: 0.05, retryAfter: 0.01, serverError: 0.05, malformed: 0.03,
      halfBody: 0.03, wrongTypes: 0.03, dropped: 0.03, hung: 0.02, huge: 0.01)
    let server = try ChatServer(faults: faults, respond: Self.echo)
    defer { server.stop() }
    var endpoint = endpoint(server)
    endpoint.timeout = 0.5
    let work = ListedWork(300)
    let last = Mutex(ChatTraffic())
    let ending = try dispatcher(endpoint).run(work, control: RunControl(), budget: nil) { traffic in
      last.withLock { $0 = traffic }
    }
    #expect(ending == .finished)
    #expect(work.answers == Dictionary(uniqueKeysWithValues: (0..<300).map { ($0, "re \($0)") }))
    #expect(server.tally.contents.values.allSatisfy { $0.answered == 1 })
    let kinds = last.withLock { $0.failures.map(\.kind) }
    #expect(Set(kinds).isSuperset(of: [.rateLimit, .server, .malformed, .connection, .timeout, .tooLarge]))
    #expect(last.withLock { $0.retries == $0.failures.reduce(0) { $0 + $1.count } })
  }

  @Test func jobsThatFollowFromAnswersAreDoneToo() throws {
    let server = try ChatServer(respond: Self.echo)
    defer { server.stop() }
    let work = ListedWork(
      (0..<50).map { ListedWork.job($0) },
      follow: { outcome in outcome.job.id < 100 ? [ListedWork.job(outcome.job.id + 100)] : [] })
    let ending = try dispatcher(endpoint(server)).run(work, control: RunControl(), budget: nil) { _ in }
    #expect(ending == .finished)
    #expect(work.answers.count == 100)
  }

  @Test func answersAreHandedOutInGroupsWhileTheDiskIsBusy() throws {
    let server = try ChatServer(respond: Self.echo)
    defer { server.stop() }
    // The first group is held until the server has answered all that it can: what has come in by then is one group.
    let work = ListedWork(
      (0..<40).map { ListedWork.job($0) },
      onFinished: { count in if count < 30 { server.wait { $0.answered >= 40 } } })
    let ending = try dispatcher(endpoint(server)).run(work, control: RunControl(), budget: nil) { _ in }
    #expect(ending == .finished)
    #expect(work.groups.reduce(0, +) == 40)
    #expect(work.groups.max()! >= 10)
  }

  @Test func whatTheWorkThrowsEndsTheRun() throws {
    let server = try ChatServer(respond: Self.echo)
    defer { server.stop() }
    let work = ListedWork(
      (0..<500).map { ListedWork.job($0) },
      onFinished: { count in if count >= 20 { throw ListedWork.Failure() } })
    let dispatcher = try dispatcher(endpoint(server))
    #expect(throws: ListedWork.Failure.self) {
      try dispatcher.run(work, control: RunControl(), budget: nil) { _ in }
    }
    #expect(server.tally.requests < 500)
  }

  @Test func aModelThatIsNotThereIsNamed() throws {
    let server = try ChatServer(respond: Self.echo)
    defer { server.stop() }
    let work = ListedWork([ListedWork.job(0, model: "other")])
    let dispatcher = try dispatcher(endpoint(server))
    #expect(throws: ProviderError.unknownModel(model: "other")) {
      try dispatcher.run(work, control: RunControl(), budget: nil) { _ in }
    }
  }

  @Test func aGracefulStopKeepsWhatIsUnderWay() throws {
    let server = try ChatServer(respond: Self.echo)
    defer { server.stop() }
    server.hold()
    let control = RunControl()
    Thread.detachNewThread {
      server.wait { $0.open == 16 }
      control.stop(.graceful)
      server.release()
    }
    let work = ListedWork(500)
    #expect(try dispatcher(endpoint(server)).run(work, control: control, budget: nil) { _ in } == .stopped)
    // A few more may have gone out before the wish was seen.
    #expect(work.answers.count == server.tally.answered)
    #expect(work.answers.count >= 16 && work.answers.count < 500)
  }

  @Test func anImmediateStopCutsConnectionsAndKeepsWhatWasAnswered() throws {
    let server = try ChatServer { request in request.number < 20 ? Self.echo(request) : .hang }
    defer { server.stop() }
    let control = RunControl()
    let work = ListedWork(
      (0..<500).map { ListedWork.job($0) },
      onFinished: { count in
        guard count == 20 else { return }
        server.wait { $0.open == 16 }
        control.stop(.immediate)
      })
    #expect(try dispatcher(endpoint(server)).run(work, control: control, budget: nil) { _ in } == .stopped)
    #expect(work.answers.count == 20)
    #expect(server.wait { $0.aborted == 16 && $0.open == 0 })
  }

  @Test func whilePausedNothingIsSentAndThenItGoesOn() throws {
    let server = try ChatServer(respond: Self.echo)
    defer { server.stop() }
    let control = RunControl()
    control.isPaused = true
    let seen = Mutex(false)
    let work = ListedWork(50)
    let ending = try dispatcher(endpoint(server)).run(work, control: control, budget: nil) { traffic in
      guard traffic.waiting == "paused", !seen.withLock({ $0 }) else { return }
      seen.withLock { $0 = server.tally.requests == 0 }
      control.isPaused = false
    }
    #expect(ending == .finished)
    #expect(seen.withLock { $0 })
    #expect(work.answers.count == 50)
  }

  @Test func aBudgetWithoutPricesIsRefusedBeforeAnythingIsSent() throws {
    let server = try ChatServer(respond: Self.echo)
    defer { server.stop() }
    var endpoint = endpoint(server)
    endpoint.priceOut = nil
    let ending = try dispatcher(endpoint).run(ListedWork(5), control: RunControl(), budget: 1) { _ in }
    guard case .failed(let problem) = ending else {
      Issue.record("\(ending)")
      return
    }
    #expect(problem.message.contains("[models.test] has no prices"))
    #expect(server.tally.requests == 0)
    let last = Mutex(ChatTraffic())
    _ = try dispatcher(endpoint).run(ListedWork(5), control: RunControl(), budget: nil) { traffic in
      last.withLock { $0 = traffic }
    }
    #expect(last.withLock { $0.answered == 5 && $0.cost == nil })
  }

  @Test func theBudgetHoldsOverTheWire() throws {
    let server = try ChatServer { _ in .openAI("good", tokensIn: 90, tokensOut: 20) }
    defer { server.stop() }
    var endpoint = endpoint(server)
    endpoint.priceIn = 10
    endpoint.priceOut = 100
    let last = Mutex(ChatTraffic())
    let ending = try dispatcher(endpoint).run(ListedWork(500), control: RunControl(), budget: 0.5) {
      traffic in
      last.withLock { $0 = traffic }
    }
    #expect(ending == .budgetSpent)
    let cost = try #require(last.withLock { $0.cost })
    #expect(cost <= 0.5 && cost > 0.47)
    #expect(last.withLock { $0.waiting == nil && $0.inFlight == 0 })
  }

  // MARK: Keys

  @Test(arguments: [200, 400, 401, 403, 429, 500, 302])
  func aServerThatQuotesTheKeyDoesNotGetItIntoAnyText(status: Int) throws {
    let key = "test-key-0123456789"
    let server = try ChatServer { request in
      let sent = request.header("Authorization") ?? ""
      return .answer(
        status, "{\"error\": {\"message\": \"logprobs: you sent \(sent) and \(key.dropLast(3))\"}} \(key)",
        headers: ["Location: http://127.0.0.1/?\(key)"])
    }
    defer { server.stop() }
    var endpoint = endpoint(server)
    endpoint.keyVariable = "TEST_KEY"
    let job = ChatJob(
      id: 0, model: "test",
      request: ChatRequest(messages: [.init(.user, "q")], topLogProbabilities: 5))
    let work = ListedWork([job])
    let texts = Mutex("")
    var settings = ChatScheduler.Settings()
    settings.retries = RetryPolicy(attempts: 2, base: .zero)
    settings.limitPatience = .zero
    let dispatcher = try ChatDispatcher(
      endpoints: [endpoint], environment: ["TEST_KEY": key], folder: folder, settings: settings)
    let ending = try dispatcher.run(work, control: RunControl(), budget: nil) { traffic in
      texts.withLock { $0 += "\(traffic)" }
    }
    let all = texts.withLock { $0 } + "\(ending) \(work.outcomes) \(String(reflecting: work.problems))"
    #expect(!all.contains("0123456789") && !all.contains("y-012345"))
    // These two show nothing of the server's words.
    if status != 200, status != 302 { #expect(all.contains("[key]")) }
    #expect(work.problems.count == 1)
  }

  @Test func aKeyInAnAnswerIsTakenOutOfIt() throws {
    let key = "test-key-0123456789"
    let server = try ChatServer { _ in .openAI("the key is \(key)", model: key) }
    defer { server.stop() }
    var endpoint = endpoint(server)
    endpoint.keyVariable = "TEST_KEY"
    let work = ListedWork(1)
    _ = try dispatcher(endpoint, environment: ["TEST_KEY": key]).run(
      work, control: RunControl(), budget: nil
    ) { _ in }
    #expect(work.answers == [0: "the key is [key]"])
    #expect(!"\(work.outcomes)".contains("0123456789"))
  }

  @Test func aMissingKeyIsToldBeforeTheRun() throws {
    var endpoint = ModelEndpoint(
      name: "test", url: "http://127.0.0.1:9/v1", model: "m", keyVariable: "NO_KEY")
    #expect(throws: ProviderError.keyMissing(model: "test", variable: "NO_KEY")) {
      try dispatcher(endpoint)
    }
    endpoint.keyVariable = nil
    endpoint.url = "file:///etc/passwd"
    #expect(throws: ProviderError.self) { try dispatcher(endpoint) }
  }

  @Test func anthropicsServerIsSpokenToInItsLanguage() throws {
    let heads = Mutex<[String]>([])
    let server = try ChatServer { request in
      heads.withLock { $0.append(request.head) }
      return request.path == "/v1/messages" ? .anthropic("re \(request.messages.count)") : .refusal(404, "no")
    }
    defer { server.stop() }
    var endpoint = endpoint(server)
    endpoint.dialect = .anthropic
    endpoint.keyVariable = "TEST_KEY"
    let work = ListedWork(3)
    let ending = try dispatcher(endpoint, environment: ["TEST_KEY": "test-key-123"]).run(
      work, control: RunControl(), budget: nil
    ) { _ in }
    #expect(ending == .finished)
    #expect(work.answers == [0: "re 2", 1: "re 2", 2: "re 2"])
    let head = heads.withLock { $0[0] }
    #expect(
      head.contains("x-api-key: test-key-123\r\n") && head.contains("anthropic-version: 2023-06-01\r\n"))
    #expect(!head.contains("Authorization"))
  }
}
