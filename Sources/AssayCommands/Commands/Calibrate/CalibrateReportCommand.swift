import ArgumentParser
import AssayCalibration
import AssayEngine
import AssayModel
import AssayStatistics
import AssayStore
import TerminalCore

/// `assay calibrate report`.
struct CalibrateReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "How a judge's scores stand to a person's, every figure with n and an interval.",
    discussion: """
      On the workspace: what people decided against what the judge scored, on the dev split unless --split says
      otherwise. Looking at the test split is written down.

      Or on two files of rows with the same ids, JSONL or CSV, gzip'd or not:
        {"id": "a", "human": {"accuracy": 2}, "verdict": "reject"}        the person's
        {"id": "a", "judge": "gpt-4", "scores": {"accuracy": 4}}          the judge's
      Without a verdict the person accepts what scores at least --accept-at on average.

      Exit codes: 0 all good, 1 some lines could not be read, 2 nothing could be compared.
      """)

  @OptionGroup var location: WorkspaceOptions

  @Option(
    help: ArgumentHelp("The person's scores; without it, the workspace's decisions.", valueName: "file"),
    completion: .file())
  var human: String?

  @Option(
    help: ArgumentHelp("The judge's scores; without it, those in the workspace.", valueName: "file"),
    completion: .file())
  var scores: String?

  @Option(
    help: ArgumentHelp(
      "Which judge: its name in the file, or of a version in the workspace, which without it is the one in use.",
      valueName: "name"))
  var judge: String?

  @Option(
    help: ArgumentHelp("On the workspace: dev, test, few-shot or all-but-test.", valueName: "split"))
  var split: CalibrationReport.Part?

  @Option(
    help: ArgumentHelp(
      "On the workspace: this person's word alone; without it, everybody's, conflicts left out.",
      valueName: "name"))
  var reviewer: String?

  @Option(
    help: ArgumentHelp(
      "On files: examples with the same value here belong together; correlations are given inside the groups as well, and intervals draw whole groups.",
      valueName: "field"))
  var groupBy: String?

  @Option(
    help: ArgumentHelp(
      "On files: the judge keeps what scores at least this on average; without it, 4.", valueName: "score"))
  var keepAt: Double?

  @Option(
    help: ArgumentHelp(
      "On files: the person accepts what scores at least this; without it, as --keep-at.", valueName: "score")
  )
  var acceptAt: Double?

  @Option(help: ArgumentHelp("On files: the scale, as lowest-highest; without it, 1-5.", valueName: "range"))
  var scale: String?

  @Option(
    help: ArgumentHelp(
      "A bad example kept costs so many good ones dropped; without it, as [calibration] says, or 5.",
      valueName: "number"))
  var costRatio: Double?

  @Option(help: ArgumentHelp("Bootstrap resamples.", valueName: "number"))
  var resamples = 2_000

  @Flag(help: "One JSON object for scripts.")
  var json = false

  func validate() throws {
    guard (human == nil) == (scores == nil) else {
      throw ValidationError("--human and --scores go together; without both the workspace is measured")
    }
    let isOnFiles = human != nil
    for (name, isThere) in [("--split", split != nil), ("--reviewer", reviewer != nil)]
    where isOnFiles && isThere {
      throw ValidationError("\(name) is for a workspace; files are compared as they are")
    }
    let forFiles = [
      ("--group-by", groupBy != nil), ("--keep-at", keepAt != nil), ("--accept-at", acceptAt != nil),
      ("--scale", scale != nil),
    ]
    for (name, isThere) in forFiles where !isOnFiles && isThere {
      throw ValidationError("\(name) is for --human and --scores; a workspace says it in assay.toml")
    }
    guard bounds != nil else { throw ValidationError("--scale must be two whole numbers such as 1-5") }
    guard costRatio.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--cost-ratio must be over 0")
    }
    guard (100...1_000_000).contains(resamples) else {
      throw ValidationError("--resamples must be from 100 to 1,000,000")
    }
  }

  private var bounds: ClosedRange<Int>? {
    guard let scale else { return 1...5 }
    let ends = scale.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low < high, high - low < 100 else {
      return nil
    }
    return low...high
  }

  func run() throws {
    if let human, let scores { try compare(human, scores) } else { try measure() }
  }

  private func show(_ report: CalibrationReport) throws {
    if json { return try JSONOutput.print(report) }
    for line in report.lines { Console.output(DisplayText.safe(line)) }
  }

  // MARK: A workspace

  private func measure() throws {
    let session = try CalibrationSession(location)
    let version = try session.judge(named: judge)
    let part = split ?? .dev
    // Looked for before the seal is broken.
    let sealed = try session.source.load(judge: version.id, reviewer: reviewer, withPopulation: false)
    if part == .test {
      try requireTest(sealed, session)
    } else {
      try session.requireRows(sealed, part, reviewer: reviewer)
    }
    let data = try session.load(version, part: part, reviewer: reviewer, purpose: "calibrate report")
    var settings = CalibrationReport.Settings(session.task, resamples: resamples)
    settings.costRatio = costRatio ?? settings.costRatio
    let rule = session.rule(data)
    let report = CalibrationReport(data, part: part, rule: rule, settings: settings, reviewer: reviewer)
    let measurement = report.measurement(
      of: version.id, rule: rule, part: part, author: session.author, at: session.now)
    if let measurement, report.n > 0, reviewer == nil {
      try session.workspace.addMeasurement(measurement)
    }
    try show(report)
  }

  private func requireTest(_ data: CalibrationData, _ session: CalibrationSession) throws {
    if data.set.rows.isEmpty { return try session.requireRows(data, .test, reviewer: reviewer) }
    if data.set.rows(in: .test).isEmpty {
      throw CommandFailure(
        "none of the \(Figures.count(data.set.rows.count, "decided example")) is in the test split yet: decide more"
      )
    }
  }

  // MARK: Files

  private func compare(_ human: String, _ scores: String) throws {
    let files: FileScores
    do {
      files = try FileScores(human: human, scores: scores, judge: judge, groupBy: groupBy)
    } catch let problem as FileScores.Problem {
      throw CommandFailure(Self.sentence(problem))
    }
    if let groupBy, files.pairs.allSatisfy({ $0.group == nil }) {
      throw CommandFailure("--group-by: no row of \(human) or \(scores) has a field \"\(groupBy)\"")
    }
    for problem in files.problems.prefix(20) { Console.error("\(problem)") }
    if files.problems.count > 20 {
      Console.error("… and \(Figures.grouped(files.problems.count - 20)) more lines that cannot be read")
    }
    let keepAt = keepAt ?? 4
    try show(
      FileReport.make(
        files,
        CalibrationReport.Settings(
          keepAt: keepAt, acceptAt: acceptAt ?? keepAt, scale: bounds ?? 1...5, costRatio: costRatio ?? 5,
          resamples: resamples)))
    if !files.problems.isEmpty { throw ExitCode(1) }
  }

  private static func sentence(_ problem: FileScores.Problem) -> String {
    switch problem {
    case .noRows(let file): "\(file): no row with scores in it"
    case .whichJudge(let file, let judges):
      "\(file) holds the scores of \(Figures.count(judges.count, "judge")): name one with --judge: "
        + judges.prefix(20).joined(separator: ", ")
    case .nothingInCommon(let human, let scores):
      "no id of \(human) occurs in \(scores): the rows must name the same examples"
    }
  }
}
