import ArgumentParser
import AssayEngine
import AssayFormats
import AssayGeneration
import AssayModel
import AssayStore
import Foundation
import TerminalCore

/// `assay seeds check`
struct SeedsCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what a generator will take over from the seeds if they stay as they are.",
    discussion: """
      Without a file it looks at the batch that [generate] names in assay.toml, else at seeds.jsonl in the workspace's \
      folder. Held-out data are the sets of [duplicates] with the role test, and what --heldout names.

      Exit codes: 0 nothing or remarks only, 1 findings, 2 the seeds cannot be read.
      """)

  static let fileName = "seeds.jsonl"

  @OptionGroup var location: WorkspaceOptions

  @Argument(
    help: ArgumentHelp("Files of seeds, in any format that import reads.", valueName: "file"),
    completion: .file())
  var files: [String] = []

  @Option(help: ArgumentHelp("A batch of the workspace in the place of a file.", valueName: "batch:name"))
  var from: String?

  @Option(
    help: ArgumentHelp("Real data that is held out for the test. Repeat for more.", valueName: "file"),
    completion: .file())
  var heldout: [String] = []

  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      "Where a text or label is in a row of a file: --map text=question. Repeat for more.",
      valueName: "field=path"))
  var mappings: [String] = []

  @Flag(help: "The report as JSON.")
  var json = false

  func validate() throws {
    for mapping in mappings where ImportCommand.entry(mapping) == nil {
      throw ValidationError("--map \(mapping): write field=path, for example --map text=question")
    }
    guard let from else { return }
    if !files.isEmpty { throw ValidationError("give files or --from, not both") }
    if batch?.isEmpty ?? true { throw ValidationError("--from is batch:NAME, not \"\(from)\"") }
  }

  private var batch: String? {
    from.flatMap { $0.hasPrefix("batch:") ? String($0.dropFirst("batch:".count)) : nil }
  }

  func run() throws {
    let task = try location.configuration(RuntimeEnvironment.current.folders).task
    let report: SeedCheckReport
    do {
      report = try check(task)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure("\(error)")
    }
    if json {
      try JSONOutput.print(report)
    } else {
      Console.output(wrapping: report.lines.map(DisplayText.safe))
    }
    if report.report.problems > 0 { throw ExitCode(1) }
  }

  private func check(_ task: TaskSpecification) throws -> SeedCheckReport {
    var unread: [String] = []
    let (source, samples) = try seeds(task) { unread.append("\($0)") }
    guard !samples.isEmpty else {
      throw CommandFailure(
        (Self.first(unread) + ["\(source): there is no seed in it"]).joined(separator: "\nassay: "))
    }
    var settings = task.duplicates
    settings.references += heldout.map { file in
      ReferenceSet(name: URL(fileURLWithPath: file).lastPathComponent, file: file, role: .test)
    }
    let result = try Interruption.handled { cancellation in
      try SeedCheck(
        labels: task.labels, settings: settings, threads: ProcessInfo.processInfo.activeProcessorCount,
        cancellation: cancellation
      ).run(samples) { unread.append("\($0)") }
    }
    for line in Self.first(unread) { Console.error(line) }
    return SeedCheckReport(
      source: source, unread: unread.count, heldOut: result.heldOut, report: result.report)
  }

  /// A file of another form has a problem on each line: the first five say it.
  private static func first(_ problems: [String]) -> [String] {
    guard problems.count > 5 else { return problems }
    return problems.prefix(5) + ["and \(Figures.count(problems.count - 5, "line")) more"]
  }

  /// Where the seeds are, for people, and the seeds.
  private func seeds(
    _ task: TaskSpecification, _ problem: @escaping (ImportProblem) -> Void
  ) throws -> (String, [SeedSample]) {
    let reader = SeedReader(
      mapping: FieldMapping(entries: mappings.compactMap(ImportCommand.entry)), problem: problem)
    if !files.isEmpty { return (files.joined(separator: ", "), try reader.rows(of: files)) }
    let own = location.folder.appendingPathComponent(Self.fileName)
    if let name = batch ?? task.generation.seeds {
      let workspace = try location.open()
      guard let samples = try reader.batch(named: name, in: workspace) else {
        let names = try workspace.batches().map(\.name)
        throw CommandFailure("there is no batch \"\(name)\"" + Spelling.hint(for: name, among: names))
      }
      return ("batch \(name)", samples)
    }
    guard FileManager.default.fileExists(atPath: own.path) else {
      throw CommandFailure(
        "there is no \(Self.fileName) in the workspace: name a file of seeds, or --from batch:NAME")
    }
    return (Self.fileName, try reader.rows(of: [own.path]))
  }
}
