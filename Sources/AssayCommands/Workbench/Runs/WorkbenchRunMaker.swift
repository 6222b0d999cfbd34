import AssayModel
import AssayStore
import AssayWorkbench
import Foundation

/// Makes whatever runs the workbench asks for.
struct WorkbenchRunMaker: RunWorker.Maker {
  let judging: JudgeRunMaker
  let generation: GenerationRunMaker

  init(judging: JudgeRunMaker) {
    self.judging = judging
    generation = GenerationRunMaker(
      workspace: judging.workspace, folder: judging.folder, folders: judging.folders,
      environment: judging.environment)
  }

  /// For the workspace that the workbench is opened on.
  init(_ workspace: Workspace, _ options: LaunchOptions) {
    self.init(judging: JudgeRunMaker(workspace, options))
  }

  func prepare(_ request: RunRequest) throws -> RunWorker.Prepared {
    request.generation == nil ? try judging.prepare(request) : try generation.prepare(request)
  }

  func resume(_ run: RunID) throws -> RunWorker.Prepared {
    if let found = try judging.workspace.run(run), found.kind == .generate {
      return try generation.resume(found)
    }
    return try judging.resume(run)
  }
}
