import ArgumentParser
import AssayEngine
import AssayModel
import AssayProviders
import AssayStore
import Foundation

/// `assay judge`
struct JudgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge", abstract: "Score examples with a language model, or with a panel of them.",
    discussion: """
      Asks the model that [judge] in assay.toml names about every example that it has not judged, with the probes \
      among them, and ends with the share of known-bad probes that it caught. Every answer is on disk before it \
      counts: the same command goes on where a stopped or killed one was, and a repeat costs nothing.

        assay judge --dry-run           the first request, how many, what they cost
        assay judge --budget 2.50       stop before more is spent
        assay judge --judge panel       [judges.panel] in the place of [judge]
        assay judge --judge "judge v3"  a version as it was, whatever the files say by now
        assay judge --batch-out r.jsonl requests as files, for a batch engine

      docs/judging.md is the guide.

      Exit codes: 0 all judged, 1 some without a score, 2 nothing done, 3 the budget is spent, 4 the server refuses \
      or stays away, 130 stopped by Ctrl-C.
      """,
    subcommands: [
      JudgeVersionsCommand.self, JudgeDiffCommand.self, JudgeAdoptCommand.self, JudgeTuneCommand.self,
    ])

  @OptionGroup var location: WorkspaceOptions
  @OptionGroup var options: JudgeOptions
  @OptionGroup var batch: JudgeBatchOptions

  @Flag(help: "Show the first request and how many there are, with tokens, cost and time; nothing is sent.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Append each answer to this file, for a model with protocol = \"recorded\".", valueName: "file"),
    completion: .file())
  var record: String?

  @Flag(help: "The result as JSON.")
  var json = false

  @Flag(help: "No progress and no summary; warnings and problems are still told.")
  var quiet = false

  func validate() throws {
    guard batch.isUsed else { return }
    if dryRun {
      throw ValidationError("--dry-run and batches exclude each other: --batch-out sends nothing either")
    }
    if record != nil {
      throw ValidationError("--record has no meaning for a batch, whose results are a file already")
    }
    if options.budget != nil {
      throw ValidationError("--budget has no meaning for a batch; --dry-run tells what it would cost")
    }
  }

  func run() throws {
    let environment = RuntimeEnvironment.current
    let configuration = try location.configuration(environment.folders)
    let workspace = try location.open()
    let setup = try JudgeSetup.asked(
      options.wishes, task: configuration.task, folder: location.folder, environment: environment.variables,
      workspace)
    let reviewer = try ReviewerName.resolve(
      flag: nil, configured: configuration.reviewer, environment: environment.variables)
    var run = try setup.options(
      JudgeExamples.selection(options, workspace, setup, reviewer: reviewer),
      budget: options.budget)
    run.isFresh = options.again
    run.includesProbes = !options.omitsProbes
    try CommandFailure.telling {
      if batch.isUsed {
        return try JudgeBatch(batch, workspace, setup, run, json: json, isQuiet: quiet).run()
      }
      if dryRun { return try showEstimate(workspace, setup, run) }
      try judge(workspace, setup, run)
    }
  }

  private func showEstimate(_ workspace: Workspace, _ setup: JudgeSetup, _ run: JudgeRun.Options) throws {
    let estimate = try JudgeEstimate.make(workspace: workspace, options: run, first: 3)
    for warning in setup.warnings + estimate.warnings { Console.error("Warning: " + warning) }
    let shown = JudgeDryRun(estimate, endpoints: setup.endpoints)
    if json { return try JSONOutput.print(shown) }
    for line in shown.lines { Console.output(line) }
  }

  private func judge(_ workspace: Workspace, _ setup: JudgeSetup, _ run: JudgeRun.Options) throws {
    let service = try setup.service(record: record)
    let line = RunProgressLine(isQuiet: quiet)
    defer { line.finish() }
    for warning in setup.warnings { line.warn(warning) }
    let control = RunControl()
    let interruption = RunInterruption { line.tell($0) }
    let summary = try interruption.handled(control) {
      try JudgeRun(workspace: workspace, options: run).run(service: service, control: control) {
        line.update($0)
      }
    }
    line.finish()
    let result = try JudgeResult(summary, workspace: workspace, setup: setup)
    try Self.tell(result, json: json, isQuiet: quiet)
    if let record, summary.cached > 0 {
      Console.error(
        "\(record) has no answers about \(Figures.count(summary.cached, "example")), which were answered before; "
          + "--again asks about them anew")
    }
    let code = JudgeExitCode.code(of: result, signal: interruption.signal)
    if code != 0 { throw ExitCode(code) }
  }

  /// Prints what a run has brought, and why it ended.
  static func tell(_ result: JudgeResult, json: Bool, isQuiet: Bool) throws {
    let report = JudgeReport(result: result)
    if json {
      try JSONOutput.print(JudgeJSON(result: result))
    } else if !isQuiet {
      for line in report.lines { Console.output(line) }
    }
    if let ending = report.ending { Console.error(ending) }
  }
}
