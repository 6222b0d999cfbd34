import AssayCalibration
import AssayModel
import AssayReport
import Testing

/// What the first sentence of a report says of the judge.
@Suite struct ReportVerdictTests {
  private func first(_ rows: [CalibrationRow]) -> ReportDocument.Notice? {
    let document = ReportDocument(ReportContent(SampleReports.input(SampleReports.data(rows))))
    guard case .notice(let notice) = document.summary.first else { return nil }
    return notice
  }

  private func rows(judge: Double) -> [CalibrationRow] {
    (1...40).map { SampleReports.row($0, $0 <= 20 ? .accept : .reject, human: 4, judge: judge) }
  }

  /// It catches every bad example, which is no praise.
  @Test func aJudgeThatKeepsNothingIsNoGoodJudge() throws {
    let notice = try #require(first(rows(judge: 1)))
    #expect(notice.tone == .bad)
    #expect(notice.text.hasPrefix("The judge keeps nothing of what people have decided"))
    #expect(notice.text.hasSuffix("its catch rate tells nothing."))
  }

  @Test func oneThatIsKeptIsSomething() throws {
    var rows = self.rows(judge: 1)
    rows[0] = SampleReports.row(1, .accept, human: 4, judge: 5)
    let notice = try #require(first(rows))
    #expect(!notice.text.contains("keeps nothing"))
  }

  @Test func aJudgeThatKeepsAllCatchesNothing() throws {
    let notice = try #require(first(rows(judge: 5)))
    #expect(notice.tone == .bad && notice.text.contains("under the bar"))
  }
}
