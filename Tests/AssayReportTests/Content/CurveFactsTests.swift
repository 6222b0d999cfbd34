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
    #expect(curves.cheapest?.threshold == 4.5 && curves.cheapest?.cost == 2.0 / 14)
  }

  @Test func theAreaCountsTiesHalf() throws {
    // Of 8 good and 6 bad ones 6 · 6 + 2 · 4 pairs of 48 are in the right order.
    let curves = try #require(facts())
    #expect(abs((curves.auc.value ?? 0) - 44.0 / 48) < 1e-12)
    #expect((curves.auc.low ?? 1) < 44.0 / 48 && (curves.auc.high ?? 0) > 44.0 / 48)
    // 6/8 at precision 1, then 2/8 at 8/10.
    #expect(abs((curves.averagePrecision.value ?? 0) - 0.95) < 1e-12)
  }

  @Test func everyScoreIsInTheHistogramOnce() throws {
    let curves = try #require(facts())
    #expect(curves.histogram.reduce(0) { $0 + $1.accepted } == 8)
    #expect(curves.histogram.reduce(0) { $0 + $1.rejected } == 6)
    #expect(curves.histogram.first?.from == 1 && curves.histogram.last?.to == 5)
  }

  @Test func onlyProbabilitiesHaveACalibrationCurve() throws {
    #expect(facts()?.bins.isEmpty == true && facts()?.brier == nil)
    let logistic = try #require(facts(.logistic(intercept: -7, weights: ["accuracy": 2], atLeast: 0.5)))
    #expect(!logistic.bins.isEmpty && logistic.brier != nil && logistic.score == "P(accept)")
    #expect(logistic.bins.reduce(0) { $0 + $1.accepted.n } == 14)
  }

  @Test func oneVerdictAloneHasNoCurve() {
    let rows = [SampleReports.row(1, .accept, human: 5, judge: 5)]
    #expect(ReportContent(SampleReports.input(SampleReports.data(rows))).curves == nil)
  }
}
