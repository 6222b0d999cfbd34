import ArgumentParser
import AssayCalibration
import AssayEngine
import AssayModel
import AssayStatistics
import AssayStore
import TerminalCore

/// `assay calibrate thresholds`.
struct CalibrateThresholdsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "thresholds",
    abstract: "Find the keep rule that is expected to cost least, on the dev split.",
    discussion: """
      Fits a minimum for each dimension, a threshold on the mean, on a weighted mean, and a logistic model of P(accept),
      and says what each is expected to cost on examples that it has not seen (cross-validation, duplicates never
      parted), beside the rule in force. Among near equals the simplest is taken. It is marked > only when it can be told
      that it costs less than the rule in force. --apply puts it in force.
      """)

  @OptionGroup var location: WorkspaceOptions

  @Option(help: ArgumentHelp("Which judge version; without it, the one in use.", valueName: "name"))
  var judge: String?

  @Option(
    help: ArgumentHelp(
      "A bad example kept costs so many good ones dropped; without it, as [calibration] says.",
      valueName: "number"))
  var costRatio: Double?

  @Flag(help: "Put the chosen rule in force for this judge.")
  var apply = false

  @Flag(help: "One JSON object for scripts.")
  var json = false

  func validate() throws {
    guard costRatio.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--cost-ratio must be over 0")
    }
  }

  func run() throws {
    let session = try CalibrationSession(location)
    let version = try session.judge(named: judge)
    let data = try session.load(version, part: .dev, reviewer: nil, purpose: "")
    try session.requireRows(data, .dev, reviewer: nil)
    let rows = data.set.rows(in: .dev)
    let choice = ThresholdChoice(
      rows: rows, incumbent: session.rule(data), scan: RuleScan(rows: rows, population: data.population),
      costRatio: costRatio ?? session.task.calibration.costRatio)
    let isApplied = apply && choice.isApplicable
    if isApplied {
      try session.workspace.addKeepRule(
        choice.chosen.rule, judge: version.id, author: session.author, at: session.now, note: choice.note)
    }
    let figures = ThresholdFigures(
      choice, judge: version.name, plan: session.task.calibration.rejectPlan, isApplied: isApplied)
    if json { return try JSONOutput.print(figures) }
    for line in figures.lines(isAsked: apply) { Console.output(DisplayText.safe(line)) }
  }
}

extension ThresholdChoice {
  /// Why the chosen rule: for the list of rules.
  var note: String {
    let cost = chosen.cost.value.map { Figures.fixed($0, places: 3) } ?? "-"
    return "\(chosen.family.rawValue), expected cost \(cost) on dev (n = \(n)), a bad one kept costs "
      + Figures.plain(costRatio)
  }
}

extension Figures {
  /// As short as it can be said.
  static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : "\(value)"
  }
}
