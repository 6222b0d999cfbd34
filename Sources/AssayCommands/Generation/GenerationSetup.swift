import AssayEngine
import AssayGeneration
import AssayJudging
import AssayModel
import AssayProviders
import AssayStore
import Foundation

/// A run that generates, made of the configuration and of what a person asks for: the command, the workbench and
/// pipelines begin here.
struct GenerationSetup {
  /// What a person asks for in the place of what the configuration says; nil: as that says.
  struct Wishes: Sendable {
    var technique: Technique = .direct
    var count: Int
    /// nil: balanced where the technique gives labels and the task has some, else free.
    var labels: GenerationOrder.LabelShares?
    /// Empty: of an evaluation set the usual shares, of others as the model gives them.
    var difficulty: [String: Double] = [:]
    var model: String?
    var verifier: String?
    /// Whether labels are checked by the verifier of the configuration although the technique does not call for it.
    var checksLabels = false
    var weak: String?
    var translator: String?
    var perCall: Int?
    var temperature: ClosedRange<Double>?
    var seedsPerCall: Int?
    var seeds: ExamplePool?
    var parents: [ExampleID] = []
    var variants: [String] = []
    var drawsAttributes: Bool?
    /// nil: another one for each run, so that the same command twice brings other examples.
    var seed: UInt64?
    var budget: Double?
    var wish: String?
    /// So many of each parent and variant, in the place of ``count``.
    var perParent: Int?
    /// What the run follows of what people accepted; empty: nothing is known of its technique. nil: it does not.
    var learning: GenerationLearning?
    var place = WishPlace.commandLine
    init(count: Int) { self.count = count }
  }

  var options: GenerationRun.Options
  /// What a person should know before the run: no verifier where the technique keeps labels, prices that are missing.
  let warnings: [String]
  /// The endpoint that generates.
  let generator: ModelEndpoint
  /// What is known of the terms of its output, for people, each line to be wrapped.
  let termsLines: [String]
  /// The workspace's own template, if it is that and not the one that Assay comes with.
  let templateFile: String?
  private let folder: URL
  private let environment: [String: String]

  /// Where the same order was begun and not finished, its run is gone on with.
  ///
  /// - Throws: ``CommandFailure``: which section and key is missing or wrong, and what to write.
  init(
    _ wishes: Wishes, task: TaskSpecification, folder: URL, folders: ConfigurationFolders,
    environment: [String: String], workspace: Workspace
  ) throws {
    let models = try GenerationModels(wishes, task)
    let template = try Self.template(wishes.technique, task, folder: folder)
    let order = try Self.order(wishes, task, models)
    try self.init(order, template, models, task, Place(folder, folders, environment, workspace))
    let search = UnfinishedGeneration(
      anySeed: wishes.seed == nil, anyCount: wishes.perParent != nil || wishes.learning != nil,
      workspace: workspace)
    if let begun = try search.find(options) {
      options.resumes = begun.run
      options.order = begun.parameters.order
      options.order.budget = wishes.budget
      // A run that goes on brings examples with the fields and terms that it began with.
      options.fields = begun.parameters.fields
      options.licence = begun.parameters.licence
      return
    }
    if wishes.seed == nil { options.order.seed = try search.nextSeed() }
    guard let each = wishes.perParent else { return }
    let parents = try GenerationEstimate.make(workspace: workspace, options: options, first: 0).parents
    options.order.count = max(1, parents * max(1, options.order.variants.count) * each)
  }

  /// To go on with a run that was stopped or killed, whatever the files say by now; only where its models are is taken
  /// from them.
  init(
    resuming run: Run, task: TaskSpecification, folder: URL, folders: ConfigurationFolders,
    environment: [String: String], workspace: Workspace, place: WishPlace = .commandLine
  ) throws {
    guard run.kind == .generate, let parameters = UnfinishedGeneration.parameters(of: run) else {
      throw CommandFailure("this run cannot be gone on with: it was not started by a version that can")
    }
    let models = try GenerationModels(parameters.order, task, place)
    try self.init(
      parameters.order, Template(text: parameters.template, file: nil), models, task,
      Place(folder, folders, environment, workspace))
    options.resumes = run.id
    options.fields = parameters.fields
    options.licence = parameters.licence
  }

  private struct Place {
    let folder: URL
    let folders: ConfigurationFolders
    let environment: [String: String]
    let workspace: Workspace
    init(
      _ folder: URL, _ folders: ConfigurationFolders, _ environment: [String: String], _ workspace: Workspace
    ) {
      // A name relative to a URL that does not know it is a folder would be looked up beside it.
      self.folder = URL(fileURLWithPath: folder.path, isDirectory: true)
      self.folders = folders
      self.environment = environment
      self.workspace = workspace
    }
  }

  private init(
    _ order: GenerationOrder, _ template: Template, _ models: GenerationModels, _ task: TaskSpecification,
    _ place: Place
  ) throws {
    generator = models.generator
    let terms = try ModelTermsTable.load(place.folders)
    termsLines = terms.lines(for: generator)
    templateFile = template.file
    folder = place.folder
    environment = place.environment
    let attack = try Self.attack(order, models, task, place)
    let endpoints =
      models.all
      + (attack?.endpoints ?? []).filter { judge in
        !models.all.contains { $0.name == judge.name }
      }
    var options = GenerationRun.Options(
      order: order, task: task, template: template.text, endpoints: endpoints)
    options.licence = terms.travelText(for: generator)
    let embedding = EmbeddingChoice(measuringFor: task, writers: endpoints)
    let library = RuntimeEnvironment(variables: environment).models
    options.measuringModel = { embedding.measuring(library) }
    options.checks = try CandidateChecks.make(
      order: order, task: task, endpoints: endpoints, judge: attack?.judge, rule: attack?.rule)
    try ModelAccess.check(budget: order.budget, endpoints)
    warnings = models.warnings(order, task)
    self.options = options
  }

  /// The judge that adversarial examples are made against.
  private struct Attack {
    let judge: JudgeDefinition
    let endpoints: [ModelEndpoint]
    /// What it keeps by, when that is written down.
    let rule: KeepRule?
  }

  private static func attack(
    _ order: GenerationOrder, _ models: GenerationModels, _ task: TaskSpecification, _ place: Place
  ) throws -> Attack? {
    guard order.technique == .adversarial, !models.attacksStudent else { return nil }
    let judge = try JudgeSetup(task: task, folder: place.folder, environment: place.environment)
    let version = try place.workspace.judgeVersion(fingerprint: judge.definition.fingerprint)
    return Attack(
      judge: judge.definition, endpoints: judge.endpoints,
      rule: try version.flatMap { try place.workspace.keepRule(of: $0.id) })
  }

  /// Sends a run's requests.
  ///
  /// - Parameters:
  ///   - record: a file to append each answer to.
  ///   - budget: what this service and others may spend together.
  /// - Throws: a key that is missing, a `ProviderError` or a `RecordingProblem`.
  func service(record: String? = nil, sharing budget: SharedBudget? = nil) throws -> any ChatService {
    try ModelAccess.check(options.endpoints, environment: environment, folder: folder)
    return try ChatDispatcher(
      endpoints: options.endpoints, environment: environment, folder: folder,
      recorder: try record.map { try AnswerRecorder(path: $0) }, sharedBudget: budget)
  }
}
