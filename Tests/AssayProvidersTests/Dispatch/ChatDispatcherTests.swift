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
}
