import ArgumentParser
import AssayCalibration
import AssayEngine
import AssayModel
import AssayReport

/// `assay report`
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write a report on a judge and its calibration, to attach to a data set or a pull request.",
    discussion: """
      html  one page that needs nothing else, for the screen and for paper
      md    Markdown with tables; curves are told in words
      json  all figures, for scripts

      Figures are of the dev split. --split test opens the sealed test split, which is written down, and counted in
      every report from then on.
      """)

  @OptionGroup var location: WorkspaceOptions

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Where to write; without it, the standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(help: "html, md or json; without it, as the file's name says, else html.")
  var format: ReportFormat?

  @Option(
    help: ArgumentHelp(
      "Which judge; without it the adopted one, else that of assay.toml, else the one that has scored most.",
      valueName: "name"))
  var judge: String?

  @Option(help: "dev, test or few-shot: the part of the calibration set that figures are of.")
  var split = Split.dev

  @Option(
    help: ArgumentHelp(
      "This person's word alone; without it, everybody's, conflicts left out.", valueName: "name"))
  var reviewer: String?

  @Option(help: ArgumentHelp("Bootstrap resamples.", valueName: "number"))
  var resamples = 2_000

  @Flag(help: "Write over a file that is there.")
  var force = false

  func validate() throws {
    guard (100...1_000_000).contains(resamples) else {
      throw ValidationError("--resamples must be from 100 to 1,000,000")
    }
  }

  func run() throws {
    let file = output.flatMap { $0 == "-" ? nil : $0 }
    let format = format ?? file.flatMap(ReportFormat.init(fileName:)) ?? .html
    // Before the test split is opened for nothing.
    if file == nil, format == .html, Console.isTerminal(1) {
      throw CommandFailure(
        "a page is nothing to read on a terminal: name a file with -o report.html, or ask for --format md")
    }
    if let file { try OutputFile.check(file, force: force) }
    let session = try CalibrationSession(location)
    let source = ReportSource(
      workspace: session.workspace, task: session.task, program: "assay \(AssayVersion.current)")
    let version = try judge == nil && source.usualJudge() == nil ? nil : session.judge(named: judge)
    if split == .test { try requireTest(session) }
    let content = try source.content(
      judge: version, split: split, reviewer: reviewer, author: session.author, resamples: resamples)
    let text = try format.text(of: content)
    guard let file else { return Console.write(text, to: 1) }
    try OutputFile.write(text: text, to: file, force: force)
    Console.error(
      "Wrote the report to \(file)" + (split == .test ? "; the test split was opened for it" : ""))
  }

  /// The seal is not broken where there is nothing behind it.
  private func requireTest(_ session: CalibrationSession) throws {
    if try session.source.progress(reviewer: reviewer).rows(in: .test).isEmpty {
      throw CommandFailure(
        "no decided example is in the test split yet: nothing was opened; decide more first")
    }
  }
}

extension Split: ExpressibleByArgument {}
