import AssayModel

/// What the end of a request means.
extension ChatScheduler {
  /// A problem that another try may solve.
  struct Failure {
    var kind: ChatProblem.Kind
    var status: Int?
    var message: String
    /// How long the server wants to be left alone.
    var asked: Duration?
    /// Whether the server was there.
    var isReached = true
    /// Whether it may cost money all the same: the server had the whole request.
    var isBilled: Bool
  }

  func ended(_ completed: CompletedTransfer, now: Duration) {
    guard let request = inFlight.removeValue(forKey: completed.id) else { return }
    lanes[request.job.lane].inFlight -= 1
    let context = lanes[request.job.lane].context
    switch completed.result {
    case .failure(let problem): failed(request, problem, completed.seconds, now)
    case .success(let response) where (200...299).contains(response.status):
      do throws(UnusableAnswer) {
        var answer = try context.format.answer(from: response.body)
        if let key = context.key, key.occurs(in: response.body) { answer.redact(key) }
        answered(request, answer, completed.seconds, now)
      } catch {
        switch error {
        case .malformed(let detail):
          let detail = context.key?.redacted(detail) ?? detail
          retry(
            request, Failure(kind: .malformed, message: "the answer is none: \(detail)", isBilled: true),
            completed.seconds, now)
        case .error(let status):
          refused(
            request, response, ServerRefusal(response, status: status ?? 500, key: context.key),
            completed.seconds, now)
        }
      }
    case .success(let response):
      refused(request, response, ServerRefusal(response, key: context.key), completed.seconds, now)
    }
  }

  /// Gives up all requests at once.
  ///
  /// - Returns: their ids.
  func abandonAll() -> [Int] {
    defer { inFlight.removeAll() }
    for index in lanes.indices { lanes[index].inFlight = 0 }
    return Array(inFlight.keys)
  }

  // MARK: Answers

  private func answered(_ request: InFlight, _ answer: ChatAnswer, _ seconds: Double, _ now: Duration) {
    let lane = request.job.lane
    let endpoint = lanes[lane].context.endpoint
    let tokensIn = answer.tokensIn ?? request.job.expectedIn
    let tokensOut = answer.tokensOut ?? TokenEstimate.tokens(in: answer.text)
    // A server that counts nothing is reckoned with the most that it can have been.
    let isCounted = answer.tokensIn != nil && answer.tokensOut != nil
    let cost =
      isCounted
      ? ChatPrice.cost(tokensIn: tokensIn, tokensOut: tokensOut, at: endpoint)
      : endpoint.isPriced ? request.reserved : nil
    budget.settle(reserved: request.reserved, actual: cost)
    lanes[lane].settle(
      request.job, expected: request.expectedTokens, tokensIn: tokensIn, tokensOut: tokensOut, isAnswer: true,
      now: now)
    lanes[lane].breaker.succeeded()
    lanes[lane].hasAnswered = true
    lanes[lane].refusalsInARow = 0
    lanes[lane].limitedRounds = 0
    meter.answered(seconds: seconds, tokensIn: tokensIn, tokensOut: tokensOut, cost: cost)
    outcomes.append(
      ChatOutcome(job: request.job.job, result: .success(answer), seconds: seconds, cost: cost))
  }

  // MARK: Problems of the connection

  private func failed(
    _ request: InFlight, _ problem: TransportProblem, _ seconds: Double, _ now: Duration
  ) {
    let message = "\(problem)"
    switch problem {
    case .timedOut(let phase, _):
      let isReached = phase != .connect
      retry(
        request, Failure(kind: .timeout, message: message, isReached: isReached, isBilled: isReached),
        seconds,
        now)
    case .dropped: retry(request, Failure(kind: .connection, message: message, isBilled: true), seconds, now)
    case .refused, .hostNotFound:
      retry(
        request, Failure(kind: .connection, message: message, isReached: false, isBilled: false), seconds, now
      )
    case .other: retry(request, Failure(kind: .connection, message: message, isBilled: true), seconds, now)
    case .tooLarge:
      let advice = message + "; raise \"answer_limit\" if that can be right"
      retry(request, Failure(kind: .tooLarge, message: advice, isBilled: true), seconds, now)
    case .badAddress, .untrusted, .badAuthorities:
      giveUp(
        request, Failure(kind: .connection, message: message, isBilled: false), seconds, now, stops: true)
    }
  }

  // MARK: Refusals

  private func refused(
    _ request: InFlight, _ response: HTTPResponse, _ refusal: ServerRefusal, _ seconds: Double,
    _ now: Duration
  ) {
    let lane = request.job.lane
    let context = lanes[lane].context
    let kind: ChatProblem.Kind =
      refusal.status == 429
      ? .rateLimit : RetryPolicy.isTransient(status: refusal.status) ? .server : .refused
    let asked = RetryAfter.delay(response.header("retry-after"))
    let failure = Failure(
      kind: kind, status: refusal.status, message: refusal.shown, asked: asked, isBilled: false)
    // It was sent before another answer told what the server does not take.
    if kind == .refused, request.job.version < context.features.version {
      return again(request, failure, now)
    }
    if let (features, warning) = context.features.features.reduced(
      by: refusal, of: request.job.job.request, for: context.endpoint)
    {
      context.learn(features)
      if let warning { meter.warn(warning) }
      return again(request, failure, now)
    }
    if kind == .refused { lanes[lane].refusalsInARow += 1 }
    switch RefusalRule.verdict(
      refusal, hasAnswered: lanes[lane].hasAnswered, inARow: lanes[lane].refusalsInARow)
    {
    case .retry: retry(request, failure, seconds, now)
    case .failRequest:
      // The server is there and answers.
      lanes[lane].breaker.succeeded()
      giveUp(request, failure, seconds, now, stops: false)
    case .stopRun:
      var failure = failure
      failure.message += refusal.hint(for: context.endpoint.dialect)
      giveUp(request, failure, seconds, now, stops: true)
    }
  }

  // MARK: The end of a job

  func giveUp(
    _ request: InFlight, _ failure: Failure, _ seconds: Double, _ now: Duration, stops: Bool
  ) {
    settle(request, failure, now)
    meter.failed(failure.kind, failure.message)
    let endpoint = lanes[request.job.lane].context.endpoint
    let count = request.job.requests
    let after = count > 1 ? " (after \(count) attempts)" : ""
    let problem = ChatProblem(
      kind: failure.kind, status: failure.status,
      message: "[models.\(endpoint.name)] \(HTTPAddress.shown(endpoint.url)): \(failure.message)\(after)",
      attempts: count, stopsRun: stops)
    outcomes.append(
      ChatOutcome(job: request.job.job, result: .failure(problem), seconds: seconds, cost: nil))
    if stops { end(.failed(problem)) }
  }

  func settle(_ request: InFlight, _ failure: Failure, _ now: Duration) {
    budget.settle(reserved: request.reserved, actual: failure.isBilled ? nil : 0)
    lanes[request.job.lane].settle(
      request.job, expected: request.expectedTokens, tokensIn: request.job.expectedIn, tokensOut: 0,
      isAnswer: false, now: now)
  }
}

extension ChatAnswer {
  /// Answers are kept; a key that a server quotes must not be.
  fileprivate mutating func redact(_ key: APIKey) {
    text = key.redacted(text)
    model = model.map(key.redacted)
    tokens = nil
  }
}
