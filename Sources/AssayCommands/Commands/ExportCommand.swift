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

      With --format chat, accepted and all (but for what people rejected) become conversations to fine-tune a chat \
      model with, one {"messages": …} a line. A confidence that a model states of itself ranks answers; it is no \
      probability.

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

  @Option(help: "jsonl, csv or chat; without it, as the file's name says, else jsonl.")
  var format: ExportFormat?

  @Flag(help: "In conversations, the reason that came with an example before its answer.")
  var withReasons = false

  @Option(
    help: ArgumentHelp(
      "Leave out examples whose model was less sure, of 100, and those that do not say.", valueName: "0-100"))
  var minConfidence: Int?

  @Flag(help: "Write over a file that is there.")
  var force = false

  func validate() throws {
    let bearsRows = [.calibration, .accepted, .all].contains(what)
    if format == .chat, what != .accepted, what != .all {
      throw ValidationError(
        "conversations are made of \"accepted\" or of \"all\", not of \"\(what.rawValue)\"")
    }
    if withReasons, format != .chat {
      throw ValidationError(
        "--with-reasons is for --format chat; in the others the reason has a field of its own")
    }
    guard let minConfidence else { return }
    guard (0...100).contains(minConfidence) else {
      throw ValidationError("--min-confidence is from 0 to 100, not \(minConfidence)")
    }
    if !bearsRows {
      throw ValidationError("--min-confidence is for examples; \"\(what.rawValue)\" has none of its own")
    }
  }

  func run() throws {
    let configuration = try location.configuration(RuntimeEnvironment.current.folders)
    var options = ExportRun.Options()
    options.minimumConfidence = minConfidence.map(Double.init)
    options.withReasons = withReasons
    options.system = ExportRun.Options.system(for: configuration.task, withReasons: withReasons)
    let workspace = try location.open()
    let destination = output.flatMap { $0 == "-" ? nil : $0 }
    guard let destination else { return try writeToOutput(workspace, options) }
    Console.error(
      try ExportFile.write(
        workspace, what, format: format, path: destination, force: force, options: options))
  }

  /// In pieces: a call of the system for each line would be most of the time.
  private func writeToOutput(_ workspace: Workspace, _ options: ExportRun.Options) throws {
    var buffer = ""
    let run = ExportRun(workspace: workspace, selection: what, format: format ?? .jsonl, options: options)
    let summary = try run.write { line in
      buffer += line
      buffer += "\n"
      if buffer.utf8.count > 1 << 16 {
        Console.write(buffer, to: 1)
        buffer = ""
      }
    }
    Console.write(buffer, to: 1)
    if let leftOut = ExportFile.leftOut(summary, options) { Console.error(leftOut) }
  }
}
