import AssayModel
import Foundation

@testable import AssayProviders

/// A server and a clock that are only pretended: hours pass in milliseconds, and the same run comes out the same.
final class SimulatedPool: TransferPool {
  struct Reply {
    var seconds = 0.1
    var result: Result<HTTPResponse, TransportProblem>

    static func answer(_ text: String = "good", tokensIn: Int = 10, tokensOut: Int = 5, seconds: Double = 0.1)
      -> Reply
    {
      let body =
        #"{"choices":[{"message":{"content":"\#(text)"},"finish_reason":"stop"}],"#
        + #""usage":{"prompt_tokens":\#(tokensIn),"completion_tokens":\#(tokensOut)}}"#
      return status(200, body, seconds: seconds)
    }

    static func status(_ status: Int, _ body: String = "", retryAfter: String? = nil, seconds: Double = 0.1)
      -> Reply
    {
      let headers = retryAfter.map { [HTTPRequest.Header("retry-after", $0)] } ?? []
      return Reply(
        seconds: seconds,
        result: .success(HTTPResponse(status: status, headers: headers, body: Array(body.utf8))))
    }

    static func problem(_ problem: TransportProblem, seconds: Double = 0.1) -> Reply {
      Reply(seconds: seconds, result: .failure(problem))
    }
  }

  /// A request as the server saw it.
  struct Seen {
    var id: Int
    var time: Double
    var body: String
    var url: String
  }

  private(set) var now = Duration.zero
  private(set) var seen: [Seen] = []
  private(set) var cancelled: [Int] = []
  private(set) var mostAtOnce = 0
  private var running:
    [(id: Int, start: Duration, end: Duration, result: Result<HTTPResponse, TransportProblem>)] = []
  private let respond: (Seen) -> Reply

  init(_ respond: @escaping (Seen) -> Reply) { self.respond = respond }

  func start(_ id: Int, _ request: HTTPRequest) {
    let request = Seen(
      id: id, time: now.seconds, body: String(decoding: request.body ?? [], as: UTF8.self), url: request.url)
    seen.append(request)
    let reply = respond(request)
    running.append((id, now, now + .seconds(reply.seconds), reply.result))
    mostAtOnce = max(mostAtOnce, running.count)
  }

  func cancel(_ id: Int) {
    cancelled.append(id)
    running.removeAll { $0.id == id }
  }

  func wait(until deadline: Duration) -> [CompletedTransfer] {
    guard let first = running.map(\.end).min(), first <= deadline else {
      now = max(now, deadline)
      return []
    }
    now = max(now, first)
    defer { running.removeAll { $0.end <= now } }
    return running.filter { $0.end <= now }.map {
      CompletedTransfer(id: $0.id, result: $0.result, seconds: ($0.end - $0.start).seconds)
    }
  }

  func wake() {}
}

/// A repeatable generator (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// A scheduler and a pretended server, driven turn by turn.
final class Simulation {
  let scheduler: ChatScheduler
  let pool: SimulatedPool
  let meter = TrafficMeter(isPriced: true)
  let contexts: [EndpointContext]
  private(set) var outcomes: [ChatOutcome] = []
  /// Between turns.
  var isPaused = false
  var concurrency: Int?

  static func endpoint(_ name: String = "test", concurrency: Int = 4) -> ModelEndpoint {
    var endpoint = ModelEndpoint(
      name: name, url: "http://127.0.0.1:9/v1", model: "m", concurrency: concurrency)
    endpoint.priceIn = 1
    endpoint.priceOut = 1
    return endpoint
  }

  init(
    _ endpoints: [ModelEndpoint] = [Simulation.endpoint()], budget: Double? = nil, seed: UInt64 = 1,
    settings: ChatScheduler.Settings = .init(), respond: @escaping (SimulatedPool.Seen) -> SimulatedPool.Reply
  ) throws {
    contexts = try endpoints.map {
      try EndpointContext($0, environment: [:], folder: FileManager.default.temporaryDirectory)
    }
    scheduler = ChatScheduler(
      contexts, budget: budget, meter: meter, settings: settings, random: SeededGenerator(seed))
    pool = SimulatedPool(respond)
  }

  func add(_ jobs: [ChatJob]) {
    scheduler.add(
      jobs.map { job in
        let lane = contexts.firstIndex { $0.endpoint.name == job.model } ?? 0
        return contexts[lane].prepare(job, lane: lane)
      })
  }

  func add(_ ids: Range<Int>, model: String = "test") { add(ids.map { ListedWork.job($0, model: model) }) }

  /// One turn: what may go out goes out, then the first thing that ends is taken.
  ///
  /// - Returns: false when nothing is left to do.
  @discardableResult
  func turn(until limit: Double = 1e7) -> Bool {
    scheduler.advance(pool.now, isPaused: isPaused, concurrency: concurrency) { pool.start($0, $1) }
    outcomes += scheduler.takeOutcomes()
    if scheduler.inFlight.isEmpty, scheduler.ending != nil || scheduler.isIdle { return false }
    let deadline = min(scheduler.nextDue ?? .seconds(limit), .seconds(limit))
    for transfer in pool.wait(until: deadline) { scheduler.ended(transfer, now: pool.now) }
    outcomes += scheduler.takeOutcomes()
    return pool.now.seconds < limit
  }

  func run(until limit: Double = 1e7) { while turn(until: limit) {} }

  var answered: Int { outcomes.count { if case .success = $0.result { true } else { false } } }
  var problems: [ChatProblem] {
    outcomes.compactMap { if case .failure(let problem) = $0.result { problem } else { nil } }
  }
  var times: [Double] { pool.seen.map(\.time) }

  /// The most of something within any 60 seconds that begin with a request.
  func mostInAMinute(_ amount: (SimulatedPool.Seen) -> Double = { _ in 1 }) -> Double {
    var (most, sum, first) = (0.0, 0.0, 0)
    for request in pool.seen {
      sum += amount(request)
      while pool.seen[first].time <= request.time - 60 {
        sum -= amount(pool.seen[first])
        first += 1
      }
      most = max(most, sum)
    }
    return most
  }
}
