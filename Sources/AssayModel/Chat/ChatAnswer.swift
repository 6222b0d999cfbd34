/// What a chat model answered.
public struct ChatAnswer: Hashable, Sendable, Codable {
  /// Why the answer ended where it does.
  public enum Finish: String, Hashable, Sendable, Codable {
    case stop
    /// Cut off at the limit of tokens.
    case length
    /// The server held something back.
    case filtered
    case other
  }

  /// One token with what could have stood in its place.
  public struct Token: Hashable, Sendable, Codable {
    /// A token that could have stood there.
    public struct Alternative: Hashable, Sendable, Codable {
      public var text: String
      public var logProbability: Double
      public init(text: String, logProbability: Double) {
        self.text = text
        self.logProbability = logProbability
      }
    }
    public var text: String
    public var logProbability: Double
    /// The most probable ones, this token mostly among them.
    public var alternatives: [Alternative]
    public init(text: String, logProbability: Double, alternatives: [Alternative]) {
      self.text = text
      self.logProbability = logProbability
      self.alternatives = alternatives
    }
  }

  public var text: String
  public var finish: Finish
  /// nil: the server did not say.
  public var tokensIn: Int?
  public var tokensOut: Int?
  /// Token by token; nil: not asked for or not given.
  public var tokens: [Token]?
  /// What the server calls the model that answered.
  public var model: String?

  public init(
    text: String, finish: Finish = .stop, tokensIn: Int? = nil, tokensOut: Int? = nil, tokens: [Token]? = nil,
    model: String? = nil
  ) {
    self.text = text
    self.finish = finish
    self.tokensIn = tokensIn
    self.tokensOut = tokensOut
    self.tokens = tokens
    self.model = model
  }
}
