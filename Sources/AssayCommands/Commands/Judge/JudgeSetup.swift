import AssayEmbedding
import AssayEngine
import AssayJudging
import AssayModel
import AssayProviders
import AssayStore
import Foundation

/// Everything that a judging run needs, made from the configuration: for `assay judge` and for the workbench, which
/// start the same run from different places.
struct JudgeSetup {
  /// What one run asks for besides the configuration.
  struct Wishes: Hashable, Sendable {
    /// The name of a judge; nil: [judge], else the first there is.
    var judge: String?
    /// Answers to each question; nil: as the judge says.
    var samples: Int?
    /// Requests at once to each model; nil: as the models say.
    var concurrency: Int?
    var place = WishPlace.commandLine
    init(judge: String? = nil, samples: Int? = nil, concurrency: Int? = nil) {
      self.judge = judge
      self.samples = samples
      self.concurrency = concurrency
    }
  }

  let task: TaskSpecification
  /// The workspace's folder.
  let folder: URL
  /// Where the keys are.
  let environment: [String: String]
  let definition: JudgeDefinition
  /// The judge's models, in its order.
  let endpoints: [ModelEndpoint]

  /// Finds the judge and its models and reads its prompt and its shots.
  ///
  /// - Throws: ``CommandFailure`` that says what is missing, where, and what to do.
  init(task: TaskSpecification, folder: URL, environment: [String: String], wishes: Wishes = Wishes()) throws
  {
    let specification = try Self.specification(task, wishes)
    let endpoints = try Self.endpoints(of: specification, task, wishes)
    // A name relative to a URL that does not know it is a folder would be looked up beside it.
    let folder = URL(fileURLWithPath: folder.path, isDirectory: true)
    self.task = task
    self.folder = folder
    self.environment = environment
    self.endpoints = endpoints
    definition = Self.definition(
      specification, task, endpoints, template: try Self.template(specification, folder: folder),
      shots: try JudgeShots.read(specification, folder: folder, dimensions: task.dimensions))
    try checkPrompt()
  }

  /// A version of the workspace's list as it was written down, whatever the files say by now. Only where its models are
  /// is taken from the configuration.
  ///
  /// - Throws: ``CommandFailure`` when a model of it has no section any more, or when other samples are asked for.
  init(
    stored: JudgeDefinition, task: TaskSpecification, folder: URL, environment: [String: String],
    wishes: Wishes = Wishes()
  ) throws {
    if let samples = wishes.samples, samples != stored.specification.samples {
      throw CommandFailure(
        "\(wishes.place.name("samples")): \(samples) would make another version; this one asks for "
          + "\(stored.specification.samples)")
    }
    let (definition, endpoints) = try Self.located(stored, task, wishes)
    self.task = task
    self.folder = URL(fileURLWithPath: folder.path, isDirectory: true)
    self.environment = environment
    self.definition = definition
    self.endpoints = endpoints
    try checkPrompt()
  }

  /// The judge that was asked for: one of the configuration, or a version of the workspace's list by its name.
  static func asked(
    _ wishes: Wishes, task: TaskSpecification, folder: URL, environment: [String: String],
    _ workspace: Workspace
  ) throws -> JudgeSetup {
    if let stored = try StoredVersion.asked(wishes.judge, task, workspace) {
      return try JudgeSetup(
        stored: stored, task: task, folder: folder, environment: environment, wishes: wishes)
    }
    return try JudgeSetup(task: task, folder: folder, environment: environment, wishes: wishes)
  }

  // MARK: What a run takes

  /// The options of a run over these examples.
  ///
  /// - Throws: ``CommandFailure`` when a budget cannot be kept, or the model for neighbours is damaged.
  func options(_ selection: JudgeSelection, budget: Double? = nil) throws -> JudgeRun.Options {
    try ModelAccess.check(budget: budget, endpoints)
    var options = JudgeRun.Options(
      definition: definition, endpoints: endpoints, selection: selection, keepAt: task.keepAt)
    options.budget = budget
    options.neighbourModel = try neighbourModel()
    return options
  }

  /// Sends a run's requests.
  ///
  /// - Parameters:
  ///   - record: a file to append each answer to.
  ///   - budget: what this service and others may spend together.
  /// - Throws: ``CommandFailure``, a `ProviderError` or a `RecordingProblem`.
  func service(record: String? = nil, sharing budget: SharedBudget? = nil) throws -> any ChatService {
    try ModelAccess.check(endpoints, environment: environment, folder: folder)
    return try ChatDispatcher(
      endpoints: endpoints, environment: environment, folder: folder,
      recorder: try record.map { try AnswerRecorder(path: $0) }, sharedBudget: budget)
  }

  /// What a person should know before anything is sent, besides what the run itself finds out.
  var warnings: [String] {
    endpoints.filter { !$0.isPriced }.map {
      "[models.\($0.name)] has no \"price_in\" and \"price_out\": what this costs is not known"
    }
  }

  /// The static model that finds duplicates finds neighbours too; nil: words do. Nothing is asked of an endpoint for it.
  private func neighbourModel() throws -> (any EmbeddingModel)? {
    guard try prompt().neighbours > 0 else { return nil }
    let library = RuntimeEnvironment(variables: environment).models
    do {
      guard let name = task.duplicates.embedding else { return try library.best() }
      return library.installed().contains(name) ? try library.model(named: name) : nil
    } catch {
      throw CommandFailure("the embedding model, which finds neighbours, cannot be used: \(error)")
    }
  }

  private func prompt() throws(CommandFailure) -> JudgePrompt {
    do {
      return try JudgePrompt(definition: definition)
    } catch {
      throw CommandFailure("\(definition.specification.template):\(error)")
    }
  }

  private func checkPrompt() throws(CommandFailure) {
    guard !definition.dimensions.isEmpty else {
      throw CommandFailure("assay.toml: there is nothing to score; add a section [dimensions.NAME]")
    }
    _ = try prompt()
  }
}
