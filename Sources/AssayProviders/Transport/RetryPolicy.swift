/// When a request that failed is sent again, and after how long.
public struct RetryPolicy: Hashable, Sendable {
  /// Requests in all, the first one included.
  public var attempts: Int
  /// The most that is waited before the first retry; doubled for each further one.
  public var base: Duration
  /// The most that is waited before any retry, unless the server asks for more.
  public var cap: Duration
  /// A server that asks to wait longer than this is not waited for.
  public var patience: Duration

  public init(
    attempts: Int = 5, base: Duration = .milliseconds(500), cap: Duration = .seconds(30),
    patience: Duration = .seconds(120)
  ) {
    self.attempts = attempts
    self.base = base
    self.cap = cap
    self.patience = patience
  }

  /// Whether a server that answers so may answer better a moment later.
  public static func isTransient(status: Int) -> Bool {
    status == 408 || status == 409 || status == 429 || (500...599).contains(status)
  }

  /// Exponential backoff with full jitter (Brooker 2015, "Exponential Backoff And Jitter"): anything between nothing
  /// and the doubled limit, so that clients that failed together do not come back together.
  ///
  /// - Parameter attempt: the number of the request that failed, from 1.
  public func delay<Generator: RandomNumberGenerator>(
    after attempt: Int, using generator: inout Generator
  ) -> Duration {
    let limit = min(cap.seconds, base.seconds * Double(1 << min(30, max(0, attempt - 1))))
    return .seconds(limit <= 0 ? 0 : Double.random(in: 0...limit, using: &generator))
  }
}
