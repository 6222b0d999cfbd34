import ArgumentParser
import AssayEngine
import AssayStore
import Foundation

extension ExportSelection: ExpressibleByArgument {}
extension ExportFormat: ExpressibleByArgument {}

/// `assay export`
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write out examples, decisions, scores or clusters.",
    discussion: """
      calibration  what people accepted or rejected, with the verdict and the judges' scores
      accepted     what was accepted, edited and relabelled as decided: what you would train on
      all          everything; importing it into an empty workspace gives the same workspace
      decisions    each decision that still holds
      scores       each judgement
      clusters     each member of a cluster

      In CSV, a cell that a spreadsheet would run as a formula gets an apostrophe in front.
      """)

  @Argument(help: "calibration, accepted, all, decisions, scores or clusters.")
  var what: ExportSelection

  @OptionGroup var location: WorkspaceOptions

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Where to write; without it, the standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(help: "jsonl or csv; without it, as the file's name says, else jsonl.")
  var format: ExportFormat?

  @Flag(help: "Write over a file that is there.")
  var force = false

  func run() throws {
    _ = try location.configuration(RuntimeEnvironment.current.folders)
    let workspace = try location.open()
    let destination = output.flatMap { $0 == "-" ? nil : $0 }
    guard let destination else { return try writeToOutput(workspace) }
    Console.error(try ExportFile.write(workspace, what, format: format, path: destination, force: force))
  }

  /// In pieces: a call of the system for each line would be most of the time.
  private func writeToOutput(_ workspace: Workspace) throws {
    var buffer = ""
    _ = try ExportRun(workspace: workspace, selection: what, format: format ?? .jsonl).write { line in
      buffer += line
      buffer += "\n"
      if buffer.utf8.count > 1 << 16 {
        Console.write(buffer, to: 1)
        buffer = ""
      }
    }
    Console.write(buffer, to: 1)
  }
}
