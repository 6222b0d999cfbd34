import AssayCalibration
import AssayReport
import AssayStatistics
import Testing

@Suite struct PipelineFactsTests {
  private func report(_ pipelines: [PipelineFacts]) -> ReportDocument {
    var input = SampleReports.input()
    input.pipelines = pipelines
    return ReportDocument(ReportContent(input))
  }

  private static var pipeline: PipelineFacts {
    var judge = PipelineFacts.Stage(
      name: "strict", kind: "judge", state: "begun", rounds: 2,
      cost: .init(requests: 1_200, tokens: 31_000, amount: nil, seconds: 99.25))
    (judge.asked, judge.returned, judge.kept) = (100, 96, 72)
    judge.share = ReportFigure(Proportion(successes: 72, n: 96))
    let gone = PipelineFacts.Stage(
      name: "augment", kind: "augment", state: "done", rounds: 1,
      cost: .init(requests: 0, tokens: 0, amount: 0, seconds: 0), isGone: true)
    return PipelineFacts(
      name: "banking <1>", rounds: 2, isDone: false, stages: [judge, gone],
      total: .init(requests: 1_200, tokens: 31_000, amount: nil, seconds: 99.25))
  }

  @Test func withoutPipelinesThereIsNoSection() {
    #expect(!report([]).sections.contains { $0.id == "pipelines" })
  }

  @Test func aStageHasItsCountsItsShareAndItsCost() throws {
    let section = try #require(report([Self.pipeline]).sections.first { $0.id == "pipelines" })
    guard case .table(let table) = section.blocks.last else {
      Issue.record("no table")
      return
    }
    #expect(table.caption == "banking <1>, 2 rounds, not done yet")
    #expect(
      table.rows[0].map(\.text) == [
        "strict: judge, so far", "100", "96", "72", "75.0\u{A0}%", "1,200", "31,000", "not known",
        "99.2\u{A0}s",
      ])
    #expect(table.rows[0][4].detail?.hasSuffix("n\u{A0}=\u{A0}96") == true)
    #expect(table.rows[1][0].text == "(augment)")
    #expect(table.rows[2][0].text == "all")
    #expect(HTMLReport(report([Self.pipeline])).text.contains("banking &lt;1&gt;, 2 rounds"))
  }
}
