import ArgumentParser
import AssayEngine
import AssayModel
import AssayStore
import Foundation

/// `assay dedupe`
struct DedupeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dedupe", abstract: "Find near duplicates again, for instance with another threshold.",
    discussion: "Clusters that came with the data stay as they are.")

  @OptionGroup var location: WorkspaceOptions

  @Option(help: ArgumentHelp("Over 0 and at most 1; without it, that of assay.toml.", valueName: "share"))
  var threshold: Double?

  @Flag(help: "The result as JSON.")
  var json = false

  @Flag(help: "No progress and no summary.")
  var quiet = false

  func validate() throws {
    if let threshold, !(threshold > 0 && threshold <= 1) {
      throw ValidationError("--threshold must be over 0 and at most 1, not \(threshold)")
    }
  }

  func run() throws {
    let configuration = try location.configuration(RuntimeEnvironment.current.folders)
    let workspace = try location.open()
    var settings = configuration.task.duplicates
    if let threshold { settings.thresholds[.minhash] = threshold }
    let summary = try DuplicateSearch.run(workspace, settings: settings, showsProgress: !quiet)
    if json { return try JSONOutput.print(summary) }
    if !quiet { Console.output(DuplicateSearch.sentence(summary)) }
  }
}
