import ArgumentParser
import AssayCalibration
import AssayEngine
import AssayModel
import TerminalCore

/// `assay calibrate compare`.
struct CalibrateCompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two judge versions on the same examples, by cost, with exact paired tests.",
    discussion: """
      Each judge keeps by the rule that is in force for it. On the dev split unless --split test, which is written down
      as one opening, for the second judge, before anything is shown.

        assay calibrate compare "judge v2" "judge v3"
      """)

  @OptionGroup var location: WorkspaceOptions

  @Argument(help: "The version in use.")
  var first: String

  @Argument(help: "The one that may take its place.")
  var second: String

  @Option(help: ArgumentHelp("dev, test, few-shot or all-but-test.", valueName: "split"))
  var split = CalibrationReport.Part.dev

  @Flag(help: "One JSON object for scripts.")
  var json = false

  func run() throws {
    let session = try CalibrationSession(location)
    let (one, other) = (try session.judge(named: first), try session.judge(named: second))
    guard one.id != other.id else { throw CommandFailure("these are the same judge: name two") }
    for judge in [one, other] {
      let sealed = try session.source.load(judge: judge.id, withPopulation: false)
      if split == .test, !sealed.set.rows(in: .test).isEmpty { continue }
      try session.requireRows(sealed, split, reviewer: nil)
    }
    let (left, right) = try session.pair(
      one, other, part: split, purpose: "calibrate compare: \(other.name) against \(one.name)")
    func rows(_ data: CalibrationData) -> [CalibrationRow] {
      data.set.rows.filter { split.splits.contains($0.split) }
    }
    let (firstRule, secondRule) = (session.rule(left), session.rule(right))
    let comparison = JudgeComparison(
      first: rows(left), firstRule: firstRule, second: rows(right), secondRule: secondRule,
      costRatio: session.task.calibration.costRatio)
    guard comparison.n > 0 else {
      throw CommandFailure("no example of the split \"\(split.rawValue)\" has scores of both judges")
    }
    let figures = ComparisonFigures(
      comparison, names: (one.name, other.name), rules: (firstRule, secondRule), split: split.rawValue,
      openings: split == .test ? right.openings.count : nil)
    if json { return try JSONOutput.print(figures) }
    for line in figures.lines { Console.output(DisplayText.safe(line)) }
  }
}
