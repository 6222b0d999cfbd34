import ArgumentParser
import AssayGeneration
import AssayModel
import Foundation

/// `assay augment`
struct AugmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "augment", abstract: "Make new examples from those that are there.",
    discussion: """
      Paraphrases, translates there and back, moves into other contexts, has a strong model label or answer real \
      inputs, or looks for what a judge or student gets wrong. Where the label is to stay, a second model labels the new \
      text without knowing it, and what differs is flagged for review. Plan, progress and going on are those of \
      `assay generate`.

        assay augment --technique paraphrase --per-parent 2
        assay augment --technique back-translation --pivots "German,French > Finnish"
        assay augment --technique context-variation --contexts "a hospital, a new customer"
        assay augment --technique distillation --from inputs.jsonl
        assay augment --technique adversarial --weak student --count 100

      docs/generate.md is the guide, docs/techniques.md says what goes wrong with each.

      Exit codes: 0 every quota is filled, 1 something is short, also after mode collapse, 2 nothing done, 3 the budget \
      is spent, 4 the server refuses or stays away, 5 nobody said yes to the plan, 130 stopped by Ctrl-C.
      """)

  @OptionGroup var location: WorkspaceOptions

  @Option(
    help: ArgumentHelp(
      "How they are made from others; docs/techniques.md describes each.", valueName: "name"))
  var technique: AugmentTechnique

  @Option(
    help: ArgumentHelp(
      "The examples to start from: accepted, and all while there is none; batch:NAME; all; or a FILE, taken in "
        + "first.", valueName: "which"), completion: .file())
  var from = "accepted"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("New examples of each parent and language or context.", valueName: "n"))
  var perParent = 1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Examples to have in the end; without it as many as --per-parent says.", valueName: "n"))
  var count: Int?

  @Option(
    help: ArgumentHelp(
      "Languages to go through, with commas between them; > is one after another: \"German,French > Finnish\".",
      valueName: "list"))
  var pivots: String?

  @Option(
    help: ArgumentHelp("The [models.NAME] that translates; without it the model does.", valueName: "name"))
  var translator: String?

  @Option(
    help: ArgumentHelp(
      "Contexts, personas or domains: a list with commas, or a FILE with one on each line.",
      valueName: "list"), completion: .file())
  var contexts: String?

  @OptionGroup var arguments: GenerationArguments

  func validate() throws {
    let technique = self.technique.technique
    try pivots.map { try GenerationWords.refuseEmpty($0, "--pivots") }
    try contexts.map { try GenerationWords.refuseEmpty($0, "--contexts") }
    if !technique.needsParents {
      throw ValidationError(
        "\(technique.rawValue) starts from the task and seeds: assay generate --technique \(technique.rawValue)"
      )
    }
    if !(1...100).contains(perParent) {
      throw ValidationError("--per-parent must be from 1 to 100, not \(perParent)")
    }
    if let count, !(1...1_000_000).contains(count) {
      throw ValidationError("--count must be from 1 to 1,000,000, not \(count)")
    }
    if perParent > 1, technique == .distillation {
      throw ValidationError("--per-parent has no meaning for distillation: an input has one right answer")
    }
    if pivots != nil, technique != .backTranslation {
      throw ValidationError("--pivots is for --technique back-translation")
    }
    if translator != nil, technique != .backTranslation {
      throw ValidationError("--translator is for --technique back-translation")
    }
    if contexts != nil, technique != .contextVariation {
      throw ValidationError("--contexts is for --technique context-variation")
    }
  }

  func run() throws {
    let technique = self.technique.technique
    var session = try GenerationSession(location, arguments)
    var wishes = GenerationSetup.Wishes(count: count ?? Self.usualCount)
    arguments.apply(to: &wishes)
    wishes.technique = technique
    wishes.translator = translator
    wishes.variants = try variants()
    wishes.parents = try session.parents(from, technique: technique)
    if count == nil, technique != .adversarial { wishes.perParent = perParent }
    try session.carryOut(wishes)
  }

  /// Of techniques whose number does not follow from that of the parents.
  private static let usualCount = 100

  private func variants() throws -> [String] {
    if let pivots { return GenerationWords.list(pivots) }
    guard let contexts else { return [] }
    guard FileManager.default.fileExists(atPath: contexts) else { return GenerationWords.list(contexts) }
    guard let data = FileManager.default.contents(atPath: contexts),
      let text = String(validating: data, as: UTF8.self)
    else { throw CommandFailure("--contexts \(contexts): cannot be read as UTF-8") }
    let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
    if lines.isEmpty { throw CommandFailure("--contexts \(contexts): the file has no line") }
    var seen: Set<String> = []
    return lines.filter { seen.insert($0).inserted }
  }
}
