import Foundation
import Testing

/// `assay dedupe` as people and pipelines call it.
@Suite struct DedupeTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "assay-dedupe-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func write(_ name: String, _ lines: [String]) throws {
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: folder.appendingPathComponent(name))
  }

  private func run(_ arguments: String..., input: String? = nil) throws -> Program.Output {
    try Program.run(["dedupe"] + arguments, in: folder, input: input)
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func end() { try? FileManager.default.removeItem(at: folder) }

  private static let rows = [
    #"{"id": "a", "text": "I was charged twice for my order last week and nobody refunded me"}"#,
    #"{"id": "b", "text": "Where is my parcel, which you say was delivered on Monday morning"}"#,
    #"{"id": "c", "text": "i was charged twice for my order, last week, and nobody refunded me!"}"#,
    #"{"id": "d", "text": "I was charged twice for my order last week and nobody refunded you"}"#,
  ]

  @Test func aFileGivesLinesAndFigures() throws {
    defer { end() }
    try write("rows.jsonl", Self.rows)
    let output = try run(
      "rows.jsonl", "--field", "text", "--method", "exact,minhash", "-o", "clusters.jsonl", "--json",
      "--threads", "1")
    #expect(output.code == 0)
    let summary = try object(output.out)
    #expect(summary["examples"] as? Int == 4)
    #expect(summary["clusters"] as? Int == 1)
    #expect(summary["duplicates"] as? Int == 2)
    let methods = try #require(summary["methods"] as? [String: [String: Any]])
    #expect(Set(methods.keys) == ["exact", "minhash"])
    #expect(methods["exact"]?["pairs"] as? Int == 1)
    #expect(methods["minhash"]?["seconds"] is Double)
    for name in ["pairs", "peak_memory_mb", "seconds", "recall_estimate", "references", "kinds", "not_run"] {
      #expect(summary[name] != nil, "\(name)")
    }
    let lines = try String(contentsOf: folder.appendingPathComponent("clusters.jsonl"), encoding: .utf8)
      .split(separator: "\n").map { try object(String($0)) }
    #expect(Set(lines.compactMap { $0["id"] as? String }) == ["a", "c", "d"])
    #expect(lines.count { $0["representative"] as? Bool == true } == 1)
    // A second time only when told to.
    #expect(try run("rows.jsonl", "-o", "clusters.jsonl", "--quiet").code == 2)
    #expect(try run("rows.jsonl", "-o", "clusters.jsonl", "--quiet", "--force").code == 0)
  }

  @Test func aPipelineReadsAndWritesTheStandardStreams() throws {
    defer { end() }
    let output = try run(
      "-", "-o", "-", "--method", "exact", "--quiet", input: Self.rows.joined(separator: "\n"))
    #expect(output.code == 0)
    #expect(output.out.split(separator: "\n").count == 2)
    #expect(output.out.hasPrefix(#"{"cluster": "1", "id": "a""#))
  }

  @Test func brokenLinesAreNamedAndTheRestCounts() throws {
    defer { end() }
    try write("rows.jsonl", Self.rows + ["{broken"])
    let output = try run("rows.jsonl", "--method", "exact")
    #expect(output.code == 1)
    #expect(output.error.hasPrefix("rows.jsonl:5: broken JSON"))
    #expect(output.out.hasPrefix("1 duplicate in 1 cluster among 4 examples\n"))
    let nothing = try run("rows.jsonl", "--field", "body")
    #expect(nothing.code == 2)
    #expect(nothing.error.contains(#"rows.jsonl:1: no field "body": it has "id", "text""#))
  }

  @Test func contaminationCannotBeOverlooked() throws {
    defer { end() }
    try write("rows.jsonl", Self.rows)
    try write(
      "real.jsonl", [#"{"sentence": "I WAS charged twice for my order last week and nobody refunded me"}"#])
    for arguments in [["--quiet"], ["--json"], []] {
      let output = try Program.run(
        ["dedupe", "rows.jsonl", "--method", "exact,minhash", "--against", "real.jsonl", "--role", "test"]
          + arguments, in: folder)
      #expect(
        output.error.contains(
          "CONTAMINATION: 1 of 1 row of the test set real.jsonl occurs among the examples"))
      #expect(output.code == 0)
    }
    let seeds = try run("rows.jsonl", "--method", "exact", "--against", "real.jsonl", "--role", "seeds")
    #expect(seeds.out.contains("real.jsonl: 2 examples are copies of seeds (1 of 1 row)"))
    #expect(!seeds.error.contains("CONTAMINATION"))
  }

  @Test func aWorkspaceIsSearchedAndItsClustersExported() throws {
    defer { end() }
    try write("rows.jsonl", Self.rows)
    #expect(try Program.run(["import", "rows.jsonl"], in: folder).code == 0)
    let found = try run("--method", "exact", "--json")
    #expect(try object(found.out)["duplicates"] as? Int == 1)
    let again = try run("--threshold", "0.9", "--threshold", "minhash=0.6", "-o", "out.jsonl")
    #expect(again.code == 0)
    #expect(again.out.hasPrefix("2 duplicates in 1 cluster among 4 examples\n"))
    let exported = try String(contentsOf: folder.appendingPathComponent("out.jsonl"), encoding: .utf8)
    #expect(exported.split(separator: "\n").count == 3)
    #expect(exported.contains(#""kind": "near""#))
  }

  @Test func withoutAModelItSaysSo() throws {
    defer { end() }
    try write("rows.jsonl", Self.rows)
    let left = try run("rows.jsonl")
    #expect(left.out.contains("Not run: embedding: no embedding model is installed"))
    let asked = try run("rows.jsonl", "--method", "embedding")
    #expect(asked.error.contains("hashed n-grams find texts with the same words, not with the same meaning"))
    let unknown = try run("rows.jsonl", "--model", "hasched")
    #expect(unknown.code == 2)
    #expect(unknown.error.contains(#"there is no model "hasched"; did you mean "hashed"?"#))
  }

  @Test func methodsAreMeasuredOnPairs() throws {
    defer { end() }
    try write(
      "pairs.jsonl",
      [
        #"{"a": "the same words in the same order", "b": "The same words, in the same order", "duplicate": true}"#,
        #"{"text1": "the same words in the same order", "text2": "nothing of that at all", "label": 0}"#,
        #"{"a": "we pay ten euros for each of them", "b": "we pay ten euros for each of these", "duplicate": "1"}"#,
        #"{"a": "lost", "b": "found", "duplicate": 0}"#, #"{"a": "x", "b": "y"}"#,
      ])
    let output = try run(
      "--evaluate", "pairs.jsonl", "--method", "exact,minhash", "--threshold", "0.6", "--json")
    #expect(output.code == 1)
    #expect(output.error.contains("pairs.jsonl:5: no truth found"))
    let report = try object(output.out)
    #expect(report["pairs"] as? Int == 4)
    #expect(report["duplicates"] as? Int == 2)
    let methods = try #require(report["methods"] as? [String: [String: Any]])
    #expect(methods["minhash"]?["average_precision"] as? Double == 1)
    let exact = try #require(methods["exact"]?["at_threshold"] as? [String: Any])
    let recall = try #require(exact["recall"] as? [String: Any])
    #expect(recall["successes"] as? Int == 1)
    #expect(recall["n"] as? Int == 2)
    #expect((recall["lower"] as? Double ?? 1) < 0.5)
    let table = try run("--evaluate", "pairs.jsonl", "--method", "minhash")
    #expect(table.out.contains("4 pairs, 2 of them duplicates"))
    #expect(table.out.contains("best F1"))
  }

  @Test(arguments: [
    (["--method", "minhsh"], "there is no method \"minhsh\"; did you mean \"minhash\"?"),
    (["--threshold", "1.2"], "--threshold 1.2: over 0 and at most 1"),
    (["--threshold", "exact=0.5"], "exact has no threshold"),
    (["--threads", "0"], "--threads must be 1 or more"),
    (["x", "--evaluate", "y"], "--evaluate reads its own file"),
    (["no-such-file.jsonl"], "no-such-file.jsonl"),
  ])
  func mistakesAreNamed(arguments: [String], sentence: String) throws {
    defer { end() }
    let output = try Program.run(["dedupe"] + arguments, in: folder)
    #expect(output.code == 2)
    #expect(output.error.contains(sentence))
  }
}
