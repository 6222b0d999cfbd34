import AssayEngine
import AssayJudging
import AssayModel
import AssayProviders
import AssayStore
import Foundation

/// The part of `assay probes make` that a model does.
struct SubtleStep {
  /// What it brought and why it ended.
  struct Outcome {
    var report: ProbeMakeReport.Subtle
    var progress: RunProgress
    var ending: ChatEnding
    /// The exit code of the command.
    var code: Int32
  }

  private let task: TaskSpecification
  private let endpoint: ModelEndpoint
  private let service: any ChatService
  private let budget: Double?

  /// - Throws: ``CommandFailure`` when there is no such model, it cannot be asked, or the budget cannot be kept; what is
  ///   wrong with a recording or the network is a `RecordingProblem` or a `ProviderError`.
  init(
    task: TaskSpecification, folder: URL, environment: [String: String], model: String, budget: Double?
  ) throws {
    guard let endpoint = task.models.first(where: { $0.name == model }) else {
      throw CommandFailure(
        "assay.toml: there is no model \"\(model)\""
          + Spelling.hint(for: model, among: task.models.map(\.name))
          + "; a model is a section [models.NAME]")
    }
    // A name relative to a URL that does not know it is a folder would be looked up beside it.
    let folder = URL(fileURLWithPath: folder.path, isDirectory: true)
    try ModelAccess.check([endpoint], environment: environment, folder: folder)
    try ModelAccess.check(budget: budget, [endpoint])
    self.init(
      task: task, endpoint: endpoint,
      service: try ChatDispatcher(endpoints: [endpoint], environment: environment, folder: folder),
      budget: budget)
  }

  init(task: TaskSpecification, endpoint: ModelEndpoint, service: any ChatService, budget: Double? = nil) {
    self.task = task
    self.endpoint = endpoint
    self.service = service
    self.budget = budget
  }

  /// Asks for `count` errors, each in another good example, those that no other probe was made of first.
  ///
  /// - Parameter record: the entry in the list of runs.
  func write(
    _ count: Int, run: ProbeRun, draft: ProbeDraft, workspace: Workspace, record: RunID, isQuiet: Bool
  ) throws -> Outcome {
    let work = SubtleProbes(
      workspace: workspace, endpoint: endpoint, task: task.description,
      origins: try run.subtleOrigins(count, draft), seed: draft.seed, now: Clock.milliseconds)
    let line = RunProgressLine("Asking for errors", isQuiet: isQuiet)
    defer { line.finish() }
    let control = RunControl()
    let interruption = RunInterruption { line.tell($0) }
    let (ending, progress) = try interruption.handled(control) {
      try work.run(record, service: service, control: control, budget: budget) { line.update($0) }
    }
    let summary = work.summary
    return Outcome(
      report: ProbeMakeReport.Subtle(
        proposed: summary.proposed, cached: summary.cached, failed: summary.failed,
        unusable: summary.unusable, cost: progress.traffic.cost, ending: Self.words(ending)),
      progress: progress, ending: ending,
      code: JudgeExitCode.code(ending, failed: summary.failed, signal: interruption.signal))
  }

  private static func words(_ ending: ChatEnding) -> String? {
    switch ending {
    case .finished: nil
    case .stopped: "it was stopped; what is proposed stays, and another call asks about other examples"
    case .budgetSpent: "the budget does not allow the next request"
    case .failed(let problem): problem.message
    }
  }
}
