import ArgumentParser
import AssayEngine
import AssayJudging
import AssayModel
import AssayProviders
import AssayStore
import TerminalCore

/// `assay probes make`
struct ProbesMakeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make", abstract: "Make known-good and known-bad probes, half and half, from good examples.",
    discussion: """
      Kinds of fault: \(Corruptions.kinds.map(\.optionName).joined(separator: ", ")).
      --subtle has a model write errors that no rule can make. They are proposals: assay probes list --proposed shows
      them, and assay probes confirm KEY says that one is bad indeed.

      Exit codes: 0 all made, 1 some requests for subtle errors without an answer, 2 nothing done, 3 the budget is \
      spent, 4 the server refuses or stays away, 130 stopped by Ctrl-C.
      """)

  @OptionGroup var location: WorkspaceOptions

  @Option(parsing: .unconditional, help: "Of all probes; half of them are known-good.")
  var count = 40

  @Option(
    help: ArgumentHelp(
      "Where good examples come from: accepted (by people), truth (of the publisher), seeds:FILE. Without it, what people have accepted or, when there is nothing, the truth.",
      valueName: "source"))
  var from: String?

  @Option(help: ArgumentHelp("Kinds of fault, separated by commas; without it, all.", valueName: "kinds"))
  var kinds: String?

  @Option(parsing: .unconditional, help: "The same seed gives the same probes; without it, others each time.")
  var seed: UInt64?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("So many subtle errors besides, written by a model.", valueName: "count"))
  var subtle = 0

  @Option(help: ArgumentHelp("Who writes them: the name of a section [models.NAME].", valueName: "name"))
  var model: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("What --subtle may spend at most, in the currency of the prices.", valueName: "amount")
  )
  var budget: Double?

  @Flag(help: "Show what would be made and write nothing.")
  var dryRun = false

  @Flag(help: "What was made as JSON.")
  var json = false

  func validate() throws {
    if count < 0 || subtle < 0 { throw ValidationError("a count is 0 or more") }
    if count + subtle == 0 { throw ValidationError("there is nothing to make: --count and --subtle are 0") }
    if subtle > 0, model == nil {
      throw ValidationError("--subtle needs --model NAME: who writes the errors?")
    }
    try BudgetArgument.check(budget)
    if budget != nil, subtle == 0 {
      throw ValidationError("--budget is for --subtle: nothing else costs anything")
    }
    if let from, ProbeSource(parsing: from) == nil {
      throw ValidationError("--from is accepted, truth or seeds:FILE, not \"\(from)\"")
    }
    _ = try Self.faults(kinds)
  }

  func run() throws {
    let environment = RuntimeEnvironment.current
    let task = try location.configuration(environment.folders).task
    let workspace = try location.open()
    let source = from.flatMap(ProbeSource.init(parsing:))
    if dryRun, case .seeds = source {
      throw CommandFailure(
        "--dry-run writes nothing, and seeds:FILE takes the file in first; leave one of them out")
    }
    let writer = try subtleStep(task, environment.variables)
    let run = ProbeRun(
      workspace: workspace,
      options: ProbeRun.Options(
        count: count, source: source, kinds: try Self.faults(kinds), seed: seed, labels: task.labels,
        highestScore: task.dimensions.map(\.maximum).max() ?? 5))
    let draft: ProbeDraft
    do { draft = try run.draft() } catch let problem as ProbeProblem { throw CommandFailure("\(problem)") }
    var report = ProbeMakeReport(draft, isDry: dryRun)
    var code: Int32 = 0
    if !dryRun {
      let record = try ProbeRunRecord(workspace, draft, subtle: subtle)
      try record.during {
        try run.write(draft, at: Clock.milliseconds())
        let outcome = try writer?.write(
          subtle, run: run, draft: draft, workspace: workspace, record: record.id, isQuiet: json)
        report.subtle = outcome?.report
        code = outcome?.code ?? 0
        return outcome
      }
      report.hints = try ProbeMakeReport.hints(workspace)
    }
    if json {
      try JSONOutput.print(report)
    } else {
      for line in report.lines { Console.output(DisplayText.safe(line)) }
    }
    if code != 0 { throw ExitCode(code) }
  }

  /// nil: no subtle errors are wanted.
  private func subtleStep(_ task: TaskSpecification, _ variables: [String: String]) throws -> SubtleStep? {
    guard subtle > 0, !dryRun else { return nil }
    return try CommandFailure.telling {
      try SubtleStep(
        task: task, folder: location.folder, environment: variables, model: model ?? "", budget: budget)
    }
  }

  /// "near-label,truncated"; nil: all.
  static func faults(_ text: String?) throws -> [Fault] {
    guard let text else { return Corruptions.kinds }
    return try text.split(separator: ",").map { part in
      let name = String(part).replacing("_", with: "-").replacing(" ", with: "-").lowercased()
      guard let fault = Corruptions.kinds.first(where: { $0.optionName == name }) else {
        throw ValidationError(
          "there is no fault \"\(part)\""
            + Spelling.hint(for: name, among: Corruptions.kinds.map(\.optionName)))
      }
      return fault
    }
  }
}

extension Fault {
  /// "near-label"
  var optionName: String { rawValue.replacing(" ", with: "-") }
}
