import AssayModel

/// What a server is asked for besides the words. Starts with what the endpoint's configuration wants; what the server
/// refuses is left out from then on.
public struct ServerFeatures: Hashable, Sendable {
  /// How the form of the answer is demanded.
  public enum Form: Hashable, Sendable {
    /// By JSON schema; with Anthropic by a tool that has to be used.
    case schema
    /// Any JSON object.
    case object
    /// By words alone.
    case words
  }

  /// What the limit of an answer's tokens is called. OpenAI's reasoning models refuse the older name, most other
  /// servers do not know the newer one.
  public enum TokenLimit: String, Hashable, Sendable {
    case maxTokens = "max_tokens"
    case maxCompletionTokens = "max_completion_tokens"
  }

  public var form: Form
  /// Alternatives with each token at most; 0: no log-probabilities.
  public var alternatives: Int
  public var hasSeed: Bool
  public var hasTemperature: Bool
  public var tokenLimit: TokenLimit

  /// More alternatives than OpenAI gives.
  static let mostAlternatives = 20

  public init(_ endpoint: ModelEndpoint) {
    form =
      switch endpoint.structure {
      case .automatic, .schema: .schema
      case .object: .object
      case .none: .words
      }
    alternatives = endpoint.logProbabilities == false ? 0 : Self.mostAlternatives
    hasSeed = true
    hasTemperature = true
    tokenLimit = .maxTokens
  }
}
