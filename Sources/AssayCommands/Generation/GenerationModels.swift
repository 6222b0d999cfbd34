import AssayEngine
import AssayJudging
import AssayModel

/// The models that a run asks, found by what a person says, else by [generate], else by what is there.
struct GenerationModels {
  let generator: ModelEndpoint
  let verifier: ModelEndpoint?
  let weak: ModelEndpoint?
  let translator: ModelEndpoint?
  private let place: WishPlace
  /// Whether adversarial examples are made against ``weak`` and not against the judge.
  let attacksStudent: Bool

  /// Each once.
  var all: [ModelEndpoint] {
    var seen: Set<String> = []
    return [generator, verifier, weak, translator].compactMap(\.self).filter { seen.insert($0.name).inserted }
  }

  init(_ wishes: GenerationSetup.Wishes, _ task: TaskSpecification) throws(CommandFailure) {
    let settings = task.generation
    place = wishes.place
    let generator = try Self.generator(wishes.model, task, place)
    self.generator = generator
    attacksStudent = wishes.weak != nil || task.usableJudges.isEmpty
    // One that is not asked needs neither a key nor a price.
    let needsWeak =
      wishes.technique == .evaluationSet || wishes.technique == .adversarial && attacksStudent
    weak = try Self.model(
      wishes.weak ?? (needsWeak ? settings.weak : nil), place.name("weak"), task, place)
    let needsVerifier =
      Self.needsVerifier(wishes.technique, task, attacksStudent: attacksStudent)
      || wishes.checksLabels && !task.labels.isEmpty
    verifier =
      try Self.model(
        wishes.verifier ?? (needsVerifier ? settings.verifier : nil), place.name("verifier"), task, place)
      ?? (needsVerifier ? Self.usualVerifier(generator, task) : nil)
    translator = try Self.model(
      wishes.translator ?? (wishes.technique == .backTranslation ? settings.translator : nil),
      place.name("translator"), task, place, isTranslator: true)
    if wishes.technique == .adversarial, weak == nil, task.usableJudges.isEmpty {
      throw CommandFailure(
        "there is nobody to attack: configure a judge ([judge] in assay.toml), or name a student with "
          + place.name("weak"))
    }
  }

  /// Those that an order names.
  init(
    _ order: GenerationOrder, _ task: TaskSpecification, _ place: WishPlace
  ) throws(CommandFailure) {
    self.place = place
    generator = try Self.generator(order.model, task, place)
    verifier = try Self.model(order.verifier, "the run's verifier", task, place)
    weak = try Self.model(order.weak, "the run's weak model", task, place)
    translator = try Self.model(
      order.translator, "the run's translator", task, place, isTranslator: true)
    attacksStudent = order.variants.first == CandidateChecks.Target.student.rawValue
  }

  // MARK: Finding

  private static func generator(
    _ asked: String?, _ task: TaskSpecification, _ place: WishPlace
  ) throws(CommandFailure) -> ModelEndpoint {
    if let found = try model(asked ?? task.generation.model, place.name("model"), task, place) {
      return found
    }
    // One that makes vectors writes nothing, and one that translates only that.
    let others = task.models.filter { $0.name != task.duplicates.embedding && $0.answersQuestions }
    if let only = others.first, others.count == 1 { return only }
    guard let first = others.first else {
      throw CommandFailure(
        """
        assay.toml: there is no model that could generate. Add these lines at its end, with your server's address and its \
        name for the model:
          [models.local]
          url = "http://localhost:8080/v1"
          model = "…"
        `assay models serve` starts a small model on this computer. docs/generate.md says more.
        """)
    }
    throw CommandFailure(
      "assay.toml: [generate] names no model, and there are \(others.count); add a section [generate] with model = "
        + "\"\(first.name)\" or another of yours, or say \(place.name("model", first.name))")
  }

  private static func model(
    _ name: String?, _ said: String, _ task: TaskSpecification, _ place: WishPlace,
    isTranslator: Bool = false
  ) throws(CommandFailure) -> ModelEndpoint? {
    guard let name else { return nil }
    if let found = task.models.first(where: { $0.name == name }) {
      if found.answersQuestions || isTranslator { return found }
      throw CommandFailure(
        "\(said): [models.\(name)] only translates; name it with \(place.name("translator"))")
    }
    throw CommandFailure(
      "\(said): there is no model \"\(name)\"" + Spelling.hint(for: name, among: task.models.map(\.name))
        + "; a model is a section [models.NAME] of assay.toml")
  }

  /// Whether something is to be checked although nobody has asked for it on the command line.
  private static func needsVerifier(
    _ technique: Technique, _ task: TaskSpecification, attacksStudent: Bool
  ) -> Bool {
    switch technique {
    case .evaluationSet: true
    // The label is what a student is measured by; of what fools a judge it is wrong on purpose.
    case .adversarial: attacksStudent && !task.labels.isEmpty
    default: technique.keepsLabel && !task.labels.isEmpty
    }
  }

  /// The judge's model, if it is another than the generator.
  private static func usualVerifier(_ generator: ModelEndpoint, _ task: TaskSpecification) -> ModelEndpoint? {
    let judging = (task.usableJudges.first?.models ?? []).compactMap { name in
      task.models.first { $0.name == name }
    }
    return judging.first { $0.model != generator.model }
  }

  // MARK: Warnings

  func warnings(_ order: GenerationOrder, _ task: TaskSpecification) -> [String] {
    var warnings = all.filter { !$0.isPriced }.map {
      "[models.\($0.name)] has no \"price_in\" and \"price_out\": what this costs is not known"
    }
    if order.technique.keepsLabel, !task.labels.isEmpty {
      if let verifier {
        warnings += kinship(verifier, "verifies the labels of")
      } else {
        warnings.append(
          "nobody verifies that \(order.technique.rawValue) keeps the labels: name a model of another family with "
            + "\(place.name("verifier")), or verifier = \"…\" in [generate]")
      }
    }
    if order.technique == .evaluationSet, verifier == nil || weak == nil {
      let missing =
        verifier == nil ? (weak == nil ? "no judge and no weak model" : "no judge") : "no weak model"
      warnings.append(
        "how hard an item is, is asserted more than checked: there is \(missing); name one with "
          + place.name(verifier == nil ? "verifier" : "weak") + ", or in [generate]")
    }
    return warnings
  }

  private func kinship(_ other: ModelEndpoint, _ does: String) -> [String] {
    guard
      ModelFamily.same(
        other.family ?? ModelFamily.of(model: other.model), generator.family ?? generator.model)
    else { return [] }
    return [
      "\(other.model) \(does) \(generator.model) and is of the same family: they share blind spots"
    ]
  }
}
