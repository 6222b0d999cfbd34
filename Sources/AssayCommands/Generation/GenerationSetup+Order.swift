import AssayEngine
import AssayGeneration
import AssayModel
import Foundation

extension GenerationSetup {
  /// A technique's prompt.
  struct Template {
    var text: String
    /// Its file in the workspace, when it says something else than the one that Assay comes with.
    var file: String?
  }

  /// The workspace's template if there is one, else the one that Assay comes with.
  ///
  /// - Throws: ``CommandFailure`` with file, line and column.
  static func template(
    _ technique: Technique, _ task: TaskSpecification, folder: URL
  ) throws(CommandFailure) -> Template {
    let preset = DefaultTemplates.text(for: technique)
    let name = technique.templateFile
    let own = try WorkspaceFiles(folder: folder).text(name)
    do {
      _ = try GenerationPrompt(technique: technique, template: own ?? preset, task: task)
    } catch {
      throw CommandFailure("\(name):\(error)")
    }
    return Template(text: own ?? preset, file: own == nil || own == preset ? nil : name)
  }

  /// The shares of an evaluation set that names none.
  static let usualDifficulty = ["easy": 0.3, "medium": 0.5, "hard": 0.2]
  /// Languages that back-translation goes through when none is named: one near English, one far from it.
  static let usualPivots = ["German", "Japanese"]

  static func order(
    _ wishes: Wishes, _ task: TaskSpecification, _ models: GenerationModels
  ) throws(CommandFailure) -> GenerationOrder {
    let settings = task.generation
    var order = GenerationOrder(
      technique: wishes.technique, count: wishes.count, model: models.generator.name)
    order.labels = wishes.labels ?? (givesLabels(wishes.technique, task) ? .balanced : .free)
    order.difficulty = wishes.difficulty
    if wishes.technique == .evaluationSet, order.difficulty.isEmpty { order.difficulty = usualDifficulty }
    order.verifier = models.verifier?.name
    order.weak = models.weak?.name
    order.translator = models.translator?.name
    // The right answer is what is wanted of an input, and not another one each time.
    let usual = wishes.technique == .distillation ? 0...0 : settings.temperature
    order.temperature = wishes.temperature ?? usual
    order.seedsPerCall = wishes.seedsPerCall ?? settings.seedsPerCall
    order.seeds = wishes.seeds ?? settings.seeds.map { .batch($0) } ?? .accepted
    order.parents = wishes.parents
    order.variants = try variants(wishes, settings, models)
    order.perCall = wishes.perCall ?? perCall(order, settings)
    order.drawsAttributes = wishes.drawsAttributes ?? true
    order.seed = wishes.seed ?? 1
    order.budget = wishes.budget
    order.wish = wishes.wish
    order.learning = wishes.learning
    return order
  }

  /// A call asks for one kind of edge case: there are at least as many calls as kinds, where there are enough examples.
  private static func perCall(_ order: GenerationOrder, _ settings: GenerationSettings) -> Int {
    guard order.technique == .edgeCase, !order.variants.isEmpty else { return settings.perCall }
    return min(settings.perCall, max(1, order.count / order.variants.count))
  }

  /// Whether the model chooses the labels, so that they can be dealt.
  private static func givesLabels(_ technique: Technique, _ task: TaskSpecification) -> Bool {
    !technique.needsParents && technique != .instruction && !task.labels.isEmpty
  }

  private static func variants(
    _ wishes: Wishes, _ settings: GenerationSettings, _ models: GenerationModels
  ) throws(CommandFailure) -> [String] {
    // Who is attacked is decided by who is there: the checks ask the same one.
    if !wishes.variants.isEmpty, wishes.technique != .adversarial { return wishes.variants }
    switch wishes.technique {
    case .edgeCase: return EdgeCase.allCases.map(\.rawValue)
    case .backTranslation: return settings.pivots.isEmpty ? usualPivots : settings.pivots
    case .contextVariation:
      guard settings.contexts.isEmpty else { return settings.contexts }
      let here =
        switch wishes.place {
        case .commandLine: "--contexts \"a hospital, a new customer\", a file with one on each line"
        case .stage: "contexts = [\"a hospital\", \"a new customer\"]"
        }
      throw CommandFailure(
        "context variation needs contexts, personas or domains: \(here), or contexts = [\"…\"] in [generate] of "
          + "assay.toml")
    case .adversarial:
      return [(models.attacksStudent ? CandidateChecks.Target.student : .judge).rawValue]
    default: return []
    }
  }
}
