import AssayModel
import AssayStore

/// The rounds of a pipeline. A stage that is carried out once more begins another one, which takes over what the stages
/// before it have done; all rounds together are the pipeline.
public struct PipelineRounds: Sendable {
  /// One time that a stage was carried out, to its end or not.
  public struct Turn: Hashable, Sendable {
    public var pipeline: Pipeline
    /// Of the stage in that round, counted from 0.
    public var number: Int
    public var stage: PipelineStage { pipeline.definition.stages[number] }
    public var record: StageRecord { pipeline.records[number] }
  }

  public let newest: Pipeline
  /// The rounds before it, oldest first.
  public let earlier: [Pipeline]

  /// - Parameter pipeline: the round to look from; one that has not begun comes after all others.
  public init(_ workspace: Workspace, _ pipeline: Pipeline) throws {
    newest = pipeline
    earlier = try workspace.pipelines().filter {
      $0.definition.name == pipeline.definition.name && (pipeline.id == 0 || $0.id < pipeline.id)
    }
  }

  public var count: Int { earlier.count + 1 }

  /// The times that a stage of the newest round was carried out, oldest first; what a round took over from another is
  /// that other's.
  ///
  /// - Parameter number: counted from 0.
  public func turns(of number: Int) -> [Turn] {
    let stage = newest.definition.stages[number]
    return (earlier + [newest]).flatMap { Self.turns(in: $0) }.filter { Self.isSame($0.stage, stage) }
  }

  /// Stages of earlier rounds that the newest does not have any more, with the times that they were carried out.
  public var gone: [[Turn]] {
    var groups: [[Turn]] = []
    for turn in earlier.flatMap(Self.turns)
    where !newest.definition.stages.contains(where: { Self.isSame($0, turn.stage) }) {
      if let place = groups.firstIndex(where: { Self.isSame($0[0].stage, turn.stage) }) {
        groups[place].append(turn)
      } else {
        groups.append([turn])
      }
    }
    return groups
  }

  /// The number of the first stage that the newest round does itself, counted from 0; nil: there is no other round.
  public var firstRedone: Int? {
    guard !earlier.isEmpty else { return nil }
    return newest.records.firstIndex { $0.figures?.takenFrom == nil }
  }

  private static func turns(in pipeline: Pipeline) -> [Turn] {
    pipeline.definition.stages.indices.filter { number in
      guard number < pipeline.records.count else { return false }
      let record = pipeline.records[number]
      return record.state != .waiting && record.figures?.takenFrom == nil
    }.map { Turn(pipeline: pipeline, number: $0) }
  }

  private static func isSame(_ one: PipelineStage, _ other: PipelineStage) -> Bool {
    one.name == other.name && one.kind == other.kind
  }
}
