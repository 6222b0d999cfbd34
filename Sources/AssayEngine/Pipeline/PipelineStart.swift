import AssayModel
import AssayStatistics
import AssayStore

/// Where a pipeline stands that somebody wants to carry out.
public enum PipelineStart: Sendable {
  /// There is none of this name.
  case new
  /// It goes on; what had changed had not begun.
  case goesOn(Pipeline)
  case done(Pipeline)
  /// A stage that has begun is told something else now, or is gone.
  case changed(Pipeline, stage: Int, what: [String])

  /// Compares a definition with what the workspace knows of the newest pipeline of its name. Nothing is written.
  public static func find(_ definition: PipelineDefinition, _ workspace: Workspace) throws -> PipelineStart {
    let known = try workspace.pipelines().last { $0.definition.name == definition.name }
    guard let known else { return .new }
    if let change = definition.firstChange(from: known.definition), known.records[change].state != .waiting {
      let before = known.definition.stages[change]
      let what =
        change < definition.stages.count
        ? definition.stages[change].changes(from: before) : ["it is not in the file any more"]
      return .changed(known, stage: change, what: what)
    }
    let isWhole = known.records.count >= definition.stages.count
    return isWhole && known.records.prefix(definition.stages.count).allSatisfy { $0.state == .done }
      ? .done(known) : .goesOn(known)
  }
}

extension Pipeline {
  /// Decides on what chance decides in a stage. No two stages of a workspace have the same, so it also tells which runs
  /// and which queue are a stage's: a process that dies before it could write that down is no loss.
  ///
  /// - Parameter number: counted from 0.
  public func seed(ofStage number: Int) -> UInt64 {
    var random = RepeatableGenerator(
      seed: definition.seed &* 0x9e37_79b9_7f4a_7c15 ^ UInt64(bitPattern: id) << 16 ^ UInt64(number))
    // Whole in every program that reads JSON.
    return random.next() >> 11
  }

  /// Names a stage in the parameters of runs.
  ///
  /// - Parameter number: counted from 0.
  public func origin(ofStage number: Int) -> String { "pipeline \(id), stage \(number + 1)" }
}
