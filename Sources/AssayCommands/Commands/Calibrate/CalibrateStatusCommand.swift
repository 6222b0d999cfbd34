import ArgumentParser
import TerminalCore

/// `assay calibrate status`.
struct CalibrateStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "How far the calibration set is, and what is missing.",
    discussion: """
      Shows no figure of any judge, so it can be looked at whenever you like: the test split stays sealed.

      Exit codes: 0 all is there, 1 something is missing, 2 nothing could be read.
      """)

  @OptionGroup var location: WorkspaceOptions

  @Flag(help: "One JSON object for scripts.")
  var json = false

  func run() throws {
    let task = try location.configuration(RuntimeEnvironment.current.folders).task
    let status = try CalibrationStatus(
      workspace: location.open(), task: task, now: Clock.milliseconds())
    if json {
      try JSONOutput.print(status)
    } else {
      for line in status.lines { Console.output(DisplayText.safe(line)) }
    }
    if !status.missing.isEmpty { throw ExitCode(1) }
  }
}
