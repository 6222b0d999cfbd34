import AssayModel
import AssayStatistics

/// What a pipeline's stages cost and keep, from the first to the last.
public struct Funnel: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public var stage: PipelineStage
    public var state: StageRecord.State
    /// nil: nothing is known yet.
    public var figures: StageFigures?
    /// The share that it kept, where that is a rate of examples; nil: it is not, or there is none.
    public var share: Proportion?
    /// How often it was carried out, or begun.
    public var rounds: Int
    /// The queues that it has drawn, in their order.
    public var queues: [Int64]
    /// Whether an earlier round had it and the newest has not.
    public var isGone = false
    /// The run that it has under way; nil: it has none.
    public var live: Run?
    /// How the last run of a stage ended that has begun, is not done and is not under way; nil: it is none of these.
    public var brokenOff: Run.State?

    init(_ stage: PipelineStage, _ state: StageRecord.State, _ history: StageHistory?) {
      self.stage = stage
      self.state = state
      figures = history?.figures
      share = history.flatMap { Funnel.share($0.figures, stage.kind) }
      rounds = history?.rounds ?? 0
      queues = history?.queues ?? []
    }
  }

  public let name: String
  public let budget: Double?
  /// Of all rounds together.
  public let rows: [Row]
  public let rounds: Int
  /// Seconds on the clock; stages that went on at the same time are counted once.
  public let wall: Double

  /// - Parameter accounts: read what begun stages have done so far.
  public init(_ pipeline: Pipeline, _ accounts: StageAccounts) throws {
    name = pipeline.definition.name
    budget = pipeline.definition.budget
    rounds = accounts.rounds.count
    let stages = try pipeline.definition.stages.enumerated().map { number, stage in
      var row = Row(stage, pipeline.records[number].state, try accounts.history(of: number))
      row.live = try accounts.live(number)
      row.brokenOff = row.live == nil ? try accounts.brokenOff(number) : nil
      return row
    }
    wall = try accounts.wall()
    rows =
      try stages
      + accounts.gone().map { stage, history in
        var row = Row(stage, .done, history)
        row.isGone = true
        return row
      }
  }

  /// All rows together.
  public var total: Spending { rows.compactMap(\.figures?.spending).reduce(Spending(), +) }

  /// Whether a stage is being carried out.
  public var isRunning: Bool { rows.contains { $0.live != nil } }

  /// What ended the last process that was at work on it; nil: it goes on, is done, or waits between two stages.
  public var brokenOff: Run.State? { isRunning ? nil : rows.lazy.compactMap(\.brokenOff).first }

  public var isDone: Bool { rows.allSatisfy { $0.state == .done } }

  /// A queue of a wanted length is no rate of anything.
  private static func share(_ figures: StageFigures, _ kind: PipelineStage.Kind) -> Proportion? {
    guard kind != .sample, kind != .seeds, figures.incoming > 0, figures.kept <= figures.incoming else {
      return nil
    }
    return Proportion(successes: figures.kept, n: figures.incoming)
  }
}
