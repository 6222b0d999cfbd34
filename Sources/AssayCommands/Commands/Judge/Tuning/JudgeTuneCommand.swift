import ArgumentParser
import AssayCalibration
import AssayEngine
import AssayModel
import AssayProviders
import AssayStore
import Foundation

/// `assay judge tune`
struct JudgeTuneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune", abstract: "Make the judge's prompt match what people decided.",
    discussion: """
      A model looks at the dev examples on which judge and person disagree and proposes rules and other words; \
      candidates race on dev, with examples of the few-shot pool among them. The winner meets the judge in use on the \
      test split once, and takes its place only when that shows that it costs less. Text of dev and test never gets \
      into the judge's prompt. Every answer is on disk before it counts: the same command goes on where a stopped or \
      killed one was, and a repeat costs nothing.

        assay judge tune --max-calls 2000 --budget 1.50
        assay judge tune --model big --no-adopt

      docs/tuning.md is the guide.

      Exit codes: 0 a better judge was found (and adopted, unless --no-adopt), 1 not better or not to be told, 2 \
      nothing done, 3 a limit was reached before there was a result, 4 the server refuses or stays away, 130 stopped \
      by Ctrl-C.
      """)

  @OptionGroup var location: WorkspaceOptions
  /// Takes the options and flags that it has too, wherever they stand.
  @ParentCommand var parent: JudgeCommand

  @Option(
    help: ArgumentHelp(
      "The judge to begin with: a [judges.NAME], a model, or a version; without it, [judge].",
      valueName: "name"))
  var judge: String?

  @Option(
    help: ArgumentHelp(
      "The [models.NAME] that proposes changes; without it that of [tuner], else the judge's own.",
      valueName: "name"))
  var model: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Requests in all, at most.", valueName: "n"))
  var maxCalls: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("What may be spent at most, in the currency of the prices.", valueName: "amount"))
  var budget: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Time at most, in all processes that work on it; pauses between them do not count.", valueName: "n"))
  var minutes: Double?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Decides on every choice that chance makes.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(parsing: .unconditional, help: ArgumentHelp("Candidates in each round.", valueName: "n"))
  var candidates = 6

  @Option(parsing: .unconditional, help: ArgumentHelp("Rounds at most.", valueName: "n"))
  var rounds = 5

  @Option(help: ArgumentHelp("Only this person's decisions; without it everybody's.", valueName: "name"))
  var reviewer: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Requests at once to each of the judge's models.", valueName: "n"))
  var concurrency: Int?

  @Flag(help: "Only say what was found; the judge in use stays.")
  var noAdopt = false

  @Flag(help: "The result as JSON.")
  var json = false

  @Flag(help: "No progress and no summary; warnings and problems are still told.")
  var quiet = false

  func validate() throws {
    if let maxCalls, maxCalls < 1 { throw ValidationError("--max-calls must be 1 or more, not \(maxCalls)") }
    try BudgetArgument.check(budget)
    if let minutes, !(minutes > 0 && minutes.isFinite) {
      throw ValidationError("--minutes must be more than 0, not \(minutes)")
    }
    if !(1...50).contains(candidates) {
      throw ValidationError("--candidates must be from 1 to 50, not \(candidates)")
    }
    if !(1...100).contains(rounds) { throw ValidationError("--rounds must be from 1 to 100, not \(rounds)") }
    if let concurrency, !(1...1024).contains(concurrency) {
      throw ValidationError("--concurrency must be from 1 to 1024, not \(concurrency)")
    }
  }

  /// What `assay judge` itself would take and tuning has no use for.
  private func checkParent() throws {
    let options = parent.options
    if parent.batch.isUsed || parent.dryRun || parent.record != nil || options.only != nil || options.again
      || !options.filter.isEmpty || options.samples != nil || options.omitsProbes
    {
      throw CommandFailure(
        "these options belong to `assay judge`; `assay judge tune --help` lists those of tuning")
    }
  }

  var wishes: TuneSetup.Wishes {
    var wishes = TuneSetup.Wishes(judge: judge ?? parent.options.judge)
    wishes.model = model
    wishes.budget = TuneRun.Budget(calls: maxCalls, money: budget ?? parent.options.budget, minutes: minutes)
    wishes.seed = seed
    wishes.candidates = candidates
    wishes.rounds = rounds
    wishes.adopts = !noAdopt
    wishes.concurrency = concurrency ?? parent.options.concurrency
    wishes.reviewer = reviewer
    return wishes
  }

  func run() throws {
    try checkParent()
    let environment = RuntimeEnvironment.current
    let configuration = try location.configuration(environment.folders)
    let workspace = try location.open()
    try CommandFailure.telling {
      var wishes = wishes
      let first = try setup(wishes, configuration.task, environment, workspace)
      // A killed or stopped run of the same work is gone on with: what it spent counts.
      wishes.began = try TuneRun.unfinished(first.options, workspace)
      let setup = try setup(wishes, configuration.task, environment, workspace)
      try tune(setup, workspace)
    }
  }

  private func setup(
    _ wishes: TuneSetup.Wishes, _ task: TaskSpecification, _ environment: RuntimeEnvironment,
    _ workspace: Workspace
  ) throws -> TuneSetup {
    try TuneSetup(
      wishes, task: task, folder: location.folder, folders: environment.folders,
      environment: environment.variables, workspace)
  }

  private func tune(_ setup: TuneSetup, _ workspace: Workspace) throws {
    let service = try setup.service()
    let isQuiet = quiet || parent.quiet
    let line = RunProgressLine("Tuning", isQuiet: isQuiet)
    defer { line.finish() }
    for warning in setup.warnings { line.warn(warning) }
    let control = RunControl()
    let interruption = RunInterruption { line.tell($0) }
    let summary = try interruption.handled(control) {
      try TuneRun(workspace: workspace, options: setup.options).run(service: service, control: control) {
        line.update($0)
      }
    }
    line.finish()
    for warning in summary.warnings { line.warn(warning) }
    if json || parent.json {
      try JSONOutput.print(TuneJSON(summary: summary))
    } else if !isQuiet {
      for text in TuneText.lines(summary) { Console.output(text) }
    }
    let code = Self.code(summary, signal: interruption.signal)
    if code != 0 { throw ExitCode(code) }
  }

  private static func code(_ summary: TuneSummary, signal: Int32?) -> Int32 {
    if case .decided(let decision) = summary.result {
      return decision.outcome == .better && summary.adoptionProblem == nil ? 0 : 1
    }
    let code = JudgeExitCode.code(summary.ending, failed: 0, signal: signal)
    return code == 0 ? 1 : code
  }
}
