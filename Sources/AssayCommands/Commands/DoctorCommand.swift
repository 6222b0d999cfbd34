import ArgumentParser
import AssayStore
import AssayWorkbench
import Foundation
import TerminalCore

/// `assay doctor`
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check the terminal, the language settings, the libraries and the workspace.",
    discussion: "Exit code 1 when there is a problem.")

  @OptionGroup var location: WorkspaceOptions

  @Flag(help: "The findings as JSON.")
  var json = false

  func run() throws {
    let environment = RuntimeEnvironment.current
    var findings = DoctorFindings()
    findings.checkTerminal(environment)
    findings.checkLibraries()
    findings.checkModels(environment)
    findings.checkConfiguration(location, environment)
    findings.checkWorkspace(location)
    if json {
      try JSONOutput.print(findings.all)
    } else {
      for finding in findings.all { Console.output(DisplayText.safe(finding.line)) }
    }
    if findings.hasProblem { throw ExitCode(1) }
  }
}
