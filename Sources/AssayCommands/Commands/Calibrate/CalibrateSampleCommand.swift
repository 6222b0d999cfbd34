import ArgumentParser
import AssayEngine
import AssayModel
import AssayStore
import TerminalCore

/// `assay calibrate sample`.
struct CalibrateSampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Draw examples for a person to decide: a review queue.",
    discussion: """
      random: all with the same chance. stratified: over score, label, technique and duplicate kind, rare kinds more
      densely. informative: near a threshold, dimensions in conflict, samples that differ, nothing like it decided yet.
      balanced: so that about --bad-share of the calibration set is bad.

      Seeds that people have given are not drawn: a judge is calibrated on what was generated. --include-seeds draws them
      too.

      Each example keeps the chance with which it was drawn, so that weighted figures stay unbiased. Probes and repeats are
      mixed in as [calibration] says. The workbench opens the queue with :sample, blind.

      Exit codes: 0 a queue was drawn, 2 nothing was drawn.
      """)

  @OptionGroup var location: WorkspaceOptions

  @Option(help: "How long the queue is, probes and repeats included.")
  var size = 100

  @Option(
    help: ArgumentHelp(
      "random, stratified, informative or balanced; without it, balanced where a judge has scored, else stratified.",
      valueName: "name"))
  var strategy: String?

  @Option(
    help: ArgumentHelp(
      "Whose scores are looked at; without it, the judge in use, else the one that has scored most.",
      valueName: "name")
  )
  var judge: String?

  @Option(help: ArgumentHelp("The wanted share of bad ones, with balanced.", valueName: "share"))
  var badShare = 0.5

  @Option(help: "The same seed gives the same queue; without it, another one each time.")
  var seed: UInt64?

  @Option(help: ArgumentHelp("Who is going to decide.", valueName: "name"))
  var reviewer: String?

  @Flag(help: "Draw examples with the technique \"seed\" as well, which people have given.")
  var includeSeeds = false

  @Flag(help: "What was drawn as JSON, without the roles of the examples.")
  var json = false

  func validate() throws {
    if !(1...100_000).contains(size) { throw ValidationError("--size is 1 to 100000, not \(size)") }
    if !(badShare > 0 && badShare < 1) {
      throw ValidationError("--bad-share is between 0 and 1, not \(badShare)")
    }
    if let strategy, SampleDraw.Strategy(rawValue: strategy) == nil {
      throw ValidationError("--strategy is random, stratified, informative or balanced, not \"\(strategy)\"")
    }
  }

  func run() throws {
    let environment = RuntimeEnvironment.current
    let configuration = try location.configuration(environment.folders)
    let reviewer = try ReviewerName.resolve(
      flag: reviewer, configured: configuration.reviewer, environment: environment.variables)
    let workspace = try location.open()
    let judges = try workspace.judges()
    let version = try judge.map { name in
      guard let known = judges.first(where: { $0.name == name }) else {
        throw CommandFailure(
          "--judge: there is no judge version \"\(name)\"; there are \(judges.map(\.name).joined(separator: ", "))"
        )
      }
      return known.id
    }
    var options = SampleRun.Options(
      size: size, strategy: strategy.flatMap(SampleDraw.Strategy.init), judge: version, badShare: badShare,
      seed: seed)
    options.includesSeeds = includeSeeds
    let run = SampleRun(
      workspace: workspace, task: configuration.task, reviewer: reviewer, options: options)
    let outcome: SampleRun.Outcome
    do { outcome = try run.run(at: Clock.milliseconds()) } catch let problem as SampleRun.Problem {
      throw CommandFailure("\(problem)")
    }
    let report = SampleReport(outcome, judge: judges.first { $0.id == outcome.draw.judge }?.name)
    if json { return try JSONOutput.print(report) }
    for line in report.lines { Console.output(DisplayText.safe(line)) }
  }
}
