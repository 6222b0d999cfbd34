import AssayGeneration
import AssayModel
import AssayStore

/// What a run has before it: its prompt, its decks of seeds and parents, the names of fields and labels.
struct GenerationMaterial {
  let order: GenerationOrder
  /// With the labels that new examples can have.
  let task: TaskSpecification
  let prompt: GenerationPrompt
  let sources: ExampleSources
  let seeds: SeedDeck
  var parents: ParentDeck
  let fields: [String]
  private(set) var beginning: GenerationBeginning
  private(set) var warnings: [String] = []

  /// - Parameter kept: what the work began with; nil: it begins now.
  init(
    workspace: Workspace, options: GenerationRun.Options, kept: GenerationBeginning? = nil
  ) throws {
    order = options.order
    try Self.check(options)
    sources = try ExampleSources(workspace)
    let start = try kept ?? Self.begin(workspace, options, sources)
    var task = options.task
    if task.labels.isEmpty { (task.labels, task.labelsAreData) = (start.labels, true) }
    self.task = task
    prompt = try Self.prompt(options, task)
    seeds = SeedDeck(
      start.seeds, seed: GenerationSeed.mix(order.seed, 1),
      weights: try Self.weights(order.learning, of: start.seeds, workspace))
    parents = try ParentDeck(
      start.parents, sources, technique: order.technique, variants: order.variants,
      seed: GenerationSeed.mix(order.seed, 2))
    if order.technique.needsParents, parents.count == 0 { throw Self.noParents(order.technique) }
    fields = start.fields
    beginning = start
    warn()
  }

  private static func weights(
    _ learning: GenerationLearning?, of seeds: [ExampleID], _ workspace: Workspace
  ) throws -> [ExampleID: Double] {
    guard let learned = learning?.seeds, !learned.isEmpty else { return [:] }
    return try workspace.keys(of: seeds).compactMapValues { learned[$0] }
  }

  // MARK: The beginning

  private static func check(_ options: GenerationRun.Options) throws {
    let order = options.order
    guard order.count > 0 || order.labels.isCounted else {
      throw GenerationProblem("there is nothing to generate: ask for at least one example")
    }
    for name in Set([order.model, order.verifier, order.weak, order.translator].compactMap(\.self))
    where !options.endpoints.contains(where: { $0.name == name }) {
      throw GenerationProblem(
        "there is no model \"\(name)\"; add a section [models.\(name)] to assay.toml, or name another one")
    }
    if order.technique == .backTranslation, !order.variants.isEmpty,
      let translator = options.endpoints.first(where: { $0.name == order.translator }),
      TranslationStage.isMeant(for: translator), let problem = TranslationStage.problem(with: order.variants)
    {
      throw GenerationProblem(problem)
    }
    if order.variants.isEmpty {
      switch order.technique {
      case .backTranslation:
        throw GenerationProblem(
          "back-translation needs a language to go through; write pivots = [\"German\"] under [generate]")
      case .contextVariation:
        throw GenerationProblem(
          "context variation needs contexts, personas or domains; write contexts = [\"…\"] under [generate]")
      default: break
      }
    }
  }

  private static func prompt(
    _ options: GenerationRun.Options, _ task: TaskSpecification
  ) throws -> GenerationPrompt {
    do {
      return try GenerationPrompt(technique: options.order.technique, template: options.template, task: task)
    } catch {
      throw GenerationProblem("\(options.order.technique.templateFile): \(error)")
    }
  }

  private static func noParents(_ technique: Technique) -> GenerationProblem {
    GenerationProblem(
      "there is no example to start from, and \(technique.rawValue) makes each new example from one that is there; "
        + "import examples first, or accept some in review")
  }

  /// More than a run can show are not read.
  private static let mostSeeds = 2_000

  private static func begin(
    _ workspace: Workspace, _ options: GenerationRun.Options, _ sources: ExampleSources
  ) throws -> GenerationBeginning {
    let order = options.order
    var start = GenerationBeginning()
    start.known = try workspace.exampleCount()
    var seeds = try sources.sample(
      sources.ids(order.seeds), limit: mostSeeds, seed: GenerationSeed.mix(order.seed, 3))
    // What a person names is there whole; what is found is as much as can be used.
    if order.technique.needsParents {
      let limit = max(mostSeeds, 4 * order.count)
      start.parents =
        order.parents.isEmpty
        ? try sources.sample(
          sources.parents(order.technique, labels: options.task.labels), limit: limit,
          seed: GenerationSeed.mix(order.seed, 4))
        : try sources.ids(.examples(order.parents))
    }
    let looked = Array(seeds.prefix(500))
    let shown = try sources.examples(looked)
    if order.technique == .instruction {
      seeds = try sources.examples(seeds).filter { $0.shown.fields.contains { $0.name == "instruction" } }
        .map(\.id)
    }
    start.seeds = seeds
    start.labels = options.task.labels.isEmpty ? labels(shown.map(\.shown)) : options.task.labels
    start.fields = fields(options, shown.map(\.shown))
    return start
  }

  /// A task that names no labels has those of its seeds, unless these are as many as the seeds: then they are no labels.
  private static func labels(_ shown: [GenerationCall.Shown]) -> [String] {
    var labels: [String] = []
    for label in shown.compactMap(\.label) where !labels.contains(label) { labels.append(label) }
    return labels.count <= max(2, shown.count / 2) ? labels.filter(isName).sorted() : []
  }

  /// A text that says more than a name can is no label. Short orders pass, so prompts fence them all the same
  /// (``TaskSpecification/labelsAreData``).
  private static func isName(_ label: String) -> Bool {
    label.count <= 80
      && label.unicodeScalars.allSatisfy {
        switch $0.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: true
        }
      }
  }

  private static func fields(
    _ options: GenerationRun.Options, _ shown: [GenerationCall.Shown]
  ) -> [String] {
    if options.order.technique == .instruction { return ["instruction", "input", "output"] }
    if !options.fields.isEmpty { return options.fields }
    var counts: [[String]: Int] = [:]
    for names in shown.map({ $0.fields.map(\.name) }) { counts[names, default: 0] += 1 }
    let usual = counts.max { ($0.value, $1.key.joined()) < ($1.value, $0.key.joined()) }
    return usual?.key ?? ["text"]
  }

  /// Writes down what the run begins with, and gives its batch a name.
  mutating func begin(_ workspace: Workspace, _ run: RunID) throws {
    var start = beginning
    start.batch = try workspace.beginGeneration(run, technique: order.technique.rawValue) { name in
      start.batch = name
      return try KeptJSON.text(start)
    }
    beginning = start
  }

  private mutating func warn() {
    // Who points at examples knows how many they are, and wants their like.
    let areFound = if case .examples = order.seeds { false } else { true }
    if !order.technique.needsParents, areFound || seeds.count == 0, seeds.count < 10 {
      warnings.append(
        seeds.count == 0
          ? "there are no seeds: the model sees the task's description and nothing of the data; 10 to 20 are wanted"
          : "there \(seeds.count == 1 ? "is 1 seed" : "are \(seeds.count) seeds"); 10 to 20 are wanted, since the model "
            + "imitates what it sees")
    }
    let missing = unfillable(QuotaPlan(order, labels: task.labels).quotas).compactMap(\.label)
    if !missing.isEmpty {
      let names = Array(Set(missing)).sorted().map { "\"\($0)\"" }
      warnings.append(
        "no example with the label \(names.joined(separator: ", ")) to start from; "
          + "\(order.technique.rawValue) keeps labels and can make none of them")
    }
  }

  /// Cells for which there is no parent.
  func unfillable(_ quotas: [Quota]) -> [Quota] {
    guard order.technique.keepsLabel else { return [] }
    return quotas.filter { !parents.has(Quota(label: $0.label, difficulty: $0.difficulty, wanted: 1)) }
  }

  /// The cells of the order.
  var plan: QuotaPlan {
    guard order.technique != .instruction else {
      // An instruction has neither.
      return QuotaPlan(quotas: [Quota(label: nil, difficulty: nil, wanted: order.count)])
    }
    return QuotaPlan(order, labels: task.labels)
  }

  /// Whether an example has to have one of the task's labels.
  var needsLabel: Bool {
    guard !task.labels.isEmpty else { return false }
    return switch order.technique {
    case .direct, .edgeCase, .evaluationSet, .adversarial: true
    default: false
    }
  }

  /// Whether the model fills in a grid of attributes before anything else.
  var drawsAttributes: Bool {
    order.drawsAttributes && (order.technique == .direct || order.technique == .evaluationSet)
  }
}

extension GenerationOrder.LabelShares {
  /// Whether it says itself how many there are to be.
  var isCounted: Bool { if case .counts = self { true } else { false } }
}
