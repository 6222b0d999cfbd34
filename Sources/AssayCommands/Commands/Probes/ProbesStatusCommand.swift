import ArgumentParser
import AssayModel
import TerminalCore

/// `assay probes status`
struct ProbesStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show how many known-bad probes each judge and each reviewer catches.")

  @OptionGroup var location: WorkspaceOptions

  @Flag(help: "Name the probes on which somebody was wrong. Whoever still reviews should not look.")
  var misses = false

  @Flag(help: "The figures as JSON.")
  var json = false

  func run() throws {
    let task = try location.configuration(RuntimeEnvironment.current.folders).task
    let status = try ProbeStatus(workspace: location.open(), task: task, withMisses: misses)
    if json { return try JSONOutput.print(status) }
    for line in status.lines { Console.output(DisplayText.safe(line)) }
  }
}
