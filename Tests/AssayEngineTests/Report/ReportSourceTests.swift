import AssayCalibration
import AssayEngine
import AssayFormats
import AssayModel
import AssayReport
import AssayStore
import Testing

@Suite struct ReportSourceTests {
  private let files: TemporaryFiles
  private let workspace: Workspace
  private let source: ReportSource

  init() throws {
    files = try TemporaryFiles()
    workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    let lines = (1...40).map { index in
      """
      {"id": "row-\(index)", "batch": "b", "technique": "t\(index % 2)", "text": "Text number \(index).", \
      "label": "l\(index % 2)", "model": "gpt-4o", "judgements": [\
      {"judge": "few", "scores": {"accuracy": 5}}\(index > 20 ? "" : ","
        + "{\"judge\": \"fewer\", \"scores\": {\"accuracy\": \(index % 5 + 1)}}")]}
      """
    }
    let path = try files.write("rows.jsonl", lines.joined(separator: "\n"))
    #expect(try ImportRun(workspace: workspace, sources: [.file(path)]).run().added == 40)
    try workspace.append(
      (1...20).map {
        NewDecision(example: ExampleID($0), action: $0 % 2 == 0 ? .accept : .reject, blind: true)
      },
      reviewer: "ana", at: 1_000)
    source = ReportSource(workspace: workspace, task: TaskSpecification(name: "t"), program: "p") { 7_000 }
  }

  @Test func theUsualJudgeIsTheOneInUse() throws {
    #expect(try source.usualJudge()?.name == "few")
    let other = try #require(try workspace.judges().first { $0.name == "fewer" })
    try workspace.adopt(Adoption(judge: other.id, rule: nil, author: "ana", at: 1, reason: "better"))
    #expect(try source.usualJudge()?.name == "fewer")
  }

  @Test func whatStandsInTheWorkspaceStandsInTheReport() throws {
    let content = try source.content(
      judge: try source.usualJudge(), split: .dev, author: "ana", resamples: 100)
    #expect(content.data.examples == 40 && content.data.models.first?.name == "gpt-4o")
    #expect(content.data.labels.map(\.n) == [20, 20] && content.set.n == 20)
    #expect(content.figures?.n == content.set.splits.first { $0.name == "dev" }?.n)
    #expect(content.figures?.rejectRate.n == 40 && content.people.reviewers.map(\.name) == ["ana"])
    #expect(content.versions.map(\.name).sorted() == ["few", "fewer"])
    #expect(content.madeAt == 7_000 && content.openings.isEmpty)
    #expect(try workspace.openings().isEmpty && workspace.measurements().isEmpty)
  }

  @Test func figuresOnTheTestSplitAreAnOpening() throws {
    let judge = try source.usualJudge()
    let content = try source.content(judge: judge, split: .test, author: "ben", resamples: 100)
    let opening = try #require(try workspace.openings().first)
    #expect(opening.author == "ben" && opening.purpose == "report" && opening.at == 7_000)
    #expect(content.openings.map(\.author) == ["ben"] && content.figures?.set == opening.setHash)
    #expect((content.figures?.n ?? 0) > 0)
  }

  @Test func probesAndCopiesAreCountedApart() throws {
    try workspace.addKnownGood([(ExampleID(1), reviewer: nil)])
    let content = try source.content(judge: try source.usualJudge(), split: .dev, author: "", resamples: 100)
    #expect(content.data.knownGoodProbes == 1 && content.data.examples == 40)
    #expect(content.probes.judges.first?.kept.n == 1)
  }

  @Test func aWorkspaceWithoutAJudgeHasAReportToo() throws {
    let empty = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    let source = ReportSource(workspace: empty, task: TaskSpecification(name: "t"), program: "p") { 1 }
    #expect(try source.usualJudge() == nil)
    let content = try source.content(judge: nil, split: .dev, author: "")
    #expect(content.limits.map(\.code) == ["no-truth"])
  }
}
