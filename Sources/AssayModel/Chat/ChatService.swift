/// A request on its way: `id` is the sender's own, `model` names the endpoint.
public struct ChatJob: Hashable, Sendable {
  public var id: Int
  public var model: String
  public var request: ChatRequest
  public init(id: Int, model: String, request: ChatRequest) {
    self.id = id
    self.model = model
    self.request = request
  }
}

/// How a job ended.
public struct ChatOutcome: Sendable {
  public var job: ChatJob
  public var result: Result<ChatAnswer, ChatProblem>
  /// Of the request that succeeded, or of the last one, in seconds.
  public var seconds: Double
  /// By the endpoint's prices; nil: not known.
  public var cost: Double?
  public init(job: ChatJob, result: Result<ChatAnswer, ChatProblem>, seconds: Double, cost: Double?) {
    self.job = job
    self.result = result
    self.seconds = seconds
    self.cost = cost
  }
}

/// Where jobs come from and answers go to. Both functions are called from one thread at a time.
public protocol ChatWork: AnyObject, Sendable {
  /// The next jobs, about `count` of them. Empty: none before an outstanding one has ended; nil: none at all but for
  /// what ``finished(_:)`` may bring.
  func next(_ count: Int) throws -> [ChatJob]?

  /// Takes what has ended. Once this returns it is on disk, and only then it is counted.
  ///
  /// - Returns: jobs that follow from it, such as a question back after an answer that cannot be read.
  func finished(_ outcomes: [ChatOutcome]) throws -> [ChatJob]
}

/// Sends jobs as fast as the endpoints allow: bounded concurrency, rate limits, retries with backoff, a circuit breaker
/// and a budget, for all jobs together.
public protocol ChatService: Sendable {
  /// Blocks until all work is done or something ends it.
  ///
  /// - Parameters:
  ///   - budget: what may be spent at most; a request that might exceed it is not sent. nil: no limit.
  ///   - observe: told a few times a second, from another thread, how it goes.
  /// - Throws: what `work` throws.
  func run(
    _ work: any ChatWork, control: RunControl, budget: Double?,
    observe: @escaping @Sendable (ChatTraffic) -> Void
  ) throws -> ChatEnding
}

/// Why a service has come to its end.
public enum ChatEnding: Hashable, Sendable {
  case finished
  /// Somebody asked for it.
  case stopped
  /// The next request could have exceeded the budget.
  case budgetSpent
  /// Nothing more can be had: a refusal that holds for all, or a server that stays away.
  case failed(ChatProblem)
}

/// What has gone over the wire so far.
public struct ChatTraffic: Hashable, Sendable, Codable {
  /// Requests that ended without an answer, of one kind.
  public struct Failure: Hashable, Sendable, Codable {
    public var kind: ChatProblem.Kind
    /// Requests that ended so, including those that were tried again.
    public var count: Int
    public var lastMessage: String
    public init(kind: ChatProblem.Kind, count: Int, lastMessage: String) {
      self.kind = kind
      self.count = count
      self.lastMessage = lastMessage
    }
  }

  /// Sent, retries included.
  public var requests = 0
  public var retries = 0
  /// Jobs with an answer, and without one.
  public var answered = 0
  public var failed = 0
  public var inFlight = 0
  public var tokensIn = 0
  public var tokensOut = 0
  /// nil: a price is not known.
  public var cost: Double? = 0
  public var seconds = 0.0
  /// Answers per second, of the last few seconds.
  public var rate = 0.0
  /// Of answered requests, in seconds; nil: none yet.
  public var latencyP50: Double?
  public var latencyP95: Double?
  public var latencyP99: Double?
  /// By kind, the most frequent first.
  public var failures: [Failure] = []
  /// What it waits for, when it waits: "the server asks for a pause of 12 s".
  public var waiting: String?
  /// What a server does not take and is done without from now on, each once.
  public var warnings: [String] = []
  public init() {}
}
