import Foundation
import Synchronization
import Testing

@testable import AssayProviders

@Suite struct CurlTransportTests {
  private let transport = CurlTransport()

  private func address(_ server: SocketServer, scheme: String = "http") -> String {
    "\(scheme)://127.0.0.1:\(server.port)/v1"
  }

  /// What `send` throws, and after how many seconds.
  private func outcome(_ request: HTTPRequest, isCancelled: () -> Bool = { false }) -> (
    error: any Error, seconds: Double
  )? {
    let start = ContinuousClock.now
    do {
      _ = try transport.send(request, isCancelled: isCancelled)
      return nil
    } catch {
      return (error, (ContinuousClock.now - start).seconds)
    }
  }

  @Test func aRequestGoesOutAndItsAnswerComesBack() throws {
    let server = try SocketServer { _ in [.answer(418, "tea\u{0}pot", headers: "X-One: a b \r\nx-two:\r\n")] }
    defer { server.stop() }
    let key = APIKey("key-0123456789")
    let response = try transport.send(
      HTTPRequest(url: address(server), headers: [.init("X-Mine", "1")], body: Array("hello".utf8), key: key))
    #expect(response.status == 418)
    #expect(response.header("x-one") == "a b")
    #expect(response.header("x-two") == "")
    #expect(response.header("x-three") == nil)
    #expect(response.body == Array("tea\u{0}pot".utf8))
    let seen = server.received[0]
    #expect(seen.hasPrefix("POST /v1 HTTP/1.1\r\n"))
    #expect(seen.contains("\r\nX-Mine: 1\r\n"))
    #expect(seen.contains("\r\nAuthorization: Bearer key-0123456789\r\n"))
    #expect(!seen.contains("Expect:"))
  }

  @Test func silenceEndsAfterTheIdleTime() throws {
    let server = try SocketServer { _ in
      [.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"), .wait(seconds: 5)]
    }
    defer { server.stop() }
    let limits = HTTPLimits(idle: .milliseconds(350), total: .seconds(20))
    let failure = try #require(outcome(HTTPRequest(url: address(server), limits: limits)))
    #expect(failure.error as? TransportProblem == .timedOut(.idle, seconds: 0.35))
    #expect(failure.seconds >= 0.34 && failure.seconds < 4.5)
  }

  @Test func aTrickleEndsAfterTheTotalTime() throws {
    let server = try SocketServer { _ in
      [.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n")]
        + (0..<40).flatMap { _ in [.send("x"), .wait(seconds: 0.1)] as [SocketServer.Step] }
    }
    defer { server.stop() }
    let limits = HTTPLimits(idle: .seconds(2), total: .milliseconds(650))
    let failure = try #require(outcome(HTTPRequest(url: address(server), limits: limits)))
    #expect(failure.error as? TransportProblem == .timedOut(.total, seconds: 0.65))
    #expect(failure.seconds >= 0.64 && failure.seconds < 4.5)
  }

  @Test func aHandshakeWithoutAnAnswerEndsAfterTheConnectTime() throws {
    let server = try SocketServer { _ in [.wait(seconds: 5)] }
    defer { server.stop() }
    let limits = HTTPLimits(connect: .milliseconds(300), idle: .seconds(9), total: .seconds(20))
    let failure = try #require(outcome(HTTPRequest(url: address(server, scheme: "https"), limits: limits)))
    #expect(failure.error as? TransportProblem == .timedOut(.connect, seconds: 0.3))
    #expect(failure.seconds >= 0.29 && failure.seconds < 4.5)
  }

  @Test func cancellationEndsARequestAtOnce() throws {
    let server = try SocketServer { _ in [.wait(seconds: 5)] }
    defer { server.stop() }
    let start = ContinuousClock.now
    let failure = try #require(
      outcome(HTTPRequest(url: address(server))) { ContinuousClock.now - start > .milliseconds(200) })
    #expect(failure.error is CancellationError)
    #expect(failure.seconds < 4.5)
  }

  @Test(arguments: ["Content-Length: 5000\r\n", "", "Content-Length: 60\r\n"])
  func anAnswerOverTheLimitIsRefused(header: String) throws {
    let server = try SocketServer { _ in
      [.send("HTTP/1.1 200 OK\r\n\(header)\r\n" + String(repeating: "x", count: 60))]
    }
    defer { server.stop() }
    let failure = try #require(outcome(HTTPRequest(url: address(server), limits: HTTPLimits(bytes: 50))))
    #expect(failure.error as? TransportProblem == .tooLarge(limit: 50))
  }

  @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"])
  func anAnswerThatBreaksOffIsADroppedConnection(text: String) throws {
    let server = try SocketServer { _ in [.send(text)] }
    defer { server.stop() }
    let failure = try #require(outcome(HTTPRequest(url: address(server))))
    let problem = try #require(failure.error as? TransportProblem)
    guard case .dropped = problem else {
      Issue.record("\(problem)")
      return
    }
    #expect(problem.isTransient)
  }

  @Test func aClosedPortIsSaidToBeOne() throws {
    let server = try SocketServer { _ in [] }
    let request = HTTPRequest(url: address(server))
    server.stop()
    Thread.sleep(forTimeInterval: 0.05)
    // The socket stays bound, so no other program gets its port.
    let failure = try #require(outcome(request))
    #expect("\(failure.error)".contains("is the server running?"), "\(failure.error)")
  }

  @Test(arguments: [
    "file:///etc/passwd", "ftp://host/x", "host/x", "http://", "http://a b/", "gopher://x", "",
  ])
  func onlyHTTPAddressesAreUsed(url: String) throws {
    let failure = try #require(outcome(HTTPRequest(url: url)))
    guard case .badAddress? = failure.error as? TransportProblem else {
      Issue.record("\(failure.error)")
      return
    }
  }

  @Test func aRequestWithAKeyFollowsNoRedirect() throws {
    let other = try SocketServer { _ in [.answer(200, "stolen")] }
    let server = try SocketServer { _ in
      [.answer(302, "", headers: "Location: http://127.0.0.1:\(other.port)/\r\n")]
    }
    defer {
      server.stop()
      other.stop()
    }
    let request = HTTPRequest(url: address(server), key: APIKey("key-0123456789"), followsRedirects: true)
    #expect(try transport.send(request).status == 302)
    #expect(other.connections == 0)
    let open = HTTPRequest(url: address(server), followsRedirects: true)
    #expect(try transport.send(open).body == Array("stolen".utf8))
    #expect(other.received.allSatisfy { !$0.contains("Authorization") })
  }

  @Test func aRedirectLeavesTheWebForNoFile() throws {
    let server = try SocketServer { _ in [.answer(302, "", headers: "Location: file:///etc/passwd\r\n")] }
    defer { server.stop() }
    let failure = try #require(outcome(HTTPRequest(url: address(server), followsRedirects: true)))
    #expect(failure.error is TransportProblem)
  }

  @Test func aLineBreakInAHeaderIsRefused() throws {
    let request = HTTPRequest(url: "http://127.0.0.1:9/", headers: [.init("X", "a\r\nHost: evil")])
    let failure = try #require(outcome(request))
    guard case .badAddress? = failure.error as? TransportProblem else {
      Issue.record("\(failure.error)")
      return
    }
  }

  @Test func manyThreadsShareOneTransport() throws {
    let server = try SocketServer { request in [.wait(seconds: 0.02), .answer(200, "\(request.number)")] }
    defer { server.stop() }
    let bodies = Mutex<Set<String>>([])
    let group = DispatchGroup()
    for _ in 0..<8 {
      group.enter()
      Thread.detachNewThread { [transport, url = address(server)] in
        for _ in 0..<10 {
          if let response = try? transport.send(HTTPRequest(url: url)) {
            bodies.withLock { _ = $0.insert(String(decoding: response.body, as: UTF8.self)) }
          }
        }
        group.leave()
      }
    }
    group.wait()
    #expect(bodies.withLock { $0.count } == 80)
  }

  @Test func anUnusableFileOfAuthoritiesIsNamed() throws {
    let server = try SocketServer { _ in [.wait(seconds: 1)] }
    defer { server.stop() }
    let transport = CurlTransport(authorities: "/nowhere/ca.pem")
    #expect(throws: TransportProblem.badAuthorities(file: "/nowhere/ca.pem")) {
      try transport.send(HTTPRequest(url: "https://127.0.0.1:\(server.port)/"))
    }
  }
}
