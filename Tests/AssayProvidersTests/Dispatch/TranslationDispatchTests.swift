import AssayModel
import Foundation
import ModelServerTesting
import Testing

@testable import AssayProviders

/// A translator behind real sockets.
@Suite(.timeLimit(.minutes(2))) struct TranslationDispatchTests {
  private func run(_ work: ListedWork, _ server: ChatServer, key: String? = "test-key-123") throws
    -> ChatEnding
  {
    var settings = ChatScheduler.Settings()
    settings.retries.base = .milliseconds(10)
    let url = server.url.replacing("/v1", with: "")
    let endpoint = ModelEndpoint(
      name: "mt", dialect: .libreTranslate, url: url, model: "libretranslate",
      keyVariable: key.map { _ in "MT_KEY" })
    let dispatcher = try ChatDispatcher(
      endpoints: [endpoint], environment: key.map { ["MT_KEY": $0] } ?? [:],
      folder: FileManager.default.temporaryDirectory, settings: settings)
    return try dispatcher.run(work, control: RunControl(), budget: nil) { _ in }
  }

  private func work(_ count: Int) -> ListedWork {
    ListedWork(
      (0..<count).map { number in
        let texts = (0...number % 3).map { "text \(number).\($0)" }
        return ChatJob(
          id: number, model: "mt", request: ChatRequest(.init(texts: texts, source: "auto", target: "de")))
      })
  }

  @Test func nothingIsLostToATranslatorThatFails() throws {
    let faults = ChatFaults(
      rateLimited: 0.1, serverError: 0.1, malformed: 0.05, halfBody: 0.05, dropped: 0.05)
    let server = try ChatServer(faults: faults) { request in
      .libreTranslate(request, key: "test-key-123") { "\($1):\($0)" }
    }
    defer { server.stop() }
    let work = work(60)
    #expect(try run(work, server) == .finished)
    #expect(work.answers.count == 60)
    #expect(
      work.answers[1] == #"{"texts": ["de:text 1.0", "de:text 1.1"], "languages": ["en", "en"]}"#)
    #expect(work.answers[0] == #"{"texts": ["de:text 0.0"], "languages": ["en"]}"#)
  }

  @Test func aWrongKeyStopsTheRunAndIsNotRepeated() throws {
    let server = try ChatServer { request in
      .answer(403, #"{"error": "Invalid API key test-key-123"}"#, fault: "\(request.number)")
    }
    defer { server.stop() }
    guard case .failed(let problem) = try run(work(3), server) else {
      Issue.record("it went on")
      return
    }
    #expect(problem.message.contains("check the key"))
    #expect(!problem.message.contains("key-123"))
  }
}
