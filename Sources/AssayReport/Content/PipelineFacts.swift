import AssayCalibration
import AssayStatistics

/// What the stages of a pipeline asked for, got back, kept and cost, over all its rounds.
public struct PipelineFacts: Hashable, Sendable, Codable {
  public struct Stage: Hashable, Sendable, Codable {
    public var name: String
    public var kind: String
    /// "waiting", "begun" or "done".
    public var state: String
    /// How often it was carried out, or begun.
    public var rounds: Int
    /// Examples that models were asked for, or to judge; null: it asks for none.
    @NullWhenAbsent public var asked: Int?
    /// Whole examples in the answers, examples with a score, rows of a file, examples to compare or to draw from.
    @NullWhenAbsent public var returned: Int?
    /// Those of ``returned`` that it left; null: nothing is known yet.
    @NullWhenAbsent public var kept: Int?
    /// The share that it kept; null where that is no rate of anything.
    @NullWhenAbsent public var share: ReportFigure?
    public var cost: Cost
    /// Whether an earlier round had it and the newest has not.
    public var isGone: Bool

    public init(name: String, kind: String, state: String, rounds: Int, cost: Cost, isGone: Bool = false) {
      self.name = name
      self.kind = kind
      self.state = state
      self.rounds = rounds
      self.cost = cost
      self.isGone = isGone
    }
  }

  /// What went to models.
  public struct Cost: Hashable, Sendable, Codable {
    public var requests: Int
    public var tokens: Int
    /// null: a price is not known.
    @NullWhenAbsent public var amount: Double?
    /// On the clock.
    public var seconds: Double

    public init(requests: Int, tokens: Int, amount: Double?, seconds: Double) {
      (self.requests, self.tokens, self.seconds) = (requests, tokens, seconds)
      self.amount = amount
    }
  }

  public var name: String
  public var rounds: Int
  public var isDone: Bool
  public var stages: [Stage]
  public var total: Cost

  public init(name: String, rounds: Int, isDone: Bool, stages: [Stage], total: Cost) {
    self.name = name
    self.rounds = rounds
    self.isDone = isDone
    self.stages = stages
    self.total = total
  }
}
