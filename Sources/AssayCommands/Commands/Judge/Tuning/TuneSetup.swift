import AssayEngine
import AssayModel
import AssayProviders
import AssayStore
import Foundation

/// Everything that tuning needs, made from the configuration: for `assay judge tune` and for the workbench.
struct TuneSetup {
  /// What one run asks for besides the configuration.
  struct Wishes: Hashable, Sendable {
    /// The name of a judge or of a version; nil: [judge], else the first there is.
    var judge: String?
    /// The [models.NAME] that proposes changes; nil: that of [tuner], else the judge's own first one.
    var model: String?
    var budget = TuneRun.Budget()
    var seed: UInt64 = 1
    var candidates = 6
    var rounds = 5
    var adopts = true
    var concurrency: Int?
    /// Only this person's decisions; nil: everybody's.
    var reviewer: String?
    /// When the work began that is gone on with.
    var began: Int64?
    init(judge: String? = nil) { self.judge = judge }
  }

  let judge: JudgeSetup
  let options: TuneRun.Options
  private let environment: [String: String]

  /// - Throws: ``CommandFailure`` that says what is missing, where, and what to do.
  init(
    _ wishes: Wishes, task: TaskSpecification, folder: URL, folders: ConfigurationFolders,
    environment: [String: String], _ workspace: Workspace
  ) throws {
    judge = try JudgeSetup.asked(
      JudgeSetup.Wishes(judge: wishes.judge, concurrency: wishes.concurrency), task: task, folder: folder,
      environment: environment, workspace)
    self.environment = environment
    let tuner = try Self.tuner(wishes, task, judge)
    let endpoints = judge.endpoints + (judge.endpoints.contains { $0.name == tuner.name } ? [] : [tuner])
    try ModelAccess.check(budget: wishes.budget.money, endpoints)
    let judging = try judge.options(.unjudged)
    let source = CalibrationSource(workspace: workspace, task: task)
    let reviewer = wishes.reviewer
    var options = TuneRun.Options(
      definition: judge.definition, endpoints: endpoints, tuner: tuner.name, keepAt: task.keepAt
    ) { judge in
      try source.load(judge: judge, reviewer: reviewer, withPopulation: false)
    }
    options.reviewer = reviewer
    options.settings = task.calibration
    options.budget = wishes.budget
    options.seed = wishes.seed
    options.candidates = wishes.candidates
    options.rounds = wishes.rounds
    options.folder = judge.folder
    options.began = wishes.began
    options.neighbourModel = judging.neighbourModel
    if wishes.adopts {
      options.adopter = WorkspaceAdopter(
        workspace: workspace, folder: judge.folder, folders: folders, environment: environment)
    }
    self.options = options
  }

  private static func tuner(
    _ wishes: Wishes, _ task: TaskSpecification, _ judge: JudgeSetup
  ) throws(CommandFailure) -> ModelEndpoint {
    guard let name = wishes.model ?? task.tuner else { return judge.endpoints[0] }
    guard let endpoint = task.models.first(where: { $0.name == name }) else {
      throw CommandFailure(
        "assay.toml: there is no model \"\(name)\" to propose changes"
          + Spelling.hint(for: name, among: task.models.map(\.name)) + "; a model is a section [models.NAME]")
    }
    return endpoint
  }

  /// Sends the requests.
  ///
  /// - Throws: ``CommandFailure``, a `ProviderError` or a `RecordingProblem`.
  func service() throws -> any ChatService {
    try ModelAccess.check(options.endpoints, environment: environment, folder: judge.folder)
    return try ChatDispatcher(endpoints: options.endpoints, environment: environment, folder: judge.folder)
  }

  /// What a person should know before anything is sent.
  var warnings: [String] {
    options.endpoints.filter { !$0.isPriced }.map {
      "[models.\($0.name)] has no \"price_in\" and \"price_out\": what this costs is not known"
    }
  }
}

extension TuneSetup.Wishes {
  /// What an earlier run was started with.
  init(_ parameters: TuneParameters) {
    judge = parameters.judge
    model = parameters.tuner
    budget = parameters.budget
    seed = parameters.seed
    candidates = parameters.candidates
    rounds = parameters.rounds
    adopts = parameters.adopts
    reviewer = parameters.reviewer
    began = parameters.began
  }
}
