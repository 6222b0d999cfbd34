import ArgumentParser
import AssayGeneration
import AssayModel
import AssayStatistics
import AssayStore

/// `assay generate`
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Write new examples with a language model.",
    discussion: """
      Shows a plan first: how many of which label and difficulty, the calls, what they cost, the terms of use of what \
      the model writes. Then asks the model that [generate] in assay.toml names until every quota is filled or nothing \
      new comes any more. Every call and answer is on disk before it counts: the same command goes on where a stopped \
      or killed one was.

        assay generate --count 200 --seeds seeds.jsonl --dry-run
        assay generate --count 500 --labels balanced --difficulty easy=.3,medium=.5,hard=.2
        assay generate --technique edge-case --variants sarcasm,negation --count 60 --yes
        assay generate --labels like:real.csv --budget 2.50
        assay generate --learn --count 300 --dry-run

      `assay augment` makes new examples from those that are there. docs/generate.md is the guide.

      Exit codes: 0 every quota is filled, 1 something is short, also after mode collapse, 2 nothing done, 3 the budget \
      is spent, 4 the server refuses or stays away, 5 nobody said yes to the plan, 130 stopped by Ctrl-C.
      """)

  @OptionGroup var location: WorkspaceOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("Examples to have in the end (500).", valueName: "n"))
  var count: Int?

  @Option(
    help: ArgumentHelp(
      "How they are written; docs/techniques.md describes each. With --learn several with commas between them, "
        + "those of `assay augment` too.", valueName: "name"))
  var technique: TechniqueList?

  @Option(
    help: ArgumentHelp(
      "balanced; like:FILE, as often as in this file; a=100,b=50; free, as the model gives them. Without it "
        + "balanced where the task has labels.", valueName: "how"))
  var labels: String?

  @Option(help: ArgumentHelp("Shares by difficulty: easy=.3,medium=.5,hard=.2.", valueName: "shares"))
  var difficulty: String?

  @Option(
    help: ArgumentHelp(
      "Which examples are shown: a FILE, taken in as the batch \"seeds\" first; batch:NAME; accepted.",
      valueName: "which"), completion: .file())
  var seeds: String?

  @Option(
    help: ArgumentHelp(
      "Kinds of edge cases, with commas between them: sarcasm,negation, or one in your words.",
      valueName: "a,b"))
  var variants: String?

  @Flag(
    name: .customLong("no-attributes"), help: "No grid of personas, registers, lengths, channels and topics.")
  var omitsAttributes = false

  @Flag(
    help: ArgumentHelp(
      "Shift the examples to what people accept: over the techniques named, or all of which they have decided on "
        + "some, and over wordings, variants and seeds. With --dry-run shows the figures."))
  var learn = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With --learn: the part that is dealt evenly all the same, 0 to 1 (0.33).", valueName: "share"))
  var floor: Double?

  @OptionGroup var arguments: GenerationArguments

  @Flag(help: "Write the prompts into prompts/ that are not there yet, for you to edit; asks nothing.")
  var prompts = false

  private var parsedLabels: LabelsArgument? { labels.flatMap(LabelsArgument.init) }

  private var techniques: [Technique] { technique?.techniques ?? [.direct] }

  /// What is wrong with `--difficulty`; nil: nothing.
  static func problem(difficulty: String) -> String? {
    guard let shares = GenerationWords.shares(difficulty) else {
      return "write shares such as easy=.3,medium=.5,hard=.2"
    }
    return GenerationWords.sumProblem(shares) { example in
      example.map { "\($0.name)=\($0.share)" }.joined(separator: ",")
    }
  }

  func validate() throws {
    if let problem = Self.problem(techniques, learns: learn, floor: floor) { throw ValidationError(problem) }
    if let count, !(1...1_000_000).contains(count) {
      throw ValidationError("--count must be from 1 to 1,000,000, not \(count)")
    }
    if let labels, parsedLabels == nil {
      throw ValidationError("--labels \(labels): \(LabelsArgument.problem(with: labels))")
    }
    if let difficulty {
      if let problem = Self.problem(difficulty: difficulty) {
        throw ValidationError("--difficulty \(difficulty): \(problem)")
      }
      let levels = GenerationWords.shares(difficulty)?.keys.sorted() ?? []
      try refuseSlips(levels, Difficulty.steps, "--difficulty")
    }
    if techniques == [.instruction], difficulty != nil || ![nil, "free"].contains(labels) {
      throw ValidationError(
        "--technique instruction-following writes neither labels nor difficulties: leave "
          + "\(difficulty != nil ? "--difficulty" : "--labels") away")
    }
    guard let variants else { return }
    if technique.map({ !$0.techniques.contains(.edgeCase) }) ?? !learn {
      throw ValidationError("--variants is for --technique edge-case")
    }
    try GenerationWords.refuseEmpty(variants, "--variants")
    try refuseSlips(GenerationWords.list(variants), EdgeCase.allCases.map(\.rawValue), "--variants")
  }

  /// What does not go together; nil: all does.
  static func problem(_ techniques: [Technique], learns: Bool, floor: Double?) -> String? {
    if let floor, !learns || !(0...1).contains(floor) {
      return learns ? "--floor must be from 0 to 1, not \(floor)" : "--floor is for --learn"
    }
    if learns {
      return techniques.contains(.distillation)
        ? "distillation labels the inputs that are there, so there is nothing to deal: "
          + "assay augment --technique distillation" : nil
    }
    if techniques.count > 1 {
      return
        "--technique names several: add --learn, which deals the examples over them by what people accept"
    }
    return techniques.first(where: \.needsParents).map {
      "\($0.rawValue) makes new examples from those that are there: assay augment --technique \($0.rawValue)"
    }
  }

  /// Words of one's own are welcome, misspelt ones are not.
  private func refuseSlips(_ words: [String], _ known: [String], _ option: String) throws {
    for word in words {
      guard let meant = GenerationWords.slip(word, known) else { continue }
      throw ValidationError("\(option): there is no \"\(word)\"; did you mean \"\(meant)\"?")
    }
  }

  func run() throws {
    if prompts { return try PromptFiles(folder: location.folder).tell() }
    var session = try GenerationSession(location, arguments)
    var wishes = GenerationSetup.Wishes(count: count ?? 500)
    arguments.apply(to: &wishes)
    wishes.technique = techniques[0]
    try session.spread(&wishes, parsedLabels, count: count)
    wishes.difficulty = difficulty.flatMap(GenerationWords.shares) ?? [:]
    wishes.variants = variants.map(GenerationWords.list) ?? []
    wishes.drawsAttributes = omitsAttributes ? false : nil
    wishes.seeds = try seeds.map { try session.pool($0, option: "--seeds") }
    guard learn else { return try session.carryOut(wishes) }
    try session.carryOut(
      wishes, learningOver: technique?.techniques, floor: floor ?? ThompsonSampler.defaultFloor)
  }
}
