import AssayModel

/// An answer that is on disk under the hash of its whole request, so that nobody pays for it twice.
public struct StoredAnswer: Hashable, Sendable {
  /// 32 bytes, SHA-256 of the request.
  public var hash: [UInt8]
  /// The model that was asked.
  public var model: String
  /// What it answered; log-probabilities come back bit for bit.
  public var answer: ChatAnswer
  /// From the request to the end of the answer.
  public var seconds: Double
  /// By the endpoint's prices; nil: not known.
  public var cost: Double?
  /// Milliseconds since 1970.
  public var at: Int64
  /// An answer with what it took.
  public init(
    hash: [UInt8], model: String, answer: ChatAnswer, seconds: Double, cost: Double? = nil, at: Int64
  ) {
    self.hash = hash
    self.model = model
    self.answer = answer
    self.seconds = seconds
    self.cost = cost
    self.at = at
  }
}
