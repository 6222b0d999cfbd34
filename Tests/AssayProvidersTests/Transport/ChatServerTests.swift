import Foundation
import ModelServerTesting
import Testing

@testable import AssayProviders

/// The server that other tests rely on.
@Suite struct ChatServerTests {
  private func post(_ server: ChatServer, _ body: String, limits: HTTPLimits = HTTPLimits()) throws
    -> HTTPResponse
  {
    try CurlTransport().send(
      HTTPRequest(url: server.url + "/chat/completions", body: Array(body.utf8), limits: limits))
  }

  @Test func theSameBodyIsCountedAndAnsweredByTheClosure() throws {
    let server = try ChatServer { request in .openAI(request.messages.map(\.text).joined(separator: "|")) }
    defer { server.stop() }
    let body = #"{"messages": [{"role": "system", "content": "a"}, {"role": "user", "content": "b"}]}"#
    for _ in 0..<3 { #expect(String(decoding: try post(server, body).body, as: UTF8.self).contains("a|b")) }
    #expect(try post(server, "{}").status == 200)
    let tally = server.tally
    #expect(tally.requests == 4 && tally.answered == 4 && tally.open == 0)
    #expect(tally.contents.values.map(\.answered).sorted() == [1, 3])
  }

  @Test func faultsAreTheSameForTheSameRequests() throws {
    let faults = ChatFaults(rateLimitedPolitely: 0.2, serverError: 0.2, malformed: 0.2, wrongTypes: 0.2)
    var runs: [[Int]] = []
    for _ in 0..<2 {
      let server = try ChatServer(faults: faults) { _ in .openAI("good") }
      defer { server.stop() }
      runs.append(try (0..<40).map { try post(server, "{\"n\": \($0 % 20)}").status })
      #expect(server.tally.faults.count == 5)
      #expect(server.tally.faults.values.reduce(0, +) == 40)
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0][..<20] != runs[0][20...])
  }

  @Test func aClientThatGoesIsSeen() throws {
    let server = try ChatServer { _ in .hang }
    defer { server.stop() }
    let limits = HTTPLimits(total: .milliseconds(50))
    #expect(throws: TransportProblem.self) { try post(server, "{}", limits: limits) }
    #expect(server.wait { $0.aborted == 1 && $0.open == 0 && $0.faults["hung"] == 1 })
  }

  @Test func answersAreHeldBackUntilTheyAreReleased() throws {
    let server = try ChatServer { _ in .openAI("late") }
    defer { server.stop() }
    server.hold()
    Thread.detachNewThread {
      server.wait { $0.open == 1 }
      server.release()
    }
    #expect(try post(server, "{}").status == 200)
    #expect(server.tally.mostOpen == 1)
  }

  @Test func aLargeAnswerAndATrickleArriveWhole() throws {
    let server = try ChatServer(latency: 0.001) { request in
      request.attempt == 0
        ? .openAI(String(repeating: "x", count: 10 << 20))
        : ChatServer.Reply.openAI("slowly").trickled(bytes: 100, seconds: 0.001)
    }
    defer { server.stop() }
    #expect(try post(server, "{}").body.count > 10 << 20)
    #expect(String(decoding: try post(server, "{}").body, as: UTF8.self).contains("slowly"))
  }
}
