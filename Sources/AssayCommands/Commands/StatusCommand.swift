import ArgumentParser
import Foundation

/// `assay status`
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show what is in the workspace and how far the review is.")

  @OptionGroup var location: WorkspaceOptions

  @Flag(help: "The figures as JSON.")
  var json = false

  func run() throws {
    let configuration = try location.configuration(RuntimeEnvironment.current.folders)
    let status = try WorkspaceStatus(
      workspace: location.open(), folder: location.folder.path, task: configuration.task)
    if json { return try JSONOutput.print(status) }
    for line in status.lines { Console.output(line) }
  }
}
