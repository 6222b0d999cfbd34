/// Sends again what failed for a moment, for requests that stand alone.
public struct RetryingTransport: HTTPTransport {
  private let base: any HTTPTransport
  private let policy: RetryPolicy

  public init(_ base: any HTTPTransport, policy: RetryPolicy = RetryPolicy(attempts: 3)) {
    self.base = base
    self.policy = policy
  }

  /// The last answer, or the last problem, when it does not get better.
  public func send(
    _ request: HTTPRequest, progress: (_ received: Int, _ expected: Int) -> Void,
    isCancelled: () -> Bool
  ) throws -> HTTPResponse {
    var generator = SystemRandomNumberGenerator()
    var attempt = 1
    while true {
      var pause = policy.delay(after: attempt, using: &generator)
      do {
        let response = try base.send(request, progress: progress, isCancelled: isCancelled)
        let asked = RetryAfter.delay(response.header("retry-after")) ?? .zero
        if attempt >= policy.attempts || !RetryPolicy.isTransient(status: response.status)
          || asked > policy.patience
        {
          return response
        }
        pause = max(pause, asked)
      } catch let problem as TransportProblem {
        if attempt >= policy.attempts || !problem.isTransient { throw problem }
      }
      try Sleep.until(.now + pause, isCancelled: isCancelled)
      attempt += 1
    }
  }
}
