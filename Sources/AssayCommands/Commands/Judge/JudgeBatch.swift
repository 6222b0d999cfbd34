import ArgumentParser
import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import Foundation

/// Writes a batch of requests, or judges by the results of one.
struct JudgeBatch {
  private let options: JudgeBatchOptions
  private let workspace: Workspace
  private let setup: JudgeSetup
  private let judging: JudgeRun.Options
  private let json: Bool
  private let isQuiet: Bool

  init(
    _ options: JudgeBatchOptions, _ workspace: Workspace, _ setup: JudgeSetup, _ run: JudgeRun.Options,
    json: Bool, isQuiet: Bool
  ) {
    self.options = options
    self.workspace = workspace
    self.setup = setup
    judging = run
    self.json = json
    self.isQuiet = isQuiet
  }

  func run() throws {
    let control = RunControl()
    let interruption = RunInterruption { Console.error($0) }
    try interruption.handled(control) {
      if let path = options.batchOut { return try write(to: path, control) }
      try read(control, interruption)
    }
  }

  // MARK: Out

  private func write(to path: String, _ control: RunControl) throws {
    let line = ProgressLine(isShown: !isQuiet)
    defer { line.finish() }
    let written: BatchFile.Written
    do {
      written = try BatchFile.write(
        to: path, workspace: workspace, options: judging, encoding: BatchEncoding(), limits: options.limits,
        force: options.force, control: control
      ) { done, total in
        line.update { "Writing: \(Figures.grouped(done)) of \(Figures.count(total, "example"))" }
      }
    } catch let failure as AtomicFileWriter.Failure {
      throw CommandFailure(failure.description)
    }
    line.finish()
    if json { return try JSONOutput.print(WrittenJSON(written)) }
    if isQuiet { return }
    for shard in written.shards {
      Console.output(
        "Wrote \(Figures.count(shard.requests, "request")), \(Figures.bytes(Int64(shard.bytes))), for "
          + "\(shard.endpoint) to \(shard.path)")
    }
    let cached = written.cached == 0 ? "" : ", \(Figures.grouped(written.cached)) of them answered already"
    Console.output(
      written.shards.isEmpty
        ? "There is nothing to ask about \(Figures.count(written.examples, "example"))\(cached)"
        : "\(Figures.count(written.examples, "example"))\(cached). Next, with the results of a batch engine: "
          + "assay judge --batch-in results.jsonl")
  }

  private struct WrittenJSON: Encodable {
    struct File: Encodable {
      var path: String
      var model: String
      var requests: Int
      var bytes: Int
    }
    var files: [File]
    var requests: Int
    var examples: Int
    var cached: Int

    init(_ written: BatchFile.Written) {
      files = written.shards.map {
        File(path: $0.path, model: $0.endpoint, requests: $0.requests, bytes: $0.bytes)
      }
      requests = written.requests
      examples = written.examples
      cached = written.cached
    }
  }

  // MARK: In

  private func read(_ control: RunControl, _ interruption: RunInterruption) throws {
    for path in options.batchIn where path != "-" && access(path, R_OK) != 0 {
      throw CommandFailure("\(path): cannot be opened: \(String(cString: strerror(errno)))")
    }
    var lines = 0
    for path in options.batchIn {
      let imported = try take(path, control)
      lines += imported.lines
      tell(imported, path)
    }
    guard lines > 0 else { throw CommandFailure("there were no results in what was read; nothing was done") }
    let line = RunProgressLine(isQuiet: isQuiet)
    defer { line.finish() }
    let summary = try JudgeRun(workspace: workspace, options: judging).runOffline(control: control) {
      line.update($0)
    }
    line.finish()
    let result = try JudgeResult(summary, workspace: workspace, setup: setup)
    try JudgeCommand.tell(result, json: json, isQuiet: isQuiet)
    let code = JudgeExitCode.code(of: result, signal: interruption.signal)
    if code != 0 { throw ExitCode(code) }
  }

  private func take(_ path: String, _ control: RunControl) throws -> BatchFile.Imported {
    let line = ProgressLine(isShown: !isQuiet)
    defer { line.finish() }
    return try BatchFile.read(
      path, workspace: workspace, options: judging, encoding: BatchEncoding(), control: control
    ) { done, total in
      line.update {
        let whole = total.map { " of \(Figures.bytes($0))" } ?? ""
        return "Reading \(path): \(Figures.bytes(done))\(whole)"
      }
    }
  }

  /// What went wrong is told in any case; it is not part of the result.
  private func tell(_ imported: BatchFile.Imported, _ path: String) {
    for problem in imported.problems.prefix(20) { Console.error(problem.description) }
    if imported.problemCount > 20 {
      Console.error("and \(Figures.count(imported.problemCount - 20, "more problem")), which are not shown")
    }
    for (kind, count) in imported.errors.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      let message = imported.messages[kind].map { ": \($0)" } ?? ""
      Console.error("\(path): \(Figures.count(count, "request")) failed, \(kind)\(message)")
    }
    if imported.foreign > 0 {
      Console.error(
        "\(path): \(Figures.count(imported.foreign, "result")) "
          + "\(imported.foreign == 1 ? "is" : "are") of requests that this workspace has not made; left out")
    }
    if isQuiet || json { return }
    let repeated = imported.repeated == 0 ? "" : ", \(Figures.grouped(imported.repeated)) were there already"
    Console.output(
      "\(path): \(Figures.count(imported.lines, "line")), \(Figures.count(imported.stored, "answer")) new\(repeated)"
    )
  }
}
