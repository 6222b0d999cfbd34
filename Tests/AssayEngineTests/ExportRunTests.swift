import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import Foundation
import Testing

@Suite struct ExportRunTests {
  private let files: TemporaryFiles
  private let workspace: Workspace

  init() throws {
    files = try TemporaryFiles()
    workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    let path = try files.write(
      "rows.jsonl",
      """
      {"id": "a", "text": "one", "label": "x", "extra": 1.0, "judge": "j", "scores": {"clarity": 4, "style": null}, "reason": "fine"}
      {"id": "b", "text": "=1+1", "label": "y", "nested": {"z": [1, "é"]}, "truth": {"verdict": "reject", "source": "s"}}
      {"id": "c", "instruction": "do", "input": "", "output": "done \\ud83d\\ude00", "big": 12345678901234567890}
      {"id": "d", "messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "ho"}]}
      {"id": "e", "text": "five", "cluster": {"id": "k", "method": "m", "threshold": 0.5, "similarity": 1, "representative": true}}
      """)
    let summary = try ImportRun(workspace: workspace, sources: [.file(path)]).run()
    #expect(summary.added == 5)
  }

  private func decide(_ example: Int64, _ actions: Decision.Action..., by reviewer: String = "ana", at: Int64)
    throws
  {
    try workspace.append(
      actions.map { NewDecision(example: ExampleID(example), action: $0, duration: 1_500, blind: true) },
      reviewer: reviewer, at: at)
  }

  private func lines(
    _ selection: ExportSelection, _ format: ExportFormat = .jsonl, of other: Workspace? = nil
  ) throws -> [String] {
    var lines: [String] = []
    _ = try ExportRun(workspace: other ?? workspace, selection: selection, format: format).write {
      lines.append($0)
    }
    return lines
  }

  private func decideAll() throws {
    try decide(1, .accept, .score(dimension: "clarity", value: 5), .note("so \"so\""), at: 1_000)
    try decide(2, .reject, at: 2_000)
    try decide(
      3, .edit([TextField(name: "instruction", text: "do"), TextField(name: "output", text: "done\nwell")]),
      at: 3_000)
    try decide(3, .relabel("z"), at: 3_001)
    try decide(4, .accept, at: 4_000)
    try decide(4, .reject, by: "ben", at: 4_001)
    try decide(5, .skip, at: 5_000)
    // Taken back, so in no export.
    try decide(5, .reject, at: 6_000)
    let step = try #require(try workspace.decisions().last?.step)
    try workspace.append([NewDecision(example: nil, action: .undo(step: step))], reviewer: "ana", at: 7_000)
  }

  @Test func aRoundTripLosesNothing() throws {
    try decideAll()
    let whole = try lines(.all)
    #expect(whole.count == 5)
    let path = try files.write("whole.jsonl", whole.joined(separator: "\n"))
    let copy = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    let summary = try ImportRun(workspace: copy, sources: [.file(path)]).run()
    #expect(summary.isGood)
    #expect(summary.added == 5)
    #expect(try lines(.all, of: copy).map(Self.object) == whole.map(Self.object))
    for id in 1...5 {
      let id = ExampleID(Int64(id))
      #expect(try copy.examples([id]).first?.fields == workspace.examples([id]).first?.fields)
      #expect(try copy.judgements(on: id) == workspace.judgements(on: id))
      #expect(try copy.truth(on: id) == workspace.truth(on: id))
      let (old, new) = (DecisionLog(try workspace.decisions()), DecisionLog(try copy.decisions()))
      #expect(new.opinions(on: id) == old.opinions(on: id))
    }
    // Into the workspace it came from, it adds nothing.
    let again = try ImportRun(workspace: workspace, sources: [.file(path)]).run()
    #expect(again.isGood)
    #expect(again.added == 0)
    #expect(again.merged == 0)
  }

  @Test(arguments: [[ExportSelection.all], [.accepted, .scores, .decisions, .clusters]])
  func tablesCarryAllThatIsKnownButTheTypesOfUnknownFields(selections: [ExportSelection]) throws {
    try decide(1, .accept, .score(dimension: "clarity", value: 5), .note("=so \"so\""), at: 1_000)
    for id in 2...5 { try decide(Int64(id), .accept, at: Int64(id) * 1_000) }
    let copy = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    for selection in selections {
      let path = try files.write("\(selection).csv", try lines(selection, .csv).joined(separator: "\r\n"))
      let summary = try ImportRun(workspace: copy, sources: [.file(path)]).run()
      #expect(summary.isGood, "\(selection)")
    }
    #expect(try copy.exampleCount() == 5)
    let (old, new) = (DecisionLog(try workspace.decisions()), DecisionLog(try copy.decisions()))
    for id in 1...5 {
      let id = ExampleID(Int64(id))
      #expect(try copy.judgements(on: id) == workspace.judgements(on: id))
      #expect(new.opinions(on: id) == old.opinions(on: id))
      #expect(
        try copy.examples([id]).first?.fields.map(\.text)
          == workspace.examples([id]).first?.fields.map(\.text))
    }
    #expect(try copy.decisions().map(\.duration) == workspace.decisions().map(\.duration))
    #expect(try copy.decisions().allSatisfy(\.blind))
    #expect(try copy.cluster(of: ExampleID(5)) != nil)
  }

  @Test func whatOneObjectSaysIsOneStepAndItsTimeIsNotMadeUp() throws {
    let path = try files.write(
      "more.jsonl",
      #"{"id": "a", "reviewer": "eve", "verdict": "reject", "note": "no", "score": {"clarity": 1}}"#)
    for added in [3, 0] {
      let summary = try ImportRun(workspace: workspace, sources: [.file(path)]).run()
      #expect(summary.isGood)
      #expect(summary.decisions == added)
    }
    #expect(Set(try workspace.decisions().map(\.step)).count == 1)
    #expect(try lines(.decisions).allSatisfy { !$0.contains("\"at\"") })
  }

  @Test func decisionsScoresAndClustersCanBeCarriedOver() throws {
    try decideAll()
    let decisions = try files.write("decisions.jsonl", try lines(.decisions).joined(separator: "\n"))
    let scores = try files.write("scores.jsonl", try lines(.scores).joined(separator: "\n"))
    let clusters = try files.write("clusters.jsonl", try lines(.clusters).joined(separator: "\n"))
    #expect(try lines(.decisions).count == 9)
    #expect(try lines(.scores).count == 1)
    #expect(try lines(.clusters).count == 1)
    for path in [decisions, scores, clusters] {
      let summary = try ImportRun(workspace: workspace, sources: [.file(path)]).run()
      #expect(summary.isGood)
      #expect(summary.merged == 0)
    }
  }

  @Test func wordsAboutClustersTravelByKeys() throws {
    let ids = [ExampleID(1), ExampleID(2), ExampleID(4)]
    try workspace.append(
      [NewDecision(example: ids[0], action: .separate(from: [ids[1], ids[2]]))], reviewer: "ana", at: 7_000)
    try workspace.append(
      [NewDecision(example: ids[2], action: .merge(with: ids[1]))], reviewer: "ana", at: 5_000)
    let rows = try lines(.all)
    let path = try files.write("all.jsonl", rows.joined(separator: "\n"))
    // Other examples came first, so that none has its old number.
    let copy = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    let other = try files.write("other.jsonl", #"{"id": "first", "text": "of another workspace"}"#)
    let summary = try ImportRun(workspace: copy, sources: [.file(other), .file(path)]).run()
    #expect(summary.isGood)
    let moved = ids.map { ExampleID($0.rawValue + 1) }
    // In the order of their times.
    #expect(
      DecisionLog(try copy.decisions()).clusterConstraints
        == [.merge(moved[2], with: moved[1]), .separate(moved[0], from: [moved[1], moved[2]])])
    #expect(try ImportRun(workspace: copy, sources: [.file(path)]).run().decisions == 0)
    let decisions = try files.write("decisions.jsonl", try lines(.decisions).joined(separator: "\n"))
    #expect(try ImportRun(workspace: workspace, sources: [.file(decisions)]).run().decisions == 0)
  }

  @Test func aDecisionOnAnExampleThatIsNotThereIsTold() throws {
    let path = try files.write(
      "more.jsonl", #"{"id": "a", "reviewer": "eve", "separate": ["b", "nobody"]}"#)
    var problems: [String] = []
    let summary = try ImportRun(
      workspace: workspace, sources: [.file(path)], problem: { problems.append($0.message) }
    )
    .run()
    #expect(summary.refused == 1)
    #expect(summary.decisions == 0)
    #expect(problems.first?.contains("names the example “nobody”, which is not there") == true)
  }

  @Test func clustersComeBackWithKindAndMethod() throws {
    let members = [
      Cluster.Member(example: ExampleID(2), similarity: 1, method: "minhash"),
      Cluster.Member(example: ExampleID(1), similarity: 0.5, method: "person"),
    ]
    try workspace.replaceClusters([
      Cluster(id: ClusterID(1), method: "minhash", kind: .near, threshold: 0.7, members: members)
    ])
    for format in [ExportFormat.jsonl, .csv] {
      let path = try files.write("c.\(format.rawValue)", try lines(.clusters, format).joined(separator: "\n"))
      let copy = try Workspace.temporary(bodyReader: RowReader.bodyReader)
      let texts = try files.write(
        "texts.jsonl", "abcde".map { #"{"id": "\#($0)", "text": "\#($0)"}"# }.joined(separator: "\n"))
      let summary = try ImportRun(workspace: copy, sources: [.file(texts), .file(path)]).run()
      #expect(summary.isGood)
      let cluster = try #require(try copy.cluster(of: ExampleID(1)))
      #expect(cluster.members == members)
      #expect(cluster.kind == .near)
      #expect(cluster.method == "minhash")
      #expect(cluster.threshold == 0.7)
    }
  }

  @Test func matchesAreShownAndNotTakenIn() throws {
    try workspace.writeMatches(
      [
        ReferenceMatch(
          example: ExampleID(1), set: "real", role: .test, line: 3, method: .exact, similarity: 1, text: "t")
      ],
      comparison: Comparison(
        subject: "real", method: .exact, identity: "i", threshold: 1, floor: 1, examples: 5, seconds: 0))
    let line = try #require(try lines(.all).first)
    #expect(
      line.contains(
        #""reference_matches": [{"set": "real", "role": "test", "line": 3, "method": "exact", "similarity": 1}]"#
      ))
    let path = try files.write("all.jsonl", line)
    let copy = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    #expect(try ImportRun(workspace: copy, sources: [.file(path)]).run().isGood)
    var row: StoredRow?
    try copy.forEachExample { row = $0 }
    #expect(row?.body.contains("reference_matches") == false)
  }

  @Test func calibrationIsWhatPeopleAgreeOn() throws {
    #expect(try lines(.calibration) == [])
    try decideAll()
    let rows = try lines(.calibration).map(Self.object)
    #expect(rows.map { $0["id"] as? String } == ["a", "b", "c"])
    #expect(rows.map { $0["verdict"] as? String } == ["accept", "reject", "accept"])
    #expect(rows[0]["judgements"] != nil)
  }

  @Test func acceptedRowsAreEditedAndRelabelled() throws {
    try decideAll()
    let rows = try lines(.accepted).map(Self.object)
    #expect(rows.map { $0["id"] as? String } == ["a", "c"])
    #expect(rows[1]["output"] as? String == "done\nwell")
    #expect(rows[1]["label"] as? String == "z")
    #expect(rows[1]["input"] as? String == "")
    #expect(rows[1]["decisions"] == nil)
    #expect(try lines(.accepted)[1].contains("12345678901234567890"))
  }

  @Test func tablesAreSafeForSpreadsheets() throws {
    let rows = try lines(.all, .csv)
    #expect(rows.count == 6)
    #expect(rows[0].hasPrefix("id,text,label,extra,"))
    #expect(rows[2].hasPrefix("b,'=1+1,y,"))
    #expect(
      try lines(.scores, .csv) == [
        "id,judge,score.clarity,score.style,reason,reasons,probabilities,tokens,seconds,values,spreads,failure",
        "a,j,4,null,fine,,,,,,,",
      ])
    #expect(try lines(.calibration, .csv) == [])
  }

  @Test func aRulingDecidesWhereReviewersDiffer() throws {
    try decideAll()
    #expect(try !lines(.calibration).contains { $0.contains("\"id\": \"d\"") }, "people differ")
    try decide(4, .adjudicate(.accept, label: "greeting"), by: "eve", at: 10_000)
    try decide(2, .adjudicate(.accept, label: nil), by: "eve", at: 10_001)
    let calibration = try lines(.calibration).map(Self.object)
    #expect(calibration.first { $0["id"] as? String == "d" }?["verdict"] as? String == "accept")
    #expect(calibration.first { $0["id"] as? String == "b" }?["verdict"] as? String == "accept")
    let accepted = try lines(.accepted).map(Self.object)
    #expect(accepted.first { $0["id"] as? String == "d" }?["label"] as? String == "greeting")
    #expect(accepted.first { $0["id"] as? String == "b" }?["label"] as? String == "y")
    #expect(try lines(.decisions).contains { $0.contains("\"adjudicate\": {\"verdict\": \"accept\"") })
  }

  @Test func differentLabelsAreNoAgreement() throws {
    try decide(1, .relabel("p"), at: 1_000)
    try decide(1, .relabel("q"), by: "ben", at: 2_000)
    #expect(try lines(.accepted).isEmpty)
    #expect(try lines(.calibration).isEmpty)
    try decide(1, .relabel("p"), by: "ben", at: 3_000)
    #expect(try lines(.accepted).map(Self.object).first?["label"] as? String == "p")
  }

  @Test func filesAreWholeOrNotThere() throws {
    let run = ExportRun(workspace: workspace, selection: .all, format: .jsonl)
    #expect(try run.write(toFile: files.path("out.jsonl"), force: false).rows == 5)
    let before = try files.read("out.jsonl")
    #expect(before.split(separator: "\n").count == 5)
    #expect(throws: AtomicFileWriter.Failure.self) {
      try run.write(toFile: files.path("out.jsonl"), force: false)
    }
    #expect(try run.write(toFile: files.path("out.jsonl"), force: true).rows == 5)
    #expect(try files.read("out.jsonl") == before)
    #expect(throws: AtomicFileWriter.Failure.self) {
      try run.write(toFile: files.path("no/such/folder/out.jsonl"), force: false)
    }
    #expect(try files.names == ["out.jsonl", "rows.jsonl"])
  }

  /// A line as an object that can be compared.
  private static func object(_ line: String) -> NSDictionary {
    (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? NSDictionary ?? [:]
  }
}
