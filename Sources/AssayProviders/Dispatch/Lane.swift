import AssayModel

/// The traffic to one endpoint: what waits, what is under way, and when the next may go out.
struct Lane {
  /// What a lane waits for.
  enum Obstacle: Hashable {
    /// The server asked for it, or answers 429 without saying how long.
    case serverPause
    case requestLimit
    case tokenLimit
    case trial
    case budget
  }

  let context: EndpointContext
  var queue = JobQueue()
  var retries = RetryQueue()
  var inFlight = 0
  var breaker: CircuitBreaker
  var pausedUntil: Duration = .zero
  /// 429s in a row, each to a request that was sent after ``limitedAt``.
  var limitedRounds = 0
  var limitedAt: Duration = .zero
  private var requests: TokenBucket?
  private var tokens: TokenBucket?
  /// Of an answer, on average; nil: no answer yet.
  private var averageOut: Double?
  /// How far the server's counts have gone beyond the bound; 1: not at all.
  private var overrun = 1.0
  var hasAnswered = false
  /// Refusals without an answer in between.
  var refusalsInARow = 0
  var obstacle: (what: Obstacle, until: Duration?)?

  init(_ context: EndpointContext, breaker: CircuitBreaker.Settings) {
    self.context = context
    let endpoint = context.endpoint
    self.breaker = CircuitBreaker(settings: breaker, threshold: Self.threshold(endpoint.concurrency))
    requests = endpoint.requestsPerMinute.map { TokenBucket(perMinute: $0, isCounted: true, now: .zero) }
    tokens = endpoint.tokensPerMinute.map { TokenBucket(perMinute: $0, isCounted: false, now: .zero) }
  }

  static func threshold(_ concurrency: Int) -> Int { max(5, min(50, 2 * concurrency)) }

  var waiting: Int { queue.count + retries.count }

  /// What a request is expected to take of the limit of tokens: answers are reckoned with their average, before the
  /// first one with the most.
  func expectedTokens(_ job: PreparedJob) -> Double {
    Double(job.expectedIn) + min(averageOut ?? .infinity, Double(job.maxOut))
  }

  /// The most that a request can cost. A server that puts much of its own around a text counts more than the bound; it
  /// is reckoned with from then on.
  func mostCost(_ job: PreparedJob) -> Double { context.most(job) * overrun }

  /// Takes the next job that may go out now. If there is one but it may not, says why in ``obstacle``.
  ///
  /// - Parameters:
  ///   - limit: requests at once.
  ///   - reserve: asks the budget, last of all.
  mutating func next(_ now: Duration, limit: Int, reserve: (Double) -> Bool) -> PreparedJob? {
    obstacle = nil
    // After a pause that was not asked for nobody knows whether it was long enough: one request finds out.
    guard inFlight < (limitedRounds > 1 ? 1 : limit), waiting > 0 else { return nil }
    if now < pausedUntil { return blocked(.serverPause, until: pausedUntil) }
    guard breaker.allows(now) else {
      return blocked(.trial, until: breaker.nextTrial > now ? breaker.nextTrial : nil)
    }
    guard let source = source(now, limit: limit) else {
      // Jobs that failed come first when their time is there; meanwhile there is nothing else to do.
      obstacle = nil
      return nil
    }
    if let delay = requests?.delay(for: 1, now: now), delay > .zero {
      return blocked(.requestLimit, until: now + delay)
    }
    guard var job = take(source) else { return nil }
    if job.version != context.features.version { context.encode(&job) }
    let need = expectedTokens(job)
    if let delay = tokens?.delay(for: need, now: now), delay > .zero {
      putBack(job, now)
      return blocked(.tokenLimit, until: now + delay)
    }
    guard reserve(mostCost(job)) else {
      putBack(job, now)
      return blocked(.budget, until: nil)
    }
    requests?.take(1, now: now)
    tokens?.take(need, now: now)
    return job
  }

  /// Corrects what was expected of a request.
  ///
  /// - Parameters:
  ///   - tokensOut: 0: it brought no answer.
  mutating func settle(
    _ job: PreparedJob, expected: Double, tokensIn: Int, tokensOut: Int, isAnswer: Bool, now: Duration
  ) {
    if isAnswer {
      overrun = max(overrun, Double(tokensIn) / Double(max(1, job.mostIn)))
      averageOut = averageOut.map { $0 * 0.95 + Double(tokensOut) * 0.05 } ?? Double(tokensOut)
    }
    tokens?.giveBack(expected - Double(tokensIn + tokensOut), now: now)
  }

  /// When something may be done that cannot be done now; nil: nothing but transfers can bring it.
  func nextDue(limit: Int) -> Duration? {
    guard inFlight < (limitedRounds > 1 ? 1 : limit), waiting > 0 else { return nil }
    if let obstacle { return obstacle.until }
    return retries.firstDue
  }

  // MARK: Parts

  private enum Source { case retries, queue }

  /// New jobs go out only while few others wait for another try, so that their number stays bounded.
  private func source(_ now: Duration, limit: Int) -> Source? {
    let hasRoom = retries.count < 2 * max(limit, 8)
    if breaker.isOpen { return !queue.isEmpty && hasRoom ? .queue : .retries }
    if let due = retries.firstDue, due <= now { return .retries }
    return !queue.isEmpty && hasRoom ? .queue : nil
  }

  private mutating func take(_ source: Source) -> PreparedJob? {
    switch source {
    case .retries: retries.popFirst()
    case .queue: queue.popFirst()
    }
  }

  private mutating func putBack(_ job: PreparedJob, _ now: Duration) { retries.add(job, due: now) }

  private mutating func blocked(_ what: Obstacle, until: Duration?) -> PreparedJob? {
    obstacle = (what, until)
    return nil
  }
}
