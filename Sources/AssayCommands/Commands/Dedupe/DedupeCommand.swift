import ArgumentParser
import AssayEngine
import AssayModel
import Foundation

/// `assay dedupe`
struct DedupeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dedupe", abstract: "Find near duplicates: in the workspace, or in a file alone.",
    discussion: """
      Without FILE the examples of the workspace are compared, those that are new since the last time with all, \
      and clusters are formed as assay.toml says. Clusters that came with the data, and what people have said of \
      clusters, stay.

      With FILE (JSONL, a JSON array, CSV or TSV, gzip'd or not; - is the standard input) no workspace is needed: \
      assay dedupe rows.jsonl --field text -o clusters.jsonl

      --evaluate takes pairs of texts with a truth (fields a, b, duplicate, or text1, text2, label) and measures \
      each method. docs/duplicates.md describes methods, thresholds and files.

      Exit codes: 0 all good, 1 some lines refused, 2 nothing done.
      """)

  @Argument(help: "A file to search instead of the workspace.", completion: .file())
  var file: String?

  @OptionGroup var location: WorkspaceOptions
  @OptionGroup var options: DedupeOptions

  @Option(
    help: ArgumentHelp("Measure the methods on pairs of texts whose truth is known.", valueName: "pairs"),
    completion: .file())
  var evaluate: String?

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Write the clusters to this file, one line a member; - is the standard output."),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp("With FILE: write the pairs to this file, one a line.", valueName: "file"),
    completion: .file())
  var pairs: String?

  @Flag(help: "Replace output files that are there.")
  var force = false

  @Flag(help: "The result as JSON.")
  var json = false

  @Flag(help: "No progress and no summary; problems and contamination are still told.")
  var quiet = false

  func validate() throws {
    try options.check()
    if evaluate != nil, file != nil || output != nil || !options.against.isEmpty {
      throw ValidationError("--evaluate reads its own file: leave out FILE, --output and --against")
    }
    if pairs != nil, file == nil { throw ValidationError("--pairs needs a FILE to search") }
    if json, output == "-" {
      throw ValidationError("--json and -o - would both write to the standard output")
    }
  }

  func run() throws {
    if let evaluate {
      return try PairEvaluationReport.run(
        pairs: evaluate, settings: try settings(), options: options, models: try models(), json: json,
        showsProgress: !quiet)
    }
    if let file { return try search(file: file) }
    try searchWorkspace()
  }

  /// A file is searched by the program's own settings: what a pipeline does must not hang on the folder it runs in.
  private func settings() throws -> DuplicateSettings { try options.settings(over: DuplicateSettings()) }

  /// Models of a workspace's assay.toml, where there is one.
  private func models() throws -> [ModelEndpoint] {
    guard options.model != nil else { return [] }
    return try location.configuration(RuntimeEnvironment.current.folders).task.models
  }

  // MARK: The workspace

  private func searchWorkspace() throws {
    let configuration = try location.configuration(RuntimeEnvironment.current.folders)
    let workspace = try location.open()
    let settings = try options.settings(over: configuration.task.duplicates)
    let model = EmbeddingChoice(
      name: options.model ?? settings.embedding, endpoints: configuration.task.models,
      judges: configuration.task.wordModels, asksForHashed: options.asksForEmbedding)
    let summary = try DuplicateSearch.run(
      workspace, settings: settings, model: model, threads: options.threadCount, showsProgress: !quiet)
    if let output {
      let sentence =
        output == "-"
        ? nil
        : try ExportFile.write(workspace, .clusters, format: nil, path: output, force: force)
      if let sentence, !quiet { Console.error(sentence) }
      if output == "-" {
        _ = try ExportRun(workspace: workspace, selection: .clusters, format: .jsonl).write {
          Console.output($0)
        }
      }
    }
    try report(summary, hasOutputOnStandardOutput: output == "-")
    if summary.examples == 0 { throw ExitCode(2) }
    if !summary.referenceProblems.isEmpty { throw ExitCode(1) }
  }

  // MARK: A file

  private func search(file: String) throws {
    let settings = try settings()
    let model = EmbeddingChoice(
      name: options.model ?? settings.embedding, endpoints: try models(),
      asksForHashed: options.asksForEmbedding)
    let result = try DuplicateSearch.run(
      file: file, settings: settings, model: model, threads: options.threadCount, showsProgress: !quiet)
    if let output {
      let lines = result.lines()
      if output == "-" {
        for line in lines { Console.output(line) }
      } else {
        try OutputFile.write(lines, to: output, force: force)
        if !quiet { Console.error("Wrote \(Figures.count(lines.count, "row")) to \(output)") }
      }
    }
    if let pairs {
      let lines = result.pairLines()
      try OutputFile.write(lines, to: pairs, force: force)
      if !quiet { Console.error("Wrote \(Figures.count(lines.count, "pair")) to \(pairs)") }
    }
    try report(result.summary, matches: result.matches, hasOutputOnStandardOutput: output == "-")
    if result.summary.examples == 0 { throw ExitCode(2) }
    if result.refused > 0 || !result.summary.referenceProblems.isEmpty { throw ExitCode(1) }
  }

  private func report(
    _ summary: DuplicateSummary, matches: [ReferenceMatch] = [], hasOutputOnStandardOutput: Bool
  ) throws {
    if json {
      try JSONOutput.print(summary)
    } else if !quiet {
      let lines = DedupeReport.lines(summary)
      // The output may be read by another program.
      for line in lines { if hasOutputOnStandardOutput { Console.error(line) } else { Console.output(line) } }
    }
    for line in DedupeReport.warnings(summary) { Console.error(line) }
  }
}
