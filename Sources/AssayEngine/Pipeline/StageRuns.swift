import AssayModel
import AssayStore

/// The runs that a stage of a pipeline has had, the newest first: a stage that was broken off has several.
public struct StageRuns: Sendable {
  public let runs: [Run]

  /// - Parameter number: of the stage, counted from 0.
  public init(_ workspace: Workspace, _ pipeline: Pipeline, stage number: Int) throws {
    let stage = pipeline.definition.stages[number]
    let origin = pipeline.origin(ofStage: number)
    let seed = pipeline.seed(ofStage: number)
    runs = try workspace.runs(limit: .max).filter { run in
      guard run.startedAt >= pipeline.startedAt else { return false }
      return switch (stage.kind, run.kind) {
      case (.judge, .judge): JudgeParameters(json: run.parameters)?.origin == origin
      case (.generate, .generate), (.augment, .generate):
        GenerationParameters(json: run.parameters)?.order.seed == seed
      default: false
      }
    }
  }

  /// What all of them have cost.
  public var spending: Spending { runs.map { Spending($0.progress.traffic) }.reduce(Spending(), +) }

  /// When each began and gave its last sign, in milliseconds since 1970.
  public var times: [ClosedRange<Int64>] {
    runs.map { $0.startedAt...max($0.startedAt, $0.endedAt ?? $0.updatedAt) }
  }

  /// Seconds on the clock.
  var wall: Double { Double(times.reduce(0) { $0 + $1.upperBound - $1.lowerBound }) / 1_000 }

  /// What a stage that generates has brought so far; nil: it has not begun.
  public var tally: GenerationTally? { runs.lazy.compactMap(\.progress.generation).first }
}
