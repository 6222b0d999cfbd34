import AssayEngine
import AssayGeneration
import AssayModel
import AssayStore

/// What a pipeline is going to do, before anything is sent: of one that has begun, what is left.
struct PipelinePlan {
  let definition: PipelineDefinition
  let stages: [PlannedStage]
  /// What has been spent already, in all rounds.
  let spent: Spending
  /// 1, or more where a stage is carried out once more.
  let rounds: Int

  /// - Parameter pipeline: as it would begin, or as it stands.
  /// - Throws: ``CommandFailure`` for what cannot be carried out, with its place in the file.
  init(_ context: PipelineContext, _ pipeline: Pipeline) throws {
    definition = pipeline.definition
    let accounts = try StageAccounts(context.workspace, pipeline, keepAt: context.task.keepAt)
    spent = try accounts.spent()
    rounds = accounts.rounds.count
    let planner = try StagePlanner(context, pipeline, accounts)
    stages = try pipeline.definition.stages.indices.map { try planner.stage($0) }
  }

  /// About what is left takes.
  var left: PlannedCost { stages.compactMap(\.takes).reduce(PlannedCost(), +) }

  /// Whether there is a stage that asks models and cannot be estimated.
  var isPartial: Bool {
    stages.contains {
      $0.state != .done && $0.takes == nil && [.generate, .augment, .judge].contains($0.kind)
    }
  }

  /// Whether what is left would take more than the budget still has; nil: there is none, or a price is not known.
  var isOverBudget: Bool? {
    guard let budget = definition.budget, let cost = left.cost else { return nil }
    return cost > budget - (spent.cost ?? 0)
  }
}
