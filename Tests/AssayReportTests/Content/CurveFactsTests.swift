import AssayCalibration
import AssayModel
import AssayReport
import Testing

@Suite struct CurveFactsTests {
  private func facts(_ rule: KeepRule? = nil) -> CurveFacts? {
    ReportContent(SampleReports.input(SampleReports.data(rule: rule))).curves
  }

  @Test func cutsGoFromNothingToEverything() throws {
    // Means: 4.5 six good; 4 two bad; 3.5 two good; 3 four bad.
    let curves = try #require(facts())
    #expect(curves.cuts.map(\.threshold) == [nil, 4.5, 4, 3.5, 3])
    #expect(curves.cuts.map(\.tp) == [0, 6, 6, 8, 8] && curves.cuts.map(\.fp) == [0, 0, 2, 2, 6])
    #expect(curves.cheapest.threshold == 4.5 && curves.cheapest.cost == 2.0 / 14)
  }

  @Test func keepingNothingMayBeCheapest() throws {
    let rows = [
      SampleReports.row(1, .accept, human: 5, judge: 4), SampleReports.row(2, .reject, human: 1, judge: 4),
    ]
    let content = ReportContent(SampleReports.input(SampleReports.data(rows)))
    #expect(content.curves?.cheapest.threshold == nil && content.curves?.cheapest.cost == 0.5)
    let page = MarkdownReport(ReportDocument(content)).text
    #expect(page.contains("It is least, 0.50 an example, where nothing is kept."))
  }

  @Test func everyScoreIsInTheHistogramOnce() throws {
    let curves = try #require(facts())
    #expect(curves.histogram.reduce(0) { $0 + $1.accepted } == 8)
    #expect(curves.histogram.reduce(0) { $0 + $1.rejected } == 6)
    #expect(curves.histogram.first?.from == 1 && curves.histogram.last?.to == 5)
  }

  @Test func onlyProbabilitiesHaveACalibrationCurve() throws {
    func titles(_ rule: KeepRule?) -> [String] {
      let content = ReportContent(SampleReports.input(SampleReports.data(rule: rule)))
      return ReportDocument(content).sections.flatMap(\.blocks).flatMap { block -> [String] in
        guard case .charts(let charts) = block else { return [] }
        return charts.map(\.title)
      }
    }
    #expect(titles(nil).count == 4)
    let rule = KeepRule.logistic(intercept: -7, weights: ["accuracy": 2], atLeast: 0.5)
    #expect(titles(rule).last == "Calibration of P(accept)")
    #expect(try #require(facts(rule)).score == "P(accept)")
  }

  @Test func oneVerdictAloneHasNoCurve() {
    let rows = [SampleReports.row(1, .accept, human: 5, judge: 5)]
    #expect(ReportContent(SampleReports.input(SampleReports.data(rows))).curves == nil)
  }
}
