import ArgumentParser
import Foundation
import TerminalCore

/// `assay themes`
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "List the themes and where they come from; check one's file.",
    discussion:
      "A theme of your own is a file NAME.toml in the folder themes of your configuration or workspace.")

  @OptionGroup var location: WorkspaceOptions

  @Argument(help: "A theme to check.")
  var name: String?

  @Flag(help: "The list as JSON.")
  var json = false

  private struct Entry: Encodable {
    var name: String
    var origin: String
  }

  func run() throws {
    let folders = RuntimeEnvironment.current.folders
    let themes = ThemeLibrary(workspace: location.folder, folders: folders)
    if let name { return try check(name, themes) }
    let entries = themes.names.map { Entry(name: $0, origin: themes.origin(of: $0) ?? "") }
    if json { return try JSONOutput.print(entries) }
    let width = entries.map(\.name.count).max() ?? 0
    for entry in entries {
      Console.output(
        DisplayText.safe(entry.name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + entry.origin))
    }
    Console.output("Your own: \(folders.personal.appendingPathComponent("themes").path)")
  }

  private func check(_ name: String, _ themes: ThemeLibrary) throws {
    let loaded = try themes.load(name)
    for warning in loaded.warnings { Console.error(warning.description) }
    if !loaded.warnings.isEmpty { throw ExitCode(1) }
    Console.output("\(DisplayText.safe(name)): all good")
  }
}
