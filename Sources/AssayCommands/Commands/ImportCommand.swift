import ArgumentParser
import AssayEngine
import AssayModel
import AssayStore
import Foundation

/// `assay import`
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take in examples, scores, decisions or clusters.",
    discussion: """
      Reads JSONL, a JSON array, CSV or TSV, gzip'd or not, and sees by the content which. Known rows are \
      {text, label}, Alpaca, chat messages, ShareGPT and prompt/completion; others go by --map. The same \
      file twice adds nothing. docs/schema.md describes scores, decisions, truths and clusters.

      Exit codes: 0 all good, 1 some lines refused, 2 nothing done.
      """)

  @Argument(help: "Files to read; - is the standard input.", completion: .file())
  var files: [String]

  @OptionGroup var location: WorkspaceOptions

  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      "Where a text or label is in a row: --map text=instances.0.input. Repeat for more.",
      valueName: "field=path"))
  var mappings: [String] = []

  @Option(help: ArgumentHelp("The batch for rows that name none; else the file's name.", valueName: "name"))
  var batch: String?

  @Flag(help: "Stop at the first line that is refused.")
  var strict = false

  @Flag(
    inversion: .prefixedNo,
    help: "Look for near duplicates afterwards; without a word, up to 100,000 examples.")
  var duplicates: Bool?

  @Flag(help: "The summary as JSON.")
  var json = false

  @Flag(help: "No progress and no summary; problems are still told.")
  var quiet = false

  /// An import is quick and takes little memory whatever the size of the file. Comparing takes longer and a few
  /// kilobytes an example: beyond this many examples not unasked.
  private static let searchLimit = 100_000

  /// Problems beyond this many are counted only.
  private static let problemLimit = 100

  func validate() throws {
    for mapping in mappings where Self.entry(mapping) == nil {
      throw ValidationError("--map \(mapping): write field=path, for example --map text=instances.0.input")
    }
    if files.filter({ $0 == "-" }).count > 1 {
      throw ValidationError("the standard input, -, can be read only once")
    }
  }

  func run() throws {
    let configuration = try location.configuration(RuntimeEnvironment.current.folders)
    let isNew = !location.hasDatabase
    if isNew { try requireAnyFile() }
    let workspace = try location.create()
    if isNew, !quiet { Console.error("Made a workspace in \(location.folder.path)") }
    let summary = try importFiles(into: workspace, configuration.task.duplicates)
    let duplicates = try findDuplicates(workspace, summary: summary, configuration.task)
    try report(summary, duplicates)
    if let duplicates { for line in DedupeReport.warnings(duplicates) { Console.error(line) } }
    if summary.taken == 0 { throw ExitCode(2) }
    if !summary.isGood { throw ExitCode(1) }
  }

  /// A mistyped name shall leave no empty workspace behind.
  private func requireAnyFile() throws {
    var reasons: [String] = []
    for file in files {
      if file == "-" || access(file, R_OK) == 0 { return }
      reasons.append("\(file): cannot be opened: \(String(cString: strerror(errno)))")
    }
    throw CommandFailure(reasons.joined(separator: "\n"))
  }

  private func importFiles(
    into workspace: Workspace, _ duplicates: DuplicateSettings
  ) throws -> ImportSummary {
    let line = ProgressLine(isShown: !quiet)
    defer { line.finish() }
    var problems = 0
    return try Interruption.handled { cancellation in
      let options = ImportRun.Options(
        batch: batch, mapping: FieldMapping(entries: mappings.compactMap(Self.entry)), strict: strict,
        makesFingerprints: self.duplicates == true, duplicates: duplicates)
      let summary = try ImportRun(
        workspace: workspace, sources: files.map { $0 == "-" ? .standardInput : .file($0) }, options: options,
        cancellation: cancellation,
        problem: { problem in
          problems += 1
          if problems > Self.problemLimit { return }
          line.finish()
          Console.error(problem.description)
        },
        progress: { progress in line.update { Self.line(for: progress) } }
      ).run()
      line.finish()
      if problems > Self.problemLimit {
        Console.error(
          "and \(Figures.count(problems - Self.problemLimit, "more problem")), which are not shown")
      }
      return summary
    }
  }

  /// By words, and by vectors of a model that is on this computer: what may cost money waits for `assay dedupe`.
  private func findDuplicates(
    _ workspace: Workspace, summary: ImportSummary, _ task: TaskSpecification
  ) throws -> DuplicateSummary? {
    guard duplicates != false, summary.added > 0 else { return nil }
    let count = try workspace.exampleCount()
    if duplicates == nil, count > Self.searchLimit {
      if !quiet, !json {
        Console.error(
          "Near duplicates were not looked for among \(Figures.grouped(count)) examples: assay dedupe does that"
        )
      }
      return nil
    }
    var model = EmbeddingChoice(
      name: task.duplicates.embedding, endpoints: task.models, judges: task.wordModels,
      mayAskEndpoints: false)
    if count > Self.searchLimit {
      model.omission =
        "with more than \(Figures.grouped(Self.searchLimit)) examples meanings are compared by assay dedupe only"
    }
    return try DuplicateSearch.run(
      workspace, settings: task.duplicates, model: model,
      threads: ProcessInfo.processInfo.activeProcessorCount, showsProgress: !quiet)
  }

  // MARK: Words

  private struct Report: Encodable {
    var imported: ImportSummary
    var duplicates: DuplicateSummary?
  }

  private func report(_ summary: ImportSummary, _ duplicates: DuplicateSummary?) throws {
    if json { return try JSONOutput.print(Report(imported: summary, duplicates: duplicates)) }
    if quiet { return }
    Console.output(Self.sentence(summary))
    if summary.taken == 0, summary.isGood {
      Console.output("There were no rows in what was read; nothing was done")
    }
    if let duplicates {
      for line in DedupeReport.short(duplicates) { Console.output(line) }
    }
    if summary.stopped {
      Console.output("Stopped at the first problem (--strict); what came before it is in the workspace")
    }
  }

  /// `Imported 1,200 examples (3 were there already, 2 lines refused) in 0:01, 34,000 rows/s`
  static func sentence(_ summary: ImportSummary) -> String {
    var details: [String] = []
    if summary.alreadyThere > 0 {
      details.append("\(Figures.grouped(summary.alreadyThere)) were there already")
    }
    if summary.merged > 0 { details.append("\(Figures.grouped(summary.merged)) of them with something new") }
    if summary.decisions > 0 { details.append(Figures.count(summary.decisions, "decision")) }
    if summary.refused > 0 { details.append(Figures.count(summary.refused, "line") + " refused") }
    if summary.failedFiles > 0 { details.append(Figures.count(summary.failedFiles, "file") + " not read") }
    let inner = details.isEmpty ? "" : " (" + details.joined(separator: ", ") + ")"
    let rows = summary.taken + summary.refused
    let rate = summary.seconds > 0.5 ? ", \(Figures.grouped(Int(Double(rows) / summary.seconds))) rows/s" : ""
    return
      "Imported \(Figures.count(summary.added, "example"))\(inner) in \(Figures.duration(summary.seconds))\(rate)"
  }

  /// `[#########-----------] 48 %  12.3 MB of 25.6 MB  41,000 rows/s  0:12 left`
  static func line(for progress: ImportProgress) -> String {
    var parts: [String] = []
    if let total = progress.totalBytes, total > 0 {
      let share = min(1, Double(progress.bytes) / Double(total))
      let filled = Int(share * 20)
      parts.append(
        "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: 20 - filled) + "]"
          + " \(Int(share * 100)) %")
      parts.append("\(Figures.bytes(progress.bytes)) of \(Figures.bytes(total))")
    } else {
      parts.append(Figures.bytes(progress.bytes))
    }
    if let rate = progress.rowsPerSecond {
      parts.append("\(Figures.grouped(Int(rate))) rows/s")
    } else {
      parts.append(Figures.count(progress.rows, "row"))
    }
    if let left = progress.secondsLeft { parts.append("\(Figures.duration(left)) left") }
    return parts.joined(separator: "  ")
  }

  /// `field=path`; nil when it is not of this form.
  static func entry(_ text: String) -> FieldMapping.Entry? {
    guard let sign = text.firstIndex(of: "=") else { return nil }
    let (field, path) = (String(text[..<sign]), String(text[text.index(after: sign)...]))
    return field.isEmpty || path.isEmpty ? nil : FieldMapping.Entry(field: field, path: path)
  }
}
