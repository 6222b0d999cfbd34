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
  }

  public let name: String
  public let budget: Double?
  public let rows: [Row]

  /// - Parameter accounts: read what begun stages have done so far.
  public init(_ pipeline: Pipeline, _ accounts: StageAccounts) throws {
    name = pipeline.definition.name
    budget = pipeline.definition.budget
    rows = try pipeline.definition.stages.enumerated().map { number, stage in
      let figures = try accounts.figures(of: number)
      return Row(
        stage: stage, state: pipeline.records[number].state, figures: figures,
        share: figures.flatMap { Self.share($0, stage.kind) })
    }
  }

  /// All rows together.
  public var total: Spending { rows.compactMap(\.figures?.spending).reduce(Spending(), +) }

  public var isDone: Bool { rows.allSatisfy { $0.state == .done } }

  /// A queue of a wanted length is no rate of anything.
  private static func share(_ figures: StageFigures, _ kind: PipelineStage.Kind) -> Proportion? {
    guard kind != .sample, kind != .seeds, figures.incoming > 0, figures.kept <= figures.incoming else {
      return nil
    }
    return Proportion(successes: figures.kept, n: figures.incoming)
  }
}
