import ArgumentParser
import AssayModel

/// The options that `assay generate` and `assay augment` share.
struct GenerationArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The [models.NAME] that writes; without it that of [generate], else the only one there is.",
      valueName: "name"))
  var model: String?

  @Option(
    help: ArgumentHelp(
      "The [models.NAME] that checks labels and difficulty blind; without it that of [generate], else the judge's.",
      valueName: "name"))
  var verifier: String?

  @Option(
    help: ArgumentHelp(
      "The [models.NAME] of a weak model or of the student: what it gets wrong is hard.", valueName: "name"))
  var weak: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Examples asked for in one call.", valueName: "n"))
  var perCall: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The range from which each call's temperature is taken, 0.8-1.0.", valueName: "low-high"))
  var temperature: String?

  @Option(help: ArgumentHelp("What you want besides, in your words.", valueName: "text"))
  var wish: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Decides on every choice that chance makes; without it each run has another one.", valueName: "n"))
  var seed: UInt64?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("What may be spent at most, in the currency of the prices.", valueName: "amount"))
  var budget: Double?

  @Option(
    help: ArgumentHelp(
      "Append each answer to this file, for a model with protocol = \"recorded\".", valueName: "file"),
    completion: .file())
  var record: String?

  @Flag(help: "Let the judge score what comes, as it comes.")
  var judge = false

  @Flag(help: "Look for near duplicates afterwards.")
  var dedupe = false

  @Flag(help: "Show the plan and the first request; nothing is sent.")
  var dryRun = false

  @Flag(name: [.customShort("y"), .long], help: "Do not ask whether to go on after the plan.")
  var yes = false

  @Flag(help: "The plan or the result as JSON.")
  var json = false

  @Flag(help: "No plan, no progress and no summary; warnings and problems are still told.")
  var quiet = false

  func validate() throws {
    if let perCall, !(1...200).contains(perCall) {
      throw ValidationError("--per-call must be from 1 to 200, not \(perCall)")
    }
    if let temperature, GenerationWords.temperature(temperature) == nil {
      throw ValidationError(
        "--temperature \(temperature): write a number from 0 to 2, or a range such as 0.8-1.0")
    }
    try BudgetArgument.check(budget)
    if let wish, wish.allSatisfy(\.isWhitespace) {
      throw ValidationError("--wish is empty: say what you want besides, or leave it away")
    }
    if dryRun, record != nil {
      throw ValidationError("--record has no meaning with --dry-run, which asks nothing")
    }
    if dryRun, yes { throw ValidationError("--yes has no meaning with --dry-run, which sends nothing") }
  }

  /// Lays what was asked for over what the configuration says.
  func apply(to wishes: inout GenerationSetup.Wishes) {
    wishes.model = model
    wishes.verifier = verifier
    wishes.weak = weak
    wishes.perCall = perCall
    wishes.temperature = temperature.flatMap(GenerationWords.temperature)
    wishes.wish = wish
    wishes.seed = seed
    wishes.budget = budget
  }
}
