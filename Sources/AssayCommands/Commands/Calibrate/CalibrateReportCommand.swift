import ArgumentParser
import AssayEngine
import AssayStatistics

/// `assay calibrate report`.
struct CalibrateReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "How a judge's scores stand to a person's, every figure with n and an interval.",
    discussion: """
      Two files of rows with the same ids, JSONL or CSV, gzip'd or not:
        {"id": "a", "human": {"accuracy": 2}, "verdict": "reject"}        the person's
        {"id": "a", "judge": "gpt-4", "scores": {"accuracy": 4}}          the judge's
      Without a verdict the person accepts what scores at least --accept-at on average.

      Exit codes: 0 all good, 1 some lines could not be read, 2 nothing could be compared.
      """)

  @Option(help: ArgumentHelp("The person's scores.", valueName: "file"), completion: .file())
  var human: String

  @Option(help: ArgumentHelp("The judge's scores.", valueName: "file"), completion: .file())
  var scores: String

  @Option(help: ArgumentHelp("Which judge, where the file holds several.", valueName: "name"))
  var judge: String?

  @Option(
    help: ArgumentHelp(
      "Examples with the same value here belong together: correlations are given inside the groups as well, and intervals draw whole groups.",
      valueName: "field"))
  var groupBy: String?

  @Option(help: ArgumentHelp("The judge keeps what scores at least this on average.", valueName: "score"))
  var keepAt = 4.0

  @Option(
    help: ArgumentHelp(
      "The person accepts what scores at least this; without it, as --keep-at.", valueName: "score"))
  var acceptAt: Double?

  @Option(help: ArgumentHelp("The scale, as lowest-highest.", valueName: "range"))
  var scale = "1-5"

  @Option(help: ArgumentHelp("A bad example kept costs so many good ones dropped.", valueName: "number"))
  var costRatio = 5.0

  @Option(help: ArgumentHelp("Bootstrap resamples.", valueName: "number"))
  var resamples = 2_000

  @Flag(help: "One JSON object for scripts.")
  var json = false

  func validate() throws {
    guard bounds != nil else { throw ValidationError("--scale must be two whole numbers such as 1-5") }
    guard costRatio > 0 else { throw ValidationError("--cost-ratio must be over 0") }
    guard (100...1_000_000).contains(resamples) else {
      throw ValidationError("--resamples must be from 100 to 1,000,000")
    }
  }

  private var bounds: ClosedRange<Int>? {
    let ends = scale.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low < high, high - low < 100 else {
      return nil
    }
    return low...high
  }

  func run() throws {
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
    let settings = CalibrationReport.Settings(
      keepAt: keepAt, acceptAt: acceptAt ?? keepAt, scale: bounds ?? 1...5, costRatio: costRatio,
      resamples: resamples)
    let report = CalibrationReport(files, settings)
    if json {
      try JSONOutput.print(report)
    } else {
      for line in report.lines { Console.output(line) }
    }
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
