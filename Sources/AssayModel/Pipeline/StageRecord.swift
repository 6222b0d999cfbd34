/// How a stage stands, as the workspace keeps it.
public struct StageRecord: Hashable, Sendable {
  public enum State: String, Hashable, Sendable, Codable, CaseIterable {
    case waiting
    /// Begun and not done: it goes on where it was.
    case begun
    case done
  }

  public var name: String
  public var state: State
  /// The last run of it.
  public var run: RunID?
  /// What it has cost and kept, so far; nil: nothing is known yet.
  public var figures: StageFigures?

  public init(name: String, state: State = .waiting, run: RunID? = nil, figures: StageFigures? = nil) {
    self.name = name
    self.state = state
    self.run = run
    self.figures = figures
  }
}

/// What a stage has cost, and what it kept.
public struct StageFigures: Hashable, Sendable, Codable {
  /// Examples that came to it: rows of a file, examples in a model's answers, examples to judge, to compare, to draw
  /// from.
  public var incoming = 0
  /// Examples that models were asked for, or to judge; nil: it asks for none.
  public var asked: Int?
  /// Those of them that it left.
  public var kept = 0
  /// Examples that were to come, of a stage that generates.
  public var wanted: Int?
  /// What it cost, over all its runs.
  public var spending = Spending()
  /// Seconds on the clock from its beginning to its end, the time between its runs left out; nil: not known.
  public var wall: Double?
  /// The batch that it wrote to.
  public var batch: String?
  /// The examples that it took in, where they are not simply those of the batch: some were there before.
  public var examples: [ExampleID]?
  /// The judge version.
  public var judge: String?
  /// What the judge keeps, in words: "mean at least 4".
  public var rule: String?
  /// Without a score.
  public var failed: Int?
  /// What the judge has failed at up to this number of the workspace's scores is asked about once more, in a round that
  /// carries the stage out again; nil: nothing is.
  public var failedBefore: Int64?
  /// Near copies, and the clusters that they are in.
  public var copies: Int?
  public var clusters: Int?
  /// The queue that was drawn.
  public var draw: Int64?
  /// What else there is to say, a line each.
  public var notes: [String] = []
  /// The round that carried it out, where a later one took it over; nil: this one.
  public var takenFrom: Int64?

  public init() {}
}

/// What went to models and what it cost.
public struct Spending: Hashable, Sendable, Codable {
  public var requests = 0
  public var tokensIn = 0
  public var tokensOut = 0
  /// nil: a price is not known.
  public var cost: Double? = 0
  public var seconds = 0.0
  public init() {}

  public init(_ traffic: ChatTraffic) {
    requests = traffic.requests
    tokensIn = traffic.tokensIn
    tokensOut = traffic.tokensOut
    cost = traffic.cost
    seconds = traffic.seconds
  }

  public static func + (left: Spending, right: Spending) -> Spending {
    var sum = left
    sum.requests += right.requests
    sum.tokensIn += right.tokensIn
    sum.tokensOut += right.tokensOut
    sum.cost = left.cost.flatMap { cost in right.cost.map { cost + $0 } }
    sum.seconds += right.seconds
    return sum
  }
}

/// A pipeline as the workspace keeps it.
public struct Pipeline: Hashable, Sendable {
  /// 1, 2, 3 … in the order in which they began.
  public var id: Int64
  public var definition: PipelineDefinition
  /// Milliseconds since 1970.
  public var startedAt: Int64
  public var endedAt: Int64?
  /// One for each of the definition's stages, in their order.
  public var records: [StageRecord]

  public init(
    id: Int64, definition: PipelineDefinition, startedAt: Int64, endedAt: Int64? = nil, records: [StageRecord]
  ) {
    self.id = id
    self.definition = definition
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.records = records
  }
}
