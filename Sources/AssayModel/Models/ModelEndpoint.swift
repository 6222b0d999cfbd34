/// A model behind an address, from a section [models.NAME].
public struct ModelEndpoint: Hashable, Sendable, Codable {
  /// The language that the server speaks.
  public enum Dialect: String, Hashable, Sendable, Codable, CaseIterable {
    /// `/chat/completions` and `/embeddings`: OpenAI, vLLM, llama.cpp's server, Ollama, LM Studio, Together and others.
    case openAI = "openai"
    /// `/messages`.
    case anthropic
    /// `/translate`, as LibreTranslate has it: translates, and can be asked for nothing else.
    case libreTranslate = "libretranslate"
    /// No server: answers from a file that an earlier run recorded.
    case recorded
  }

  /// How the server is told the form of the answer.
  public enum Structure: String, Hashable, Sendable, Codable, CaseIterable {
    /// By JSON schema; by words alone from the first time on that the server refuses the schema.
    case automatic
    case schema
    /// "Any JSON object", and the form by words.
    case object
    /// By words alone.
    case none
  }

  public var name: String
  public var dialect: Dialect
  /// Up to and without `/embeddings` or `/chat/completions`, for example `http://localhost:8080/v1`.
  public var url: String
  /// What the server calls the model.
  public var model: String
  /// The NAME of the environment variable that holds the key; never the key.
  public var keyVariable: String?
  /// Texts in one request, for embeddings.
  public var batch: Int
  /// Requests at once.
  public var concurrency: Int
  /// Seconds for a whole request.
  public var timeout: Double
  /// Seconds until the connection stands.
  public var connectTimeout: Double
  /// Seconds without a byte once the connection stands; nil: as long as ``timeout``.
  public var idleTimeout: Double?
  /// The largest answer that is accepted, in bytes.
  public var answerLimit: Int
  /// A file of trusted certificates besides the system's.
  public var authorities: String?
  /// nil: the server's own.
  public var temperature: Double?
  /// Tokens of an answer at most, as a person has set it; nil: nobody has.
  public var tokenLimit: Int?
  /// nil: no limit.
  public var requestsPerMinute: Double?
  /// Tokens in and out together; nil: no limit.
  public var tokensPerMinute: Double?
  /// Per million tokens, in whatever currency the person counts; nil: not known, which is not the same as 0.
  public var priceIn: Double?
  public var priceOut: Double?
  public var structure: Structure
  /// Whether to ask for log-probabilities; nil: ask, and stop asking when the server refuses.
  public var logProbabilities: Bool?
  /// The terms under which its output may be used, as a short name or a link.
  public var licence: String?
  /// Models of one family share their blind spots: "gpt-4", "llama-3", "qwen2.5"; nil: found from ``model``.
  public var family: String?
  /// The file of a recorded model, as seen from the workspace's folder.
  public var recording: String?

  public init(
    name: String, dialect: Dialect = .openAI, url: String, model: String, keyVariable: String? = nil,
    batch: Int = 64, concurrency: Int = 4, timeout: Double = 60, authorities: String? = nil
  ) {
    self.name = name
    self.dialect = dialect
    self.url = url
    self.model = model
    self.keyVariable = keyVariable
    self.batch = batch
    self.concurrency = concurrency
    self.timeout = timeout
    connectTimeout = 10
    answerLimit = 8 << 20
    self.authorities = authorities
    structure = .automatic
  }

  /// Tokens of an answer at most, where a request does not say.
  public var maxTokens: Int {
    get { tokenLimit ?? 1024 }
    set { tokenLimit = newValue }
  }

  /// Tokens that the answer to a request may have: what the request asks for, and no more than ``tokenLimit``.
  public func maxTokens(for request: ChatRequest) -> Int {
    min(request.maxTokens ?? maxTokens, tokenLimit ?? .max)
  }

  /// Whether it can be asked questions; one that only translates cannot.
  public var answersQuestions: Bool { dialect != .libreTranslate }

  /// Whether it is known what an answer costs. A recording costs nothing.
  public var isPriced: Bool { dialect == .recorded || (priceIn != nil && priceOut != nil) }
}
