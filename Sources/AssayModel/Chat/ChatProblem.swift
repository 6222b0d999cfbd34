/// Why there is no answer, after every retry. Holds no key.
public struct ChatProblem: Error, Hashable, Sendable, Codable, CustomStringConvertible {
  /// What went wrong; decides whether another try is worth it.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case timeout
    /// Refused, dropped, not found, not trusted.
    case connection
    /// 429.
    case rateLimit = "rate limit"
    /// 5xx, 408, 409.
    case server
    /// 400, 401, 403, 404 and the like: the same request will never succeed.
    case refused
    case tooLarge = "too large"
    /// An answer that is none: half a body, wrong types.
    case malformed
    /// The recording has no answer to it.
    case notRecorded = "not recorded"
  }

  public var kind: Kind
  public var status: Int?
  /// One line: what happened and what to check.
  public var message: String
  public var attempts: Int
  /// Whether every other request to this model will end the same way, so that the run has to stop.
  public var stopsRun: Bool

  public init(kind: Kind, status: Int? = nil, message: String, attempts: Int = 1, stopsRun: Bool = false) {
    self.kind = kind
    self.status = status
    self.message = message
    self.attempts = attempts
    self.stopsRun = stopsRun
  }

  public var description: String { message }
}
