import ArgumentParser
import AssayModel

/// `assay run`
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Carry out a pipeline: seeds, generate, augment, judge, dedupe, sample.",
    discussion: """
      Shows a plan first, then carries out the stages of the file, each once. What is generated is judged while it comes. \
      Whatever stops it, the same command goes on from there: nothing is asked twice, and nothing is ever deleted.

        assay run --example > pipeline.toml   one to begin with
        assay run pipeline.toml --dry-run     the plan
        assay run pipeline.toml --yes         do not ask
        assay run pipeline.toml --status      what each stage has cost and kept so far
        assay run pipeline.toml --redo judge  this stage and those after it once more

      docs/pipeline.md is the guide.

      Exit codes: 0 all done, 1 done, but something is short or without a score, 2 nothing done, 3 the budget is spent, \
      4 the server refuses or stays away, 5 nobody said yes to the plan, 130 stopped by Ctrl-C.
      """)

  @Argument(help: "The pipeline's file.", completion: .file())
  var file: String?

  @OptionGroup var location: WorkspaceOptions

  @Flag(help: "Print a pipeline to begin with; nothing else is done.")
  var example = false

  @Flag(help: "Show what each stage has cost and kept so far; nothing is done.")
  var status = false

  @Flag(help: "Show the plan; nothing is done.")
  var dryRun = false

  @Flag(name: [.customShort("y"), .long], help: "Do not ask whether to go on after the plan.")
  var yes = false

  @Option(
    help: ArgumentHelp(
      "Carry out this stage and those after it once more, beside what is there: also after a change in the file.",
      valueName: "stage"))
  var redo: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What all stages together may spend at most, in place of what the file says.", valueName: "amount"))
  var budget: Double?

  @Flag(help: "The result as JSON; with --dry-run the plan.")
  var json = false

  @Flag(help: "No plan, no progress and no result; warnings and problems are still told.")
  var quiet = false

  func validate() throws {
    if !example, file == nil {
      throw ValidationError("which pipeline? `assay run --example` prints one to begin with")
    }
    try BudgetArgument.check(budget)
    if status, dryRun || redo != nil {
      throw ValidationError("--status only looks: leave --dry-run and --redo away")
    }
  }

  func run() throws {
    guard !example, let file else { return Console.output(PipelineExample.text) }
    let session = try PipelineSession(
      file: file, location: location, budget: budget, isQuiet: quiet, json: json)
    if status { return try session.showStatus() }
    try session.carryOut(redo: redo, isDryRun: dryRun, isAgreed: yes)
  }
}
