import ArgumentParser
import AssayCalibration
import AssayEngine
import AssayModel
import AssayStore
import TerminalCore

/// `assay calibrate drift`.
struct CalibrateDriftCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift",
    abstract: "Say whether the last calibration still holds.",
    discussion: """
      Warns when it is older than maximum_age_days, or when scores or labels of newer batches are distributed otherwise
      than those that were there then.

      Exit codes: 0 it holds, 1 there is a warning, 2 nothing could be compared.
      """)

  @OptionGroup var location: WorkspaceOptions

  @Option(help: ArgumentHelp("Which judge version; without it, the one in use.", valueName: "name"))
  var judge: String?

  @Flag(help: "One JSON object for scripts.")
  var json = false

  func run() throws {
    let session = try CalibrationSession(location)
    let version = try session.judge(named: judge)
    let data = try session.load(version, part: .dev, reviewer: nil, purpose: "")
    let drift = Drift(
      data, columns: try session.workspace.columns(judge: nil), now: session.now,
      maximumAge: session.task.calibration.maximumAge)
    let figures = DriftFigures(drift, judge: version.name)
    if json {
      try JSONOutput.print(figures)
    } else {
      for line in figures.lines { Console.output(DisplayText.safe(line)) }
    }
    if drift.isWarning { throw ExitCode(1) }
  }
}
