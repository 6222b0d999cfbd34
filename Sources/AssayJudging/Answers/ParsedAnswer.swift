import AssayModel

/// What an answer says.
public struct ParsedAnswer: Hashable, Sendable {
  /// One for each dimension that was asked for, in that order. `value` is nil only inside an ``AnswerProblem``.
  public var scores: [DimensionScore]
  /// The reason for all of them. Where only one dimension was asked for it is that score's own.
  public var reason: String?
  /// Dimensions whose scores could have been weighted by probabilities and are as they were written instead, with the
  /// reason why.
  public var unweighted: [String: String]

  public init(scores: [DimensionScore], reason: String? = nil, unweighted: [String: String] = [:]) {
    self.scores = scores
    self.reason = reason
    self.unweighted = unweighted
  }
}

/// Why an answer cannot be used, or not all of it.
public struct AnswerProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// For the model and for people, without a full stop: "no score for accuracy; clarity is 7, which is not from 1 to 5".
  public var description: String
  /// What could be read: every dimension that was asked for, `value` nil where there is no valid score. nil when nothing
  /// could.
  public var partial: ParsedAnswer?

  public init(description: String, partial: ParsedAnswer? = nil) {
    self.description = description
    self.partial = partial
  }
}
