import AssayEngine
import AssayModel
import AssayStore
import Foundation

/// What all stages of a pipeline need.
struct PipelineContext {
  let file: PipelineFile
  let workspace: Workspace
  let task: TaskSpecification
  /// The workspace's folder.
  let folder: URL
  let environment: RuntimeEnvironment
  /// Who is going to decide what is drawn.
  let reviewer: String
  let isQuiet: Bool

  func runner(_ budget: SharedBudget? = nil) -> StageRunner {
    StageRunner(
      workspace: workspace, task: task, folder: folder, environment: environment.variables, budget: budget)
  }
}
