import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import Foundation
import Testing

@Suite struct ImportRunTests {
  private let files: TemporaryFiles
  private let workspace: Workspace

  init() throws {
    files = try TemporaryFiles()
    workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
  }

  private func run(
    _ paths: [String], _ options: ImportRun.Options = ImportRun.Options()
  ) throws -> (summary: ImportSummary, problems: [ImportProblem]) {
    var problems: [ImportProblem] = []
    let summary = try ImportRun(
      workspace: workspace, sources: paths.map { .file($0) }, options: options,
      problem: { problems.append($0) }
    ).run()
    return (summary, problems)
  }

  @Test func badLinesAreNamedAndTheOthersGoOn() throws {
    let path = try files.write(
      "rows.jsonl",
      """
      {"id": "a", "text": "one"}
      {"id": "b", "text":
      [1, 2]

      {"id": "a", "text": "another"}
      {"id": "nobody", "judge": "j", "scores": {"clarity": 3}}
      {"id": "c", "text": "three", "judge": "j", "scores": {"clarity": "high"}}
      {"id": "d", "text": "four"}
      """)
    let (summary, problems) = try run([path])
    #expect(summary.added == 2)
    #expect(summary.refused == 5)
    #expect(!summary.isGood)
    #expect(problems.map(\.line) == [2, 3, 5, 6, 7])
    #expect(problems.allSatisfy { $0.file == path && !$0.message.isEmpty })
    #expect(problems[4].description.hasPrefix("\(path):7: scores.clarity: "))
    #expect(try workspace.exampleCount() == 2)
  }

  @Test func twiceAddsNothing() throws {
    // Copies inside the file are examples of their own, and stay as many.
    let path = try files.write(
      "rows.jsonl", "{\"text\": \"same\"}\n{\"text\": \"same\"}\n{\"id\": \"x\", \"text\": \"other\"}\n")
    #expect(try run([path]).summary.added == 3)
    let again = try run([path]).summary
    #expect(again.added == 0)
    #expect(again.alreadyThere == 3)
    #expect(again.merged == 0)
    #expect(again.isGood)
    #expect(try workspace.exampleCount() == 3)
  }

  @Test func strictStopsAtTheFirstProblem() throws {
    let first = try files.write(
      "first.jsonl", "{\"id\": \"a\", \"text\": \"one\"}\nnonsense\n{\"id\": \"b\", \"text\": \"two\"}\n")
    let second = try files.write("second.jsonl", "{\"id\": \"c\", \"text\": \"three\"}\n")
    let (summary, problems) = try run([first, second], ImportRun.Options(strict: true))
    #expect(summary.stopped)
    #expect(summary.added == 1)
    #expect(problems.count == 1)
    #expect(try workspace.exampleCount() == 1)
  }

  @Test func aMissingFileDoesNotStopTheOthers() throws {
    let good = try files.write("good.jsonl", "{\"text\": \"one\"}\n")
    let missing = files.path("missing.jsonl")
    let (summary, problems) = try run([missing, good])
    #expect(summary.failedFiles == 1)
    #expect(summary.added == 1)
    #expect(!summary.isGood)
    #expect(problems.map(\.line) == [nil])
    #expect(problems[0].description.hasPrefix("\(missing): cannot be opened"))
    #expect(try run([missing], ImportRun.Options(strict: true)).summary.stopped)
  }

  @Test func emptyFilesAreNothing() throws {
    let (summary, problems) = try run([
      try files.write("empty.jsonl", ""), try files.write("blank.jsonl", "\n\n \n"),
    ])
    #expect(summary.taken == 0)
    #expect(problems == [])
    #expect(try workspace.batches() == [])
  }

  @Test func batchesAreNamedAfterTheFileTheRowOrTheOption() throws {
    let path = try files.write(
      "week 7.jsonl", "{\"text\": \"one\"}\n{\"text\": \"two\", \"batch\": \"own\"}\n{\"text\": \"three\"}\n")
    _ = try run([path])
    #expect(try workspace.batches().map(\.name) == ["week 7", "own"])
    #expect(try workspace.batches().map(\.count) == [2, 1])
    let other = try files.write("other.csv", "text,label\n\"a, b\",x\nc,y\n")
    _ = try run([other], ImportRun.Options(batch: "mine"))
    #expect(try workspace.batches().map(\.name) == ["week 7", "own", "mine"])
    #expect(try workspace.labels().sorted() == ["x", "y"])
  }

  @Test func scoresAndDecisionsMayComeLater() throws {
    let rows = try files.write("rows.jsonl", "{\"id\": \"a\", \"text\": \"one\"}\n")
    let scores = try files.write(
      "scores.jsonl", "{\"id\": \"a\", \"judge\": \"j\", \"scores\": {\"clarity\": 3.5}}\n")
    let decisions = try files.write(
      "decisions.jsonl",
      "{\"id\": \"a\", \"reviewer\": \"ana\", \"verdict\": \"accept\", \"at\": \"2026-01-31T12:30:00.000Z\"}\n"
    )
    let summary = try run([rows, scores, decisions]).summary
    #expect(summary.added == 1)
    #expect(summary.merged == 2)
    #expect(summary.decisions == 1)
    #expect(try workspace.judgements(on: ExampleID(1)).first?.mean == 3.5)
    #expect(try run([scores, decisions]).summary.merged == 0)
    #expect(try workspace.decisions().count == 1)
  }

  @Test func pathsSayWhereTheTextIs() throws {
    let path = try files.write("rows.jsonl", "{\"body\": {\"q\": \"why?\"}, \"k\": 7}\n{\"body\": {}}\n")
    let mapping = FieldMapping(entries: [
      .init(field: "question", path: "body.q"), .init(field: "label", path: "k"),
    ])
    let (summary, problems) = try run([path], ImportRun.Options(mapping: mapping))
    #expect(summary.added == 1)
    #expect(problems.map(\.line) == [2])
    let example = try #require(try workspace.examples([ExampleID(1)]).first)
    #expect(example.fields == [TextField(name: "question", text: "why?")])
    #expect(example.label == "7")
  }

  @Test func manyRowsPassTheQueueInOrder() throws {
    let lines = (1...5_000).map {
      $0 % 1_000 == 0 ? "oops \($0)" : "{\"id\": \"\($0)\", \"text\": \"text number \($0)\"}"
    }
    let path = try files.write("many.jsonl", lines.joined(separator: "\n"))
    var last = ImportProgress(file: "", bytes: 0, totalBytes: nil, rows: 0, seconds: 0)
    var isRising = true
    var problems: [Int?] = []
    let summary = try ImportRun(
      workspace: workspace, sources: [.file(path)], options: ImportRun.Options(makesFingerprints: true),
      problem: { problems.append($0.line) },
      progress: {
        isRising = isRising && $0.rows > last.rows && $0.bytes >= last.bytes
        last = $0
      }
    ).run()
    #expect(summary.added == 4_995)
    #expect(problems == [1_000, 2_000, 3_000, 4_000, 5_000])
    #expect(isRising)
    #expect(last.rows == 5_000)
    #expect(last.totalBytes == last.bytes)
    #expect(try workspace.id(forKey: "4999") == ExampleID(4_995))
    // Fingerprints were made on the way.
    #expect(
      try workspace.examplesWithoutFingerprint(
        in: ExampleID(1)...ExampleID(4_995), settings: FingerprintSettings(DuplicateSettings()).number,
        limit: 1) == [])
  }

  @Test func cancellingKeepsWhatWasCommitted() throws {
    let lines = (1...3_000).map { "{\"id\": \"\($0)\", \"text\": \"text number \($0)\"}" }
    let path = try files.write("many.jsonl", lines.joined(separator: "\n"))
    let cancellation = Cancellation()
    #expect(throws: CancellationError.self) {
      try ImportRun(
        workspace: workspace, sources: [.file(path)], cancellation: cancellation,
        progress: { _ in cancellation.cancel() }
      ).run()
    }
    let count = try workspace.exampleCount()
    #expect(count < 3_000)
    // The same command goes on from there.
    #expect(try run([path]).summary.added == 3_000 - count)
    #expect(try workspace.integrityProblems() == [])
  }
}
