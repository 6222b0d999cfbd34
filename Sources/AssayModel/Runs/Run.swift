/// Numbers runs in the order in which they began.
public struct RunID: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  public var rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public init(_ value: Int64) { rawValue = value }
  public static func < (left: RunID, right: RunID) -> Bool { left.rawValue < right.rawValue }
}

/// A piece of long work: it can be stopped, killed and gone on with.
public struct Run: Hashable, Sendable {
  /// What the work is.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case judge, probes, generate, tune
  }

  /// How it stands.
  public enum State: String, Hashable, Sendable, Codable, CaseIterable {
    case running, paused, finished
    /// Ended by a person before it was done.
    case cancelled
    case failed
    /// The budget did not allow more.
    case budgetSpent = "budget spent"
    /// It says that it runs, but its process is gone.
    case interrupted
    public var isOver: Bool { self != .running && self != .paused }
  }

  public var id: RunID
  public var kind: Kind
  /// "judge v3 · qwen2.5-14b".
  public var title: String
  public var state: State
  /// What it was started with, as JSON: enough to go on with it.
  public var parameters: String
  public var progress: RunProgress
  /// Milliseconds since 1970; `updatedAt` moves at least every two seconds while it lives.
  public var startedAt: Int64
  public var updatedAt: Int64
  public var endedAt: Int64?
  /// The process that carries it out, and its host.
  public var process: Int32
  public var host: String
  /// What somebody asks of it, from whatever process.
  public var wish: RunWish
  /// The run that has gone on with it; nil: none has, or nobody has looked.
  public var continuedBy: RunID?

  public init(
    id: RunID, kind: Kind, title: String, state: State = .running, parameters: String,
    progress: RunProgress = RunProgress(), startedAt: Int64, updatedAt: Int64, endedAt: Int64? = nil,
    process: Int32, host: String, wish: RunWish = RunWish()
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.state = state
    self.parameters = parameters
    self.progress = progress
    self.startedAt = startedAt
    self.updatedAt = updatedAt
    self.endedAt = endedAt
    self.process = process
    self.host = host
    self.wish = wish
  }
}

/// What somebody asks of a run; it looks twice a second.
public struct RunWish: Hashable, Sendable, Codable {
  public var isPaused: Bool
  public var isCancelled: Bool
  /// nil: as the endpoints say.
  public var concurrency: Int?
  public init(isPaused: Bool = false, isCancelled: Bool = false, concurrency: Int? = nil) {
    self.isPaused = isPaused
    self.isCancelled = isCancelled
    self.concurrency = concurrency
  }
}

/// How far a run is.
public struct RunProgress: Hashable, Sendable, Codable {
  /// Of one dimension: how often each whole score was given, from the lowest up.
  public struct Histogram: Hashable, Sendable, Codable {
    public var dimension: String
    public var minimum: Int
    public var counts: [Int]
    public init(dimension: String, minimum: Int, counts: [Int]) {
      self.dimension = dimension
      self.minimum = minimum
      self.counts = counts
    }
  }

  /// Examples to do in all.
  public var total = 0
  /// Examples done, failed ones and those from the cache included.
  public var done = 0
  public var failed = 0
  /// Examples that needed no request because every answer was on disk.
  public var cached = 0
  public var traffic = ChatTraffic()
  /// For the whole run; nil: a price is not known.
  public var expectedCost: Double?
  public var budget: Double?
  public var histograms: [Histogram] = []
  public var probes: ProbeTally?
  /// What a run that generates has made; nil: it does not.
  public var generation: GenerationTally?
  /// What a person must know: same family as the generator, a server that refuses schemas.
  public var warnings: [String] = []
  /// Why it ended, when there is more to say than its state.
  public var ending: String?
  public init() {}
}
