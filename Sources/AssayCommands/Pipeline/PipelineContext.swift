import AssayEngine
import AssayModel
import AssayStore
import Foundation

/// What all stages of a pipeline need.
struct PipelineContext {
  let file: PipelineFile
  private(set) var workspace: Workspace
  let task: TaskSpecification
  /// The workspace's folder.
  let folder: URL
  let environment: RuntimeEnvironment
  /// Who is going to decide what is drawn.
  let reviewer: String
  let isQuiet: Bool

  /// The same on another workspace.
  func with(_ workspace: Workspace) -> PipelineContext {
    var context = self
    context.workspace = workspace
    return context
  }

  func runner(_ budget: SharedBudget? = nil) -> StageRunner {
    StageRunner(
      workspace: workspace, task: task, folder: folder, environment: environment.variables, budget: budget)
  }
}
