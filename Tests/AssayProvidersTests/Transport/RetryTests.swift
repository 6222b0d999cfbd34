import Foundation
import Testing

@testable import AssayProviders

@Suite struct RetryTests {
  @Test func retryAfterIsReadInBothForms() {
    let now = Date(timeIntervalSince1970: 1_445_412_480 - 30)
    #expect(RetryAfter.delay("7", now: now) == .seconds(7))
    #expect(RetryAfter.delay(" 0.5 ", now: now) == .seconds(0.5))
    #expect(RetryAfter.delay("Wed, 21 Oct 2015 07:28:00 GMT", now: now) == .seconds(30))
    #expect(RetryAfter.delay("Wednesday, 21-Oct-15 07:28:00 GMT", now: now) == .seconds(30))
    let late = Date(timeIntervalSince1970: 2_000_000_000)
    #expect(RetryAfter.delay("Wed, 21 Oct 2015 07:28:00 GMT", now: late) == .seconds(0))
    for text in [nil, "", "soon", "-3", "nan", "inf"] { #expect(RetryAfter.delay(text, now: now) == nil) }
  }

  @Test func delaysGrowToTheCapAndFillTheirRange() {
    let policy = RetryPolicy(base: .seconds(1), cap: .seconds(10))
    var generator = SystemRandomNumberGenerator()
    for (attempt, limit) in [(1, 1.0), (2, 2), (3, 4), (4, 8), (5, 10), (60, 10)] {
      let delays = (0..<200).map { _ in policy.delay(after: attempt, using: &generator).seconds }
      #expect(delays.allSatisfy { $0 >= 0 && $0 <= limit })
      // Full jitter: a failure has a chance of 0.8^200.
      #expect(delays.min()! < limit * 0.2 && delays.max()! > limit * 0.8)
    }
    #expect(RetryPolicy(base: .zero).delay(after: 3, using: &generator) == .zero)
  }

  @Test func whichAnswersAreWorthASecondTry() {
    let retried = (200...599).filter(RetryPolicy.isTransient)
    #expect(retried == [408, 409, 429] + Array(500...599))
  }

  @Test func aSingleRequestIsTriedAgainToo() throws {
    let server = try SocketServer { request in
      switch request.number {
      case 0: []
      case 1: [.answer(503, "busy", headers: "Retry-After: 0.2\r\n")]
      default: [.answer(request.number == 2 ? 200 : 404, "\(request.number)")]
      }
    }
    defer { server.stop() }
    let policy = RetryPolicy(attempts: 3, base: .milliseconds(5))
    let transport = RetryingTransport(CurlTransport(), policy: policy)
    let request = HTTPRequest(url: "http://127.0.0.1:\(server.port)/")
    let start = ContinuousClock.now
    #expect(try transport.send(request).body == Array("2".utf8))
    #expect(ContinuousClock.now - start >= .milliseconds(190))
    #expect(try transport.send(request).status == 404)
    #expect(server.connections == 4)
  }

  @Test func theLastProblemOfASingleRequestIsTold() throws {
    let server = try SocketServer { request in request.number < 3 ? [] : [.answer(500, "")] }
    defer { server.stop() }
    let transport = RetryingTransport(
      CurlTransport(), policy: RetryPolicy(attempts: 3, base: .milliseconds(5)))
    let request = HTTPRequest(url: "http://127.0.0.1:\(server.port)/")
    #expect(throws: TransportProblem.self) { try transport.send(request) }
    #expect(server.connections == 3)
    #expect(try transport.send(request).status == 500)
    #expect(server.connections == 6)
  }

  @Test func batchesHoldSoManyTextsAndBytesAtMost() {
    let sizes = [1, 1, 1, TextBatches.mostBytes - 1, 1, 1, TextBatches.mostBytes * 3, 1]
    #expect(
      TextBatches.split(Array(sizes.indices), bytes: { sizes[$0] }, count: 2) == [
        [0, 1], [2, 3], [4, 5], [6], [7],
      ])
    #expect(TextBatches.split([], bytes: { _ in 0 }, count: 2) == [])
    #expect(TextBatches.split([4, 9], bytes: { _ in 0 }, count: 0) == [[4], [9]])
  }
}
