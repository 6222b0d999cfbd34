import Foundation
import Testing

/// `assay calibrate report|thresholds|compare|drift` on a workspace of real data: 420 outputs, seven judges, and the
/// verdicts that came with the data set as a reviewer's.
@Suite struct CalibrateWorkspaceTests {
  private let workspace: SampleWorkspace

  init() throws { workspace = try SampleWorkspace("instruction-following") }

  private func calibrate(_ arguments: String...) throws -> Program.Output {
    try Program.run(["calibrate"] + arguments, in: workspace.folder)
  }

  private func object(_ output: Program.Output) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(output.out.utf8)) as? [String: Any])
  }

  /// Decides every `step`th example as its truth says.
  private func decide(_ step: Int) throws {
    let rows = try String(
      contentsOf: Program.project.appendingPathComponent(
        "sample-data/instruction-following/examples.jsonl"), encoding: .utf8
    ).split(separator: "\n").enumerated().filter { $0.offset % step == 0 }.map(\.element)
    let decisions = try rows.map { line -> String in
      let row = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let truth = try #require((row["truth"] as? [String: Any])?["verdict"] as? String)
      return
        #"{"id": "\#(row["id"] as? String ?? "")", "reviewer": "ana", "verdict": "\#(truth)", "#
        + #""at": "2026-11-01T10:00:00Z"}"#
    }
    let file = workspace.folder.appendingPathComponent("decisions.jsonl")
    try Data((decisions.joined(separator: "\n") + "\n").utf8).write(to: file)
    let output = try Program.run(["import", file.path, "--no-duplicates"], in: workspace.folder)
    #expect(output.code == 0, "\(output.error)")
  }

  @Test func withoutDecisionsItSaysHowToBegin() throws {
    for command in ["report", "thresholds"] {
      let output = try calibrate(command)
      #expect(output.code == 2 && output.error.contains("nobody has accepted or rejected anything yet"))
    }
    let drift = try calibrate("drift")
    #expect(drift.code == 1 && drift.out.contains("has never been measured against people here"))
    let unknown = try calibrate("report", "--judge", "GPT-4/Ratin")
    #expect(
      unknown.code == 2 && unknown.error.contains(#"there is no judge "GPT-4/Ratin" here; did you mean"#))
  }

  @Test func reportsAreNamedCountedAndKeptAndTheTestSplitIsSealed() throws {
    try decide(2)
    let dev = try object(try calibrate("report", "--json"))
    #expect(dev["judge"] as? String == "GPT-4/Rating" && dev["split"] as? String == "dev")
    let count = try #require(dev["n"] as? Int)
    #expect((75...95).contains(count) && dev["test_openings"] is NSNull)
    let set = try #require(dev["set"] as? String)
    #expect(set.count == 12)
    #expect((dev["reject_rate"] as? [String: Any])?["n"] as? Int == 420)
    #expect((dev["weights"] as? [String: Any])?["kind"] as? String == "none")
    // The same set again, and every other judge is measured on it as well.
    let other = try object(try calibrate("report", "--json", "--judge", "ChatGPT/Rating"))
    #expect(other["set"] as? String == set && other["n"] as? Int == count)

    let first = try object(try calibrate("report", "--split", "test", "--json"))
    let second = try calibrate("report", "--split", "test")
    #expect(first["test_openings"] as? Int == 1 && first["set"] as? String != set)
    #expect(second.out.contains("the test split has now been looked at 2 times"))
    let most = try object(try calibrate("report", "--split", "all-but-test", "--json"))
    #expect(try #require(most["n"] as? Int) > count)
    let nobody = try calibrate("report", "--reviewer", "ben")
    #expect(nobody.code == 2 && nobody.error.contains("ben has decided nothing here"))
    let drift = try calibrate("drift", "--json")
    #expect(drift.code == 0)
    #expect(try object(drift)["age_days"] as? Int == 0)
  }

  @Test func aRuleIsFittedPutInForceAndMeasured() throws {
    try decide(1)
    let before = try object(try calibrate("report", "--json"))
    #expect((before["thresholds"] as? [String: Any])?["text"] as? String == "mean >= 7")
    let shown = try object(try calibrate("thresholds", "--json"))
    #expect(shown["applied"] as? Bool == false)
    let candidates = try #require(shown["candidates"] as? [[String: Any]])
    let chosen = try #require(candidates.first { $0["is_chosen"] as? Bool == true })
    let incumbent = try #require(candidates.first { $0["family"] as? String == "incumbent" })
    func cost(_ candidate: [String: Any]) throws -> Double {
      try #require((candidate["expected_cost"] as? [String: Any])?["value"] as? Double)
    }
    #expect(try cost(chosen) < cost(incumbent))
    // The rule in force costs what the report says, with the same interval.
    #expect(
      try #require(incumbent["expected_cost"] as? NSDictionary)
        == #require(before["expected_cost"] as? NSDictionary))
    // Which examples are in dev follows from the workspace's secret, so that it can or cannot be told.
    let advice = try #require(shown["advice"] as? String)
    let words = try calibrate("thresholds").out
    #expect(["better", "cannot be told"].contains(advice))
    #expect(words.contains("\n  > ") == (advice == "better") && words.contains("--apply puts"))
    let rule = try #require((chosen["rule"] as? [String: Any])?["text"] as? String)
    let applied = try calibrate("thresholds", "--apply")
    #expect(applied.code == 0 && applied.out.contains("In force now: \(rule)"))
    let after = try object(try calibrate("report", "--json"))
    #expect((after["thresholds"] as? [String: Any])?["text"] as? String == rule)
    func measured(_ report: [String: Any]) throws -> Double {
      try #require((report["expected_cost"] as? [String: Any])?["value"] as? Double)
    }
    #expect(try measured(after) < measured(before))
  }

  @Test func twoJudgesAreComparedOnTheSameExamples() throws {
    try decide(1)
    let output = try calibrate("compare", "ChatGPT/Rating", "GPT-4/Rating_Metrics_Reference", "--json")
    let found = try object(output)
    let count = try #require(found["n"] as? Int)
    let differences = try #require(found["differences"] as? [[String: Any]])
    let test = try #require(found["mcnemar"] as? [String: Any])
    #expect(count > 150)
    #expect(
      differences.count == (test["only_first"] as? Int ?? 0) + (test["only_second"] as? Int ?? 0))
    #expect(found["outcome"] as? String == "better" && found["adoptable"] as? Bool == true)
    let again = try calibrate("compare", "GPT-4/Rating_Metrics_Reference", "ChatGPT/Rating")
    #expect(again.code == 0 && again.out.contains("ChatGPT/Rating is worse: it costs more"))
    let same = try calibrate("compare", "GPT-4/Rating", "GPT-4/Rating")
    #expect(same.code == 2 && same.error.contains("these are the same judge: name two"))
  }

  @Test func aComparisonOnTestIsOneOpeningThatSaysWhatItWasFor() throws {
    try decide(1)
    let (first, second) = ("ChatGPT/Rating", "GPT-4/Rating")
    let found = try object(try calibrate("compare", first, second, "--split", "test", "--json"))
    #expect(found["test_openings"] as? Int == 1 && (found["n"] as? Int ?? 0) > 50)
    let status = try object(try calibrate("status", "--json"))
    let openings = try #require(status["openings"] as? [String: Any])
    #expect(openings["count"] as? Int == 1)
    #expect(openings["purpose"] as? String == "calibrate compare: \(second) against \(first)")
    let again = try calibrate("compare", first, second, "--split", "test")
    #expect(again.out.contains("the test split has now been looked at 2 times"))
    // On dev nobody looks at test.
    _ = try calibrate("compare", first, second)
    #expect(try calibrate("status").out.contains("opened 2 times"))
  }

  @Test func newerBatchesThatScoreOtherwiseAreAWarning() throws {
    try decide(4)
    _ = try calibrate("report")
    let rows = (0..<200).map { number in
      #"{"id": "new-\#(number)", "batch": "new", "instruction": "Say \#(number).", "output": "It is \#(number)", "#
        + #""judgements": [{"judge": "GPT-4/Rating", "scores": {"rating": \#(number % 3)}}]}"#
    }
    let file = workspace.folder.appendingPathComponent("new.jsonl")
    try Data((rows.joined(separator: "\n") + "\n").utf8).write(to: file)
    #expect(try Program.run(["import", file.path, "--no-duplicates"], in: workspace.folder).code == 0)
    let output = try calibrate("drift")
    #expect(output.code == 1 && output.out.contains("Moved: rating from"))
    let found = try object(try calibrate("drift", "--json"))
    #expect(found["newer"] as? Int == 200 && found["warning"] as? Bool == true)
  }
}
