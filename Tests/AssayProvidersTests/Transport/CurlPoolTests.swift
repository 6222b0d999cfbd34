import Foundation
import ModelServerTesting
import Synchronization
import Testing

@testable import AssayProviders

@Suite(.timeLimit(.minutes(1))) struct CurlPoolTests {
  private let pool: CurlPool

  init() throws { pool = try CurlPool() }

  private func request(_ url: String, _ body: String = "{}", limits: HTTPLimits = HTTPLimits()) -> HTTPRequest
  {
    HTTPRequest(url: url, body: Array(body.utf8), limits: limits)
  }

  /// All that ends, until so many have.
  private func collect(_ count: Int) -> [Int: CompletedTransfer] {
    var result: [Int: CompletedTransfer] = [:]
    while result.count < count {
      for transfer in pool.wait(until: pool.now + .seconds(5)) { result[transfer.id] = transfer }
    }
    return result
  }

  private func problem(_ transfer: CompletedTransfer?) -> TransportProblem? {
    if case .failure(let problem)? = transfer?.result { problem } else { nil }
  }

  @Test func manyRequestsShareConnections() throws {
    let server = try ChatServer { request in .openAI(String(decoding: request.body, as: UTF8.self)) }
    defer { server.stop() }
    for round in 0..<10 {
      for id in 0..<20 { pool.start(round * 20 + id, request(server.url, "\(round * 20 + id)!")) }
      let ended = collect(20)
      for id in 0..<20 {
        let body = try ended[round * 20 + id]?.result.get().body ?? []
        #expect(String(decoding: body, as: UTF8.self).contains("\"\(round * 20 + id)!\""))
      }
    }
    #expect(server.tally.requests == 200)
    #expect(server.tally.connections <= 20)
  }

  @Test func aCancelledRequestClosesItsConnectionAndNoOther() throws {
    let server = try ChatServer { _ in .openAI("late") }
    defer { server.stop() }
    server.hold()
    for id in 0..<3 { pool.start(id, request(server.url)) }
    let isThere = Mutex(false)
    Thread.detachNewThread { [pool] in
      server.wait { $0.open == 3 }
      isThere.withLock { $0 = true }
      pool.wake()
    }
    while !isThere.withLock({ $0 }) { #expect(pool.wait(until: pool.now + .seconds(5)).isEmpty) }
    pool.cancel(1)
    // The server learns of it without anything else being done: this is how it stops generating.
    #expect(server.wait { $0.aborted == 1 && $0.open == 2 })
    server.release()
    #expect(collect(2).keys.sorted() == [0, 2])
  }

  @Test func eachRequestHasItsOwnTimes() throws {
    let server = try ChatServer { request in
      switch String(decoding: request.body, as: UTF8.self) {
      case "hang": .hang
      case "trickle": ChatServer.Reply.openAI("slow").trickled(bytes: 1, seconds: 0.02)
      default: .openAI("good")
      }
    }
    defer { server.stop() }
    pool.start(
      0, request(server.url, "hang", limits: HTTPLimits(idle: .milliseconds(150), total: .seconds(20))))
    pool.start(
      1, request(server.url, "trickle", limits: HTTPLimits(idle: .seconds(5), total: .milliseconds(300))))
    pool.start(
      2, request(server.url, "hang", limits: HTTPLimits(idle: .seconds(9), total: .milliseconds(200))))
    pool.start(3, request(server.url, "good", limits: HTTPLimits(idle: .seconds(1), total: .seconds(2))))
    let ended = collect(4)
    #expect(problem(ended[0]) == .timedOut(.idle, seconds: 0.15))
    #expect(problem(ended[1]) == .timedOut(.total, seconds: 0.3))
    #expect(problem(ended[2]) == .timedOut(.total, seconds: 0.2))
    #expect(problem(ended[3]) == nil)
    let times = [0.15, 0.3, 0.2]
    for (id, time) in times.enumerated() {
      let seconds = try #require(ended[id]?.seconds)
      #expect(seconds >= time - 0.002 && seconds < time + 4)
    }
  }

  @Test func whatCannotBeginIsToldLikeAnyOtherProblem() throws {
    let server = try ChatServer { _ in .openAI("good") }
    let closed = server.url
    server.stop()
    #expect(server.wait { _ in true })
    pool.start(0, request("ftp://127.0.0.1/"))
    pool.start(1, HTTPRequest(url: closed, headers: [.init("X", "a\nb")]))
    let ended = collect(2)
    for id in 0...1 {
      guard case .badAddress? = problem(ended[id]) else {
        Issue.record("\(String(describing: ended[id]))")
        continue
      }
    }
  }

  @Test func anAnswerOverTheLimitIsRefusedAndTheNextIsNot() throws {
    let server = try ChatServer { request in
      request.number == 0 ? .openAI(String(repeating: "x", count: 100_000)) : .openAI("small")
    }
    defer { server.stop() }
    pool.start(0, request(server.url, limits: HTTPLimits(bytes: 10_000)))
    #expect(problem(collect(1)[0]) == .tooLarge(limit: 10_000))
    pool.start(1, request(server.url, limits: HTTPLimits(bytes: 10_000)))
    #expect(problem(collect(1)[1]) == nil)
  }

  @Test func waitingEndsAtItsTimeAndWhenItIsWoken() throws {
    let start = ContinuousClock.now
    #expect(pool.wait(until: pool.now + .milliseconds(30)).isEmpty)
    #expect(ContinuousClock.now - start >= .milliseconds(29))
    Thread.detachNewThread { [pool] in pool.wake() }
    #expect(pool.wait(until: pool.now + .seconds(50)).isEmpty)
    #expect(ContinuousClock.now - start < .seconds(40))
  }

  @Test func theKeyGoesIntoTheHeaderThatTheServerWants() throws {
    let heads = Mutex<[String]>([])
    let server = try ChatServer { request in
      heads.withLock { $0.append(request.head) }
      return .openAI("good")
    }
    defer { server.stop() }
    var keyed = request(server.url)
    keyed.key = APIKey("test-key-123")
    keyed.keyPlace = .header("x-api-key")
    pool.start(0, keyed)
    _ = collect(1)
    keyed.keyPlace = .bearer
    pool.start(1, keyed)
    _ = collect(1)
    #expect(
      heads.withLock { $0[0].contains("x-api-key: test-key-123\r\n") && !$0[0].contains("Authorization") })
    #expect(heads.withLock { $0[1].contains("Authorization: Bearer test-key-123\r\n") })
  }

  @Test(.enabled(if: SecureServer.isPossible, "needs the openssl command"))
  func certificatesAreVerifiedAndAnOwnAuthorityIsTrusted() throws {
    let server = try SecureServer(names: "IP:127.0.0.1")
    pool.start(0, HTTPRequest(url: server.url))
    guard case .untrusted? = problem(collect(1)[0]) else {
      Issue.record("trusted")
      return
    }
    pool.start(1, HTTPRequest(url: server.url, authorities: server.certificate))
    #expect(try collect(1)[1]?.result.get().status == 200)
  }
}
