/// A question to a chat model, in no server's language.
public struct ChatRequest: Hashable, Sendable, Codable {
  /// One turn of the conversation.
  public struct Message: Hashable, Sendable, Codable {
    /// Who speaks.
    public enum Role: String, Hashable, Sendable, Codable { case system, user, assistant }
    public var role: Role
    public var content: String
    public init(_ role: Role, _ content: String) {
      self.role = role
      self.content = content
    }
  }

  /// The form that an answer must have.
  public struct Schema: Hashable, Sendable, Codable {
    public var name: String
    /// A JSON schema, as JSON text.
    public var json: String
    public init(name: String, json: String) {
      self.name = name
      self.json = json
    }
  }

  public var messages: [Message]
  /// nil: free text.
  public var schema: Schema?
  /// nil: the endpoint's, else the server's.
  public var temperature: Double?
  /// nil: the endpoint's.
  public var maxTokens: Int?
  /// For each token of the answer, the log-probabilities of so many alternatives; nil: none.
  public var topLogProbabilities: Int?
  /// For servers that can repeat themselves.
  public var seed: Int?
  /// Tells apart requests that are otherwise the same: the second sample, another try. Not sent.
  public var sample: Int
  /// The mark around foreign text in ``messages``, which differs from request to request and workspace to workspace;
  /// recordings are found without it. Not sent by itself.
  public var fence: String?
  /// In place of messages, where the endpoint translates; see ``init(_:)``.
  public var translation: Translation?

  public init(
    messages: [Message], schema: Schema? = nil, temperature: Double? = nil, maxTokens: Int? = nil,
    topLogProbabilities: Int? = nil, seed: Int? = nil, sample: Int = 0, fence: String? = nil
  ) {
    self.messages = messages
    self.schema = schema
    self.temperature = temperature
    self.maxTokens = maxTokens
    self.topLogProbabilities = topLogProbabilities
    self.seed = seed
    self.sample = sample
    self.fence = fence
  }
}
