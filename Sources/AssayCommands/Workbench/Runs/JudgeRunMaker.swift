import AssayEngine
import AssayModel
import AssayStore
import AssayWorkbench
import Foundation

/// Makes judging runs for the workbench, from the configuration as it is now: who has just added a judge to
/// `assay.toml` need not leave.
struct JudgeRunMaker: RunWorker.Maker {
  let workspace: Workspace
  let folder: URL
  let folders: ConfigurationFolders
  let environment: [String: String]

  init(
    workspace: Workspace, folder: URL, folders: ConfigurationFolders, environment: [String: String]
  ) {
    self.workspace = workspace
    self.folder = folder
    self.folders = folders
    self.environment = environment
  }

  /// For the workspace that the workbench is opened on.
  init(_ workspace: Workspace, _ options: LaunchOptions) {
    self.init(
      workspace: workspace, folder: URL(fileURLWithPath: options.folder), folders: options.folders,
      environment: ProcessInfo.processInfo.environment)
  }

  func prepare(_ request: RunRequest) throws -> RunWorker.Prepared {
    if let version = request.version, let measure = request.measure {
      return MeasuringRun(
        workspace: workspace, task: task, judge: version, measure: measure,
        setup: { try self.setup(stored: $0) }
      ).prepared
    }
    if let limits = request.tuning {
      var wishes = TuneSetup.Wishes(judge: request.judge)
      wishes.budget = TuneRun.Budget(calls: limits.calls, money: limits.money, minutes: limits.minutes)
      return try tuning(wishes)
    }
    let setup = try setup(JudgeSetup.Wishes(judge: request.judge))
    var options = try setup.options(Self.selection(request.selection), budget: request.budget)
    options.isFresh = request.isFresh
    // Who looks at a handful of examples waits for those.
    options.includesProbes = !request.isFresh
    return try prepared(options, setup, isAgain: request.isFresh)
  }

  func resume(_ run: RunID) throws -> RunWorker.Prepared {
    if let found = try workspace.run(run), let parameters = TuneParameters(json: found.parameters) {
      return try tuning(TuneSetup.Wishes(parameters))
    }
    if let found = try workspace.run(run), JudgeParameters(json: found.parameters)?.selection == "feed" {
      throw CommandFailure(
        "this run followed one that generates: the command that began both goes on with it")
    }
    guard let run = try workspace.run(run), let parameters = JudgeParameters(json: run.parameters),
      let selection = parameters.judgeSelection
    else { throw CommandFailure("this run cannot be gone on with: it was not started by a version that can") }
    let setup = try setup(resuming: parameters)
    var options = try setup.options(selection, budget: parameters.budget)
    options.isFresh = parameters.isFresh
    options.triesFailedAgain = parameters.triesFailedAgain == true
    options.includesProbes = parameters.includesProbes
    return try prepared(options, setup, isAgain: false)
  }

  /// What the run asked, even when the files say something else by now.
  private func setup(resuming parameters: JudgeParameters) throws -> JudgeSetup {
    let configured = Result {
      try setup(JudgeSetup.Wishes(judge: parameters.judge, samples: parameters.samples))
    }
    if let setup = try? configured.get(), parameters.isOf(setup.definition) { return setup }
    for judge in try workspace.judges() {
      guard let stored = try workspace.judgeDefinition(judge.id)?.definition, parameters.isOf(stored) else {
        continue
      }
      return try setup(stored: stored)
    }
    return try configured.get()
  }

  private var task: TaskSpecification {
    ConfigurationLoader.load(workspace: folder, folders: folders).configuration.task
  }

  private func setup(stored: JudgeDefinition) throws -> JudgeSetup {
    try JudgeSetup(stored: stored, task: task, folder: folder, environment: environment)
  }

  /// Tuning, ready to begin or to go on: what was stopped or killed of the same work counts.
  func tuning(_ wishes: TuneSetup.Wishes) throws -> RunWorker.Prepared {
    let task = ConfigurationLoader.load(workspace: folder, folders: folders).configuration.task
    func setup(_ wishes: TuneSetup.Wishes) throws -> TuneSetup {
      try TuneSetup(
        wishes, task: task, folder: folder, folders: folders, environment: environment, workspace)
    }
    var wishes = wishes
    var tuning = try setup(wishes)
    if wishes.began == nil, let began = try TuneRun.unfinished(tuning.options, workspace) {
      wishes.began = began
      tuning = try setup(wishes)
    }
    let (options, service) = (tuning.options, try tuning.service())
    return RunWorker.Prepared { control in
      let summary: TuneSummary
      do {
        summary = try TuneRun(workspace: workspace, options: options).run(service: service, control: control)
      } catch {
        return .notice(Message(.error, "Not tuned: \(error)"))
      }
      let message = RunMessage.ending(summary)
      return summary.adoption.map { .judgeAdopted($0.adoption.judge, message) } ?? .notice(message)
    }
  }

  private func setup(_ wishes: JudgeSetup.Wishes) throws -> JudgeSetup {
    let task = task
    guard !task.usableJudges.isEmpty else {
      throw CommandFailure(
        "no judge is configured; add [models.NAME] with url and model, and [judge] with model = \"NAME\", to assay.toml"
      )
    }
    return try JudgeSetup(task: task, folder: folder, environment: environment, wishes: wishes)
  }

  private func prepared(
    _ options: JudgeRun.Options, _ setup: JudgeSetup, isAgain: Bool
  ) throws -> RunWorker.Prepared {
    let service = try setup.service()
    return RunWorker.Prepared { control in
      let summary = try JudgeRun(workspace: workspace, options: options).run(
        service: service, control: control)
      let message = RunMessage.ending(summary, isAgain: isAgain)
      return isAgain && summary.judged > 0 ? .judgedAgain(summary.judge, message) : .notice(message)
    }
  }

  private static func selection(_ selection: RunRequest.Selection) -> JudgeSelection {
    switch selection {
    case .unjudged: .unjudged
    case .failed: .failed
    case .all: .all
    case .examples(let ids): .examples(ids)
    }
  }
}

/// What the workbench says when a run has ended.
enum RunMessage {
  static func ending(_ summary: TuneSummary) -> Message {
    let text = summary.sentence.prefix(1).uppercased() + summary.sentence.dropFirst()
    let report = summary.report.map { "; \($0) says more" } ?? ""
    switch summary.result {
    case .decided, .nothingBetter: return Message(.info, text + report)
    case .noTest, .unfinished: return Message(.warning, text + report)
    }
  }

  static func ending(_ summary: JudgeSummary, isAgain: Bool) -> Message {
    let name = summary.judge.name
    let counts = "\(summary.judged) judged" + (summary.failed > 0 ? ", \(summary.failed) failed" : "")
    switch summary.ending {
    case .failed(let problem):
      return Message(.error, "\(name): \(problem.message) (\(counts))")
    case .stopped:
      return Message(.info, "\(name) has ended before it was done: \(counts)")
    case .budgetSpent:
      return Message(.warning, "\(name) has ended, the budget does not allow more: \(counts)")
    case .finished:
      if isAgain, summary.judged == 0, summary.failed > 0 {
        return Message(
          .error, "\(name) gave no valid answer: \(summary.lastFailure ?? "it does not say why")")
      }
      if isAgain, summary.total == 1 { return Message(.info, "Judged again by \(name)") }
      return Message(summary.failed > 0 ? .warning : .info, "\(name) is done: \(counts)")
    }
  }
}
