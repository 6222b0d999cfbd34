/// Examples that were drawn to be labelled: a review queue.
public struct SampleDraw: Hashable, Sendable, Codable {
  /// How examples are chosen.
  public enum Strategy: String, Hashable, Sendable, Codable, CaseIterable {
    /// All with the same chance.
    case random
    /// Over score x label x technique x duplicate kind, rare strata more densely.
    case stratified
    /// Where the next label tells the most.
    case informative
    /// So that a wanted share is likely bad.
    case balanced
  }

  /// 1, 2, 3 … in the order in which they were drawn.
  public var id: Int64
  public var strategy: Strategy
  /// The judge whose scores were looked at; nil: none.
  public var judge: JudgeID?
  public var seed: UInt64
  /// How many examples could have been drawn.
  public var population: Int
  public var reviewer: String?
  /// Milliseconds since 1970.
  public var at: Int64
  /// In the order in which they are shown.
  public var examples: [DrawnExample]
  public init(
    id: Int64, strategy: Strategy, judge: JudgeID?, seed: UInt64, population: Int, reviewer: String?,
    at: Int64,
    examples: [DrawnExample]
  ) {
    self.id = id
    self.strategy = strategy
    self.judge = judge
    self.seed = seed
    self.population = population
    self.reviewer = reviewer
    self.at = at
    self.examples = examples
  }
}

/// One example of a draw.
public struct DrawnExample: Hashable, Sendable, Codable {
  /// Why it is in the queue.
  public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    /// Drawn by the strategy.
    case drawn
    /// Known-bad or known-good: measures the reviewer.
    case probe
    /// A copy of an example that the reviewer has decided, as a row of its own: measures consistency.
    case `repeat`
  }

  public var example: ExampleID
  public var role: Role
  /// The chance with which this example came into this draw (Horvitz and Thompson 1952); nil for probes and repeats, and
  /// where it was not drawn by chance.
  public var probability: Double?
  public var stratum: String?
  /// Why this one, for people: "between two thresholds", "no rejected example of this label yet".
  public var reason: String
  public init(
    example: ExampleID, role: Role = .drawn, probability: Double?, stratum: String? = nil, reason: String
  ) {
    self.example = example
    self.role = role
    self.probability = probability
    self.stratum = stratum
    self.reason = reason
  }
}
