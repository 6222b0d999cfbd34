import Foundation
import Testing

/// `assay calibrate report` on plain files.
@Suite struct CalibrateTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "assay-calibrate-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func end() { try? FileManager.default.removeItem(at: folder) }

  private func write(_ name: String, _ lines: [String]) throws {
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: folder.appendingPathComponent(name))
  }

  private func report(_ arguments: String...) throws -> Program.Output {
    try Program.run(["calibrate", "report"] + arguments, in: folder)
  }

  private func object(_ output: Program.Output) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(output.out.utf8)) as? [String: Any])
  }

  @Test func twoFilesGiveAMatrix() throws {
    defer { end() }
    try write(
      "human.jsonl",
      [
        #"{"id": "a", "human": {"accuracy": 5}}"#, #"{"id": "b", "human": {"accuracy": 1}}"#,
        #"{"id": "c", "human": {"accuracy": 2}, "verdict": "reject"}"#,
        #"{"id": 4, "human": {"accuracy": 4}}"#,
        #"{"id": "only human", "human": {"accuracy": 4}}"#, #"{"id": "e", "human": {"accuracy": "good"}}"#,
      ])
    try write(
      "judge.jsonl",
      [
        #"{"id": "a", "scores": {"accuracy": 4}}"#, #"{"id": "b", "scores": {"accuracy": 4}}"#,
        #"{"id": "c", "scores": {"accuracy": 1}}"#, #"{"id": "4", "scores": {"accuracy": 3}}"#,
        #"{"id": "more", "scores": {"accuracy": 5}}"#,
      ])
    let output = try report("--human", "human.jsonl", "--scores", "judge.jsonl", "--json")
    #expect(output.code == 1)
    #expect(output.error.contains("human.jsonl:6: human.accuracy: a score is a number, not a text"))
    let found = try object(output)
    #expect(found["matrix"] as? [String: Int] == ["tp": 1, "fp": 1, "fn": 1, "tn": 1])
    #expect(found["n"] as? Int == 4 && found["unjudged"] as? Int == 1)
    let rates = try #require(found["rates"] as? [String: [String: Any]])
    #expect(rates["catch_rate"]?["value"] as? Double == 0.5 && rates["catch_rate"]?["n"] as? Int == 2)
    #expect(found["expected_cost"] is [String: Any])
  }

  @Test func whatCannotBeMeasuredIsNull() throws {
    defer { end() }
    try write("human.jsonl", [#"{"id": "a", "human": {"accuracy": 5}}"#])
    try write("judge.jsonl", [#"{"id": "a", "scores": {"accuracy": 4}}"#])
    let found = try object(try report("--human", "human.jsonl", "--scores", "judge.jsonl", "--json"))
    let rates = try #require(found["rates"] as? [String: [String: Any]])
    #expect(rates["catch_rate"]?["value"] is NSNull && rates["catch_rate"]?["low"] is NSNull)
    let agreement = try #require(found["agreement"] as? [String: [String: Any]])
    #expect(agreement["kappa"]?["value"] is NSNull)
    let lines = try report("--human", "human.jsonl", "--scores", "judge.jsonl")
    #expect(lines.code == 0)
    #expect(lines.out.contains("The person rejected nothing"))
  }

  @Test func mistakesSayWhatToDo() throws {
    defer { end() }
    try write("human.jsonl", [#"{"id": "a", "human": {"accuracy": 5}}"#])
    try write(
      "two.jsonl",
      [
        #"{"id": "a", "judge": "x", "scores": {"accuracy": 4}}"#,
        #"{"id": "a", "judge": "y", "prompt": 2, "scores": {"accuracy": 4}}"#,
      ])
    try write("other.jsonl", [#"{"id": "b", "scores": {"accuracy": 4}}"#])
    let several = try report("--human", "human.jsonl", "--scores", "two.jsonl")
    #expect(several.code == 2 && several.error.contains("name one with --judge: x, y/2"))
    let apart = try report("--human", "human.jsonl", "--scores", "other.jsonl")
    #expect(apart.code == 2 && apart.error.contains("no id of human.jsonl occurs in other.jsonl"))
    let groups = try report(
      "--human", "human.jsonl", "--scores", "two.jsonl", "--judge", "x", "--group-by", "doc")
    #expect(groups.code == 2 && groups.error.contains("has a field \"doc\""))
    #expect(try report("--human", "human.jsonl", "--scores", "two.jsonl", "--scale", "5").code != 0)
  }

  @Test(
    "public scores give the recomputed figures, in every dimension and inside documents",
    .enabled(
      if: FileManager.default.fileExists(atPath: Self.data.path),
      "the public data sets are not beside the repository"
    ),
    arguments: [
      (set: "summeval", human: "summaries.jsonl", group: "doc_id", judge: "gpt-4-0314/rts"),
      (set: "hanna", human: "ratings.jsonl", group: "prompt_no", judge: "ChatGPT/1"),
    ])
  func publicScores(_ data: (set: String, human: String, group: String, judge: String)) throws {
    defer { end() }
    let oracle = try JSONSerialization.jsonObject(
      with: Data(contentsOf: Self.data.appendingPathComponent("oracles.json")))
    let judges = try #require(
      ((oracle as? [String: Any])?[data.set] as? [String: Any])?["judges"]
        as? [String: [String: [String: Any]]])
    let expected = try #require(judges[data.judge])
    let output = try report(
      "--human", Self.data.appendingPathComponent("\(data.set)/\(data.human)").path, "--scores",
      Self.data.appendingPathComponent("\(data.set)/judgements.jsonl").path, "--judge", data.judge,
      "--group-by", data.group, "--resamples", "100", "--json")
    let found = try object(output)
    let dimensions = try #require(found["dimensions"] as? [String: [String: Any]])
    #expect(Set(dimensions.keys) == Set(expected.keys))
    for (name, own) in dimensions { try expectEqual(own, try #require(expected[name]), name) }
    let binary = try #require(expected["mean_of_dimensions"]?["binary_at_4"] as? [String: Any])
    let cells = try #require(found["matrix"] as? [String: Int])
    for cell in ["tp", "fp", "fn", "tn"] { #expect(cells[cell] == binary[cell] as? Int, "\(cell)") }
  }

  private func expectEqual(_ own: [String: Any], _ expected: [String: Any], _ name: String) throws {
    func isNear(_ value: Any?, _ oracle: Any?) -> Bool {
      guard let value = value as? Double, let oracle = oracle as? Double else { return false }
      return abs(value - oracle) < 1e-6
    }
    for (key, theirs) in [
      ("pearson", "pearson"), ("spearman", "spearman"), ("kendall", "kendall_tau_b"), ("mae", "mae"),
      ("bias", "bias_judge_minus_human"), ("kappa_quadratic", "kappa_quadratic"),
    ] {
      #expect(isNear((own[key] as? [String: Any])?["value"], expected[theirs]), "\(name) \(key)")
    }
    #expect(isNear(own["kappa_linear"], expected["kappa_linear"]), "\(name)")
    #expect(isNear(own["kappa"], expected["kappa_unweighted"]), "\(name)")
    let inside = try #require(own["grouped"] as? [String: Any])
    let means = try #require(expected["per_document_mean"] as? [String: Any])
    for (key, theirs) in [("spearman", "spearman"), ("kendall", "kendall_tau_b"), ("pearson", "pearson")] {
      #expect(isNear(inside[key], means[theirs]), "\(name) inside \(key)")
    }
    #expect(own["matrix"] as? [[Int]] == expected["rounded_matrix_human_by_judge"] as? [[Int]], "\(name)")
  }

  private static var data: URL {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return root.appendingPathComponent("shared/data")
  }
}
