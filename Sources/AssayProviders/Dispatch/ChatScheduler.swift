import AssayModel

/// Decides which request goes out when, and what its end means: limits, retries, circuit breaker, budget.
///
/// It knows no thread, no clock and no server: it is told the time, and what has ended. `ChatScheduler+Ending.swift` has
/// the second half.
final class ChatScheduler {
  struct Settings: Hashable, Sendable {
    /// Eight requests for a job: with a fifth of all requests failing, one job in 400,000 does.
    var retries = RetryPolicy(attempts: 8, patience: .seconds(900))
    /// How long a job is sent again that is answered with 429.
    var limitPatience: Duration = .seconds(900)
    var breaker = CircuitBreaker.Settings()
  }

  struct InFlight {
    var job: PreparedJob
    var expectedTokens: Double
    var reserved: Double
    var startedAt: Duration
    var isTrial: Bool
  }

  let settings: Settings
  let meter: TrafficMeter
  var lanes: [Lane]
  var budget: Budget
  var random: any RandomNumberGenerator
  var inFlight: [Int: InFlight] = [:]
  private var nextID = 0
  var outcomes: [ChatOutcome] = []
  /// Why nothing more is sent; what is under way may go on.
  private(set) var ending: ChatEnding?
  private(set) var isPaused = false
  private var wish: Int?

  init(
    _ contexts: [EndpointContext], budget: Double?, sharedBudget: SharedBudget? = nil, meter: TrafficMeter,
    settings: Settings = Settings(), random: any RandomNumberGenerator = SystemRandomNumberGenerator()
  ) {
    lanes = contexts.map { Lane($0, breaker: settings.breaker) }
    self.budget = Budget(limit: budget, shared: sharedBudget)
    self.meter = meter
    self.settings = settings
    self.random = random
  }

  // MARK: Jobs

  func add(_ jobs: [PreparedJob]) {
    for job in jobs { lanes[job.lane].queue.append(job) }
  }

  /// How many jobs it would like to have; 0: it has enough for a while.
  var wanted: Int {
    guard ending == nil else { return 0 }
    var (sum, held, isLow) = (0, 0, false)
    for (index, lane) in lanes.enumerated() {
      let target = max(64, 4 * limit(index))
      held += lane.queue.count
      sum += max(0, target - lane.queue.count)
      if lane.queue.count < target / 2 { isLow = true }
    }
    return isLow ? min(sum, Self.mostHeld - held) : 0
  }

  /// One endpoint may be much slower than the others, and its jobs pile up.
  private static let mostHeld = 4096

  /// Whether there is nothing to do and nothing under way.
  var isIdle: Bool { inFlight.isEmpty && outcomes.isEmpty && lanes.allSatisfy { $0.waiting == 0 } }

  func takeOutcomes() -> [ChatOutcome] {
    defer { outcomes.removeAll(keepingCapacity: true) }
    return outcomes
  }

  func end(_ reason: ChatEnding) { ending = ending ?? reason }

  // MARK: Sending

  /// Sends what may be sent now.
  ///
  /// - Parameters:
  ///   - concurrency: requests at once to each endpoint; nil: as the endpoints say.
  ///   - start: begins a request.
  func advance(
    _ now: Duration, isPaused: Bool = false, concurrency: Int? = nil, start: (Int, HTTPRequest) -> Void
  ) {
    self.isPaused = isPaused
    wish = concurrency
    guard ending == nil, !isPaused else { return }
    for index in lanes.indices {
      if lanes[index].context.recording != nil { replay(index) } else { send(index, now, start) }
      if ending != nil { return }
    }
    let isBlocked = lanes.contains { $0.obstacle?.what == .budget }
    if isBlocked, inFlight.isEmpty, !budget.isHeldElsewhere { end(.budgetSpent) }
  }

  private func limit(_ index: Int) -> Int { max(1, wish ?? lanes[index].context.endpoint.concurrency) }

  private func send(_ index: Int, _ now: Duration, _ start: (Int, HTTPRequest) -> Void) {
    let context = lanes[index].context
    let limit = limit(index)
    lanes[index].breaker.threshold = Lane.threshold(limit)
    while true {
      let next = lanes[index].next(now, limit: limit) { budget.reserve($0) }
      guard var job = next else { return }
      let reserved = lanes[index].mostCost(job)
      meter.sent(isRetry: job.requests > 0)
      job.requests += 1
      let id = nextID
      nextID += 1
      inFlight[id] = InFlight(
        job: job, expectedTokens: lanes[index].expectedTokens(job), reserved: reserved, startedAt: now,
        isTrial: lanes[index].breaker.isOpen)
      lanes[index].inFlight += 1
      lanes[index].breaker.sent()
      start(id, context.request(job))
    }
  }

  private func replay(_ index: Int) {
    guard let recording = lanes[index].context.recording else { return }
    let name = lanes[index].context.endpoint.name
    while let job = lanes[index].queue.popFirst() {
      do throws(ChatProblem) {
        let answer = try recording.answer(to: job.job.request, endpoint: name)
        meter.answered(
          seconds: 0, tokensIn: answer.tokensIn ?? 0, tokensOut: answer.tokensOut ?? 0, cost: 0)
        outcomes.append(ChatOutcome(job: job.job, result: .success(answer), seconds: 0, cost: 0))
      } catch {
        meter.failed(error.kind, error.message)
        outcomes.append(ChatOutcome(job: job.job, result: .failure(error), seconds: 0, cost: 0))
      }
    }
  }

  // MARK: Time

  /// When ``advance(_:isPaused:concurrency:start:)`` has something to do, whatever the transfers bring.
  var nextDue: Duration? {
    guard ending == nil, !isPaused else { return nil }
    return lanes.indices.compactMap { lanes[$0].nextDue(limit: limit($0)) }.min()
  }

  /// What it waits for, in words for people.
  func waiting(_ now: Duration) -> String? {
    if ending != nil { return inFlight.isEmpty ? nil : "the last \(inFlight.count) requests" }
    if isPaused { return inFlight.isEmpty ? "paused" : "pausing: \(inFlight.count) requests are under way" }
    for lane in lanes {
      guard let obstacle = lane.obstacle else { continue }
      let name = lane.context.endpoint.name
      let seconds = obstacle.until.map { max(1, Int(($0 - now).seconds.rounded(.up))) }
      let rest = seconds.map { " for \($0) s" } ?? ""
      switch obstacle.what {
      case .serverPause: return "\(name): the server asks for a pause\(rest)"
      case .requestLimit: return "\(name): the limit of requests per minute"
      case .tokenLimit: return "\(name): the limit of tokens per minute"
      case .trial:
        let trial = seconds.map { "the next try is in \($0) s" } ?? "one request is out as a trial"
        return "\(name): the server answers nothing; \(trial)"
      case .budget: return "\(name): the budget may be spent with what is under way"
      }
    }
    return nil
  }
}
