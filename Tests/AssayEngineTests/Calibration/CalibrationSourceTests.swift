import AssayCalibration
import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import Testing

@Suite struct CalibrationSourceTests {
  private let files: TemporaryFiles
  private let workspace: Workspace
  private let source: CalibrationSource
  private let judge: JudgeID

  init() throws {
    files = try TemporaryFiles()
    workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    let lines = (1...40).map { index in
      """
      {"id": "row-\(index)", "batch": "b", "technique": "t\(index % 2)", "text": "Text number \(index).", \
      "label": "l\(index % 2)", "judgements": [{"judge": "j", "scores": {"accuracy": \(index % 5 + 1), \
      "clarity": 4}, "reason": "because \(index)"}]}
      """
    }
    let path = try files.write("rows.jsonl", lines.joined(separator: "\n"))
    #expect(try ImportRun(workspace: workspace, sources: [.file(path)]).run().added == 40)
    source = CalibrationSource(workspace: workspace, task: TaskSpecification(name: "t")) { 7_000 }
    judge = try #require(try workspace.judges().first?.id)
  }

  private func decide(
    _ ids: ClosedRange<Int64>, _ action: Decision.Action, by reviewer: String = "ana", at: Int64 = 1_000
  ) throws {
    try workspace.append(
      ids.map { NewDecision(example: ExampleID($0), action: action) }, reviewer: reviewer, at: at)
  }

  @Test func theTestSplitHasNoScoresUntilItIsOpened() throws {
    try decide(1...20, .accept)
    try decide(21...40, .reject)
    let sealed = try source.load(judge: judge)
    #expect(sealed.set.rows.count == 40)
    #expect(sealed.set.rows(in: .test).count == 16)
    #expect(sealed.set.rows(in: .test).allSatisfy { $0.scores.isEmpty && $0.reason == nil })
    #expect(sealed.set.rows(in: .dev).allSatisfy { $0.scores.count == 2 && $0.reason != nil })
    #expect(!sealed.isTestOpen && sealed.openings.isEmpty)
    #expect(sealed.population.examples.count == 40)
    #expect(sealed.population.scores["clarity"]?.allSatisfy { $0 == 4 } == true)

    let open = try source.open(judge: judge) { rows in
      TestOpening(setHash: "\(rows.count)", judge: judge, author: "ana", at: 1, purpose: "a test")
    }
    #expect(open.set.rows(in: .test).allSatisfy { $0.scores.count == 2 })
    #expect(open.isTestOpen && open.openings.map(\.setHash) == ["16"])
    #expect(try workspace.openings().count == 1)
  }

  @Test func splitsStayAsTheSetGrows() throws {
    try decide(1...10, .accept)
    let before = try source.progress().rows
    try decide(11...40, .reject)
    let after = try source.progress().rows
    #expect(before.count == 10 && after.count == 40)
    for row in before { #expect(after.first { $0.example == row.example }?.split == row.split) }
  }

  @Test func duplicatesShareASplitAndLaterOnesAreLeftOut() throws {
    func cluster(_ ids: [Int64]) -> Cluster {
      Cluster(
        id: ClusterID(ids[0]), method: "m", kind: .near, threshold: 0.8,
        members: ids.map { Cluster.Member(example: ExampleID($0), similarity: 1) })
    }
    try workspace.replaceClusters([cluster([1, 2, 3, 4, 5])])
    try decide(1...5, .accept)
    try decide(6...20, .reject)
    let rows = try source.progress().rows
    #expect(Set(rows.prefix(5).map(\.split)).count == 1)
    #expect(rows.prefix(5).allSatisfy { $0.group == ExampleID(1) && $0.exclusion == nil })

    try workspace.replaceClusters([cluster(Array(1...20))])
    let joined = try source.progress().rows
    #expect(joined.map(\.split) == rows.map(\.split))
    for row in joined {
      #expect((row.exclusion == nil) == (row.split == rows[0].split), "only the earliest split counts")
    }
  }

  @Test func chancesComeFromTheDraws() throws {
    try workspace.addDraw(
      SampleDraw(
        id: 0, strategy: .stratified, judge: nil, seed: 1, population: 40, reviewer: nil, at: 500,
        examples: [
          DrawnExample(example: ExampleID(1), probability: 0.5, reason: "r"),
          DrawnExample(example: ExampleID(2), probability: 0.1, reason: "r"),
        ]))
    try decide(1...3, .accept)
    let rows = try source.progress().rows
    #expect(rows.map(\.probability) == [0.5, 0.1, nil])
  }

  @Test func oneReviewersWordCanBeAskedFor() throws {
    try decide(1...4, .accept)
    try decide(3...6, .reject, by: "ben")
    #expect(try source.progress().rows.map(\.example.rawValue) == [1, 2, 5, 6])
    #expect(try source.progress(reviewer: "ben").rows.map(\.example.rawValue) == [3, 4, 5, 6])
    #expect(try source.progress(reviewer: "ben").rows.allSatisfy { $0.truth.verdict == .reject })
  }

  @Test func anUnknownJudgeIsNamed() throws {
    #expect(throws: CalibrationProblem.unknownJudge(JudgeID(99))) { try source.load(judge: JudgeID(99)) }
  }
}
