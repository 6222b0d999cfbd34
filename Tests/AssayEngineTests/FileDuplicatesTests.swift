import AssayEngine
import AssayModel
import AssayStore
import Foundation
import Testing

/// The search of a file without a workspace.
@Suite struct FileDuplicatesTests {
  private let files: TemporaryFiles

  init() throws { files = try TemporaryFiles() }

  private func run(
    _ path: String, methods: Set<DuplicateMethod> = [.exact, .minhash], fields: [String] = [],
    same: [String] = [], references: [ReferenceSet] = [],
    problem: @escaping (ImportProblem) -> Void = { _ in }
  ) throws -> FileDuplicates.Result {
    var settings = DuplicateSettings()
    settings.methods = methods
    settings.fields = fields
    settings.same = same
    settings.references = references
    return try FileDuplicates(settings: settings, threads: 2, problem: problem).run(path: path)
  }

  private func file(_ name: String, _ texts: [String]) throws -> String {
    try files.write(name, texts.map { "{\"text\": \(JSONText.string($0))}" }.joined(separator: "\n"))
  }

  @Test func aFileGivesWhatAWorkspaceGives() throws {
    let texts = DuplicateCorpus.planted(count: 400, seed: 7)
    let result = try run(try file("rows.jsonl", texts))
    let corpus = try DuplicateCorpus()
    try corpus.add(texts)
    var settings = DuplicateSettings()
    settings.methods = [.exact, .minhash]
    let summary = try DuplicateRun(workspace: corpus.workspace, settings: settings).run()
    #expect(result.clusters == (try corpus.workspace.clusters(limit: 9_999)))
    #expect(result.summary.pairs == summary.pairs)
    #expect(result.summary.duplicates == summary.duplicates)
    #expect(result.clusters.count > 20)
  }

  /// The lines are a file of clusters that an import of the same rows takes.
  @Test func theOutputCanBeImported() throws {
    let texts = [
      "one text of a few words that is here twice", "another text",
      "one text of a few words that is here twice",
    ]
    let path = try file("rows.jsonl", texts)
    let lines = try run(path).lines()
    #expect(lines.count == 2)
    let first = try #require(
      try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
    #expect(first["cluster"] as? String == "1")
    #expect(first["representative"] as? Bool == true)
    #expect(first["similarity"] as? Double == 1)
    #expect(first["method"] as? String == "exact")
    #expect(first["kind"] as? String == "exact")
    #expect(first["line"] as? Int == 1)
    let corpus = try DuplicateCorpus()
    let clusters = try files.write("clusters.jsonl", lines.joined(separator: "\n"))
    let summary = try ImportRun(workspace: corpus.workspace, sources: [.file(path), .file(clusters)]).run()
    #expect(summary.isGood)
    let cluster = try #require(try corpus.workspace.importedClusters().first)
    #expect(cluster.members.map(\.example.rawValue) == [1, 3])
    #expect(cluster.kind == .exact)
  }

  @Test func fieldsMayBePathsAndIDsAreKept() throws {
    let path = try files.write(
      "rows.jsonl",
      (1...3).map {
        #"{"id": "q\#($0)", "in": {"q": "How do I get my money back for order number"}, "n": \#($0)}"#
      }
      .joined(separator: "\n"))
    let result = try run(path, fields: ["in.q"])
    #expect(result.summary.duplicates == 2)
    #expect(result.lines().allSatisfy { $0.contains("\"id\": \"q") })
    #expect(try run(path, fields: ["in.q"], same: ["n"]).clusters.isEmpty)
  }

  @Test func tablesAreReadToo() throws {
    let path = try files.write(
      "rows.csv",
      "text,label\n\"the same, in a table with words\",a\n\"the same, in a table with words\",b\nother,a\n")
    #expect(try run(path).summary.duplicates == 1)
    #expect(try run(path, same: ["label"]).summary.duplicates == 0)
  }

  @Test func brokenLinesAreToldAndTheOthersGoOn() throws {
    let path = try files.write(
      "rows.jsonl",
      "{\"text\": \"good words of a row\"}\n{broken\n[1]\n{\"text\": \"good words of a row\"}\n{\"x\": 1}")
    var problems: [String] = []
    let result = try run(path) { problems.append($0.description.replacingOccurrences(of: path, with: "f")) }
    #expect(result.refused == 3)
    #expect(result.summary.examples == 2)
    #expect(result.clusters.count == 1)
    #expect(problems.map { String($0.prefix(4)) } == ["f:2:", "f:3:", "f:5:"])
    #expect(problems.last?.contains("--field") == true)
    problems = []
    #expect(try run(path, fields: ["nope"]) { problems.append($0.message) }.refused == 5)
    #expect(problems.first == #"no field "nope": it has "text""#)
  }

  @Test func aFileCanBeHeldAgainstATestSet() throws {
    let near = "the invoice for march lists two charges of the same amount on the same day"
    let rows = try file("rows.jsonl", ["nothing that is like it in any way at all", near + " again"])
    let test = try file("test.jsonl", [near])
    let result = try run(rows, references: [ReferenceSet(name: "test", file: test, role: .test)])
    #expect(result.matches.map(\.example.rawValue) == [2])
    #expect(result.summary.references.first?.matchedRows == 1)
  }

  @Test func copiesByTheTenThousandAreOneCluster() throws {
    let line = "{\"text\": \"the same row over and over again\"}\n"
    let path = try files.write("same.jsonl", String(repeating: line, count: 30_000))
    let result = try run(path, methods: Set(DuplicateMethod.allCases))
    #expect(result.clusters.map(\.members.count) == [30_000])
    #expect(result.summary.pairs == 29_999)
  }

  @Test func aTextOfAMegabyteIsCompared() throws {
    let long = (0..<170_000).map { "w\($0 % 90_000)" }.joined(separator: " ")
    #expect(long.utf8.count > 1_000_000)
    let path = try file("long.jsonl", [long, "short words of a text", long + " end", ""])
    let result = try run(path, methods: [.exact, .minhash, .containment, .masked])
    #expect(result.clusters.map { $0.members.map(\.example.rawValue).sorted() } == [[1, 3]])
  }

  @Test func anEmptyFileHasNothing() throws {
    let result = try run(try files.write("empty.jsonl", ""))
    #expect(result.summary.examples == 0)
    #expect(result.lines().isEmpty)
  }
}
