import AssayEngine
import AssayJudging
import AssayModel
import AssayStore
import Foundation

/// The part of `assay probes make` that a model does.
struct SubtleStep {
  private let task: TaskSpecification
  private let endpoint: ModelEndpoint
  private let service: any ChatService

  /// - Throws: ``CommandFailure`` when there is no such model.
  init(task: TaskSpecification, folder: URL, model: String) throws {
    guard let endpoint = task.models.first(where: { $0.name == model }) else {
      throw CommandFailure(
        "assay.toml: there is no model \"\(model)\""
          + Spelling.hint(for: model, among: task.models.map(\.name))
          + "; a model is a section [models.NAME]")
    }
    self.task = task
    self.endpoint = endpoint
    service = try ProbeChat.service(for: endpoint, folder: folder)
  }

  init(task: TaskSpecification, endpoint: ModelEndpoint, service: any ChatService) {
    self.task = task
    self.endpoint = endpoint
    self.service = service
  }

  /// Asks for `count` errors, each in another good example, those that no other probe was made of first.
  func write(
    _ count: Int, run: ProbeRun, draft: ProbeDraft, workspace: Workspace
  ) throws -> ProbeMakeReport.Subtle {
    let work = SubtleProbes(
      workspace: workspace, endpoint: endpoint, task: task.description,
      origins: try run.subtleOrigins(count, draft), seed: draft.seed, now: Clock.milliseconds)
    let control = RunControl()
    let last = Latest()
    let ending = try JudgeInterruption { Console.error($0) }.handled(control) {
      try service.run(work, control: control, budget: nil) { last.set($0) }
    }
    let summary = work.summary
    return ProbeMakeReport.Subtle(
      proposed: summary.proposed, cached: summary.cached, failed: summary.failed, unusable: summary.unusable,
      cost: last.traffic.cost, ending: Self.words(ending))
  }

  private static func words(_ ending: ChatEnding) -> String? {
    switch ending {
    case .finished: nil
    case .stopped: "interrupted; the same command goes on from there"
    case .budgetSpent: "the budget is spent"
    case .failed(let problem): problem.message
    }
  }
}
