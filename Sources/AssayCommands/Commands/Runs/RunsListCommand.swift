import ArgumentParser
import AssayEngine
import AssayModel
import AssayStore

/// `assay runs list`
struct RunsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List runs, the newest first: state, progress, cost.")

  @OptionGroup var location: WorkspaceOptions

  @Option(help: ArgumentHelp("How many to list.", valueName: "n"))
  var limit = 20

  @Flag(help: "The list as JSON.")
  var json = false

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit must be at least 1, not \(limit)") }
  }

  func run() throws {
    // Which run has gone on with which is seen on all of them.
    let runs = Array(RunChains.linked(try location.open().runs(limit: .max)).prefix(limit))
    if json { return try JSONOutput.print(runs.map(RunEntry.init)) }
    if runs.isEmpty { return Console.output("There was no run yet; `assay judge` starts one") }
    for line in RunTable.lines(runs, now: Clock.milliseconds()) { Console.output(line) }
  }
}
