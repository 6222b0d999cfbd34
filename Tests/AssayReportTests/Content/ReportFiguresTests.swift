import AssayCalibration
import AssayModel
import AssayReport
import AssayStatistics
import Testing

@Suite struct ReportFiguresTests {
  @Test func cellsAndRatesAreCountedOnTheSplit() throws {
    let rows = SampleReports.rows + [SampleReports.row(90, .reject, human: 1, judge: 5, split: .test)]
    let figures = try #require(ReportContent(SampleReports.input(SampleReports.data(rows))).figures)
    #expect([figures.matrix.tp, figures.matrix.fp, figures.matrix.fn, figures.matrix.tn] == [6, 2, 2, 4])
    #expect(figures.n == 14 && figures.unjudged == 2)
    let wilson = Proportion(successes: 4, n: 6).wilson()
    #expect(
      figures.rates["catch_rate"]
        == ReportFigure(value: 4.0 / 6, low: wilson?.lower, high: wilson?.upper, n: 6))
    #expect(figures.rates["tpr"]?.value == 0.75 && figures.expectedCost.value == 12.0 / 14)
    #expect(figures.set == SetHash.of(SampleReports.rows))
  }

  @Test func whatItKeepsIsCorrectedByItsErrors() throws {
    // Of 40 it keeps 24; TPR 3/4, TNR 2/3: θ = (0.6 + 2/3 - 1) / (3/4 + 2/3 - 1) = 0.64, and TPR θ / 0.6 = 0.8.
    let figures = try #require(SampleReports.content.figures)
    #expect(figures.rejectRate.value == 0.4 && figures.rejectRate.n == 40)
    #expect(abs((figures.correctedGoodShare.value ?? 0) - 0.64) < 1e-9)
    #expect(abs((figures.goodAmongKept.value ?? 0) - 0.8) < 1e-9)
    #expect(abs((figures.expectedBadKept.value ?? 0) - 4.8) < 1e-9)
    let (low, high) = (figures.expectedBadKept.low ?? -1, figures.expectedBadKept.high ?? -1)
    #expect(low >= 0 && low < 4.8 && high > 4.8 && high <= 24)
  }

  @Test func weighedRatesStandForAllData() throws {
    // One rejected example drawn with a chance of 0.1 was kept, one with a chance of 1 dropped.
    let rows = [
      SampleReports.row(1, .reject, human: 1, judge: 5, probability: 0.1),
      SampleReports.row(2, .reject, human: 1, judge: 1, probability: 1),
      SampleReports.row(3, .accept, human: 5, judge: 5, probability: 0.5),
    ]
    let content = ReportContent(SampleReports.input(SampleReports.data(rows)))
    let figures = try #require(content.figures)
    #expect(figures.rates["catch_rate"]?.value == 0.5)
    #expect(abs((figures.weightedRates?["catch_rate"]?.value ?? 0) - 1.0 / 11) < 1e-12)
    let page = MarkdownReport(ReportDocument(content)).text
    #expect(page.contains("The same, weighed to stand for all data"))
    #expect(SampleReports.content.figures?.weightedRates == nil)
  }

  @Test func nothingMeasuredIsNeverZero() throws {
    let rows = [SampleReports.row(1, .accept, human: 5, judge: 5)]
    let figures = try #require(ReportContent(SampleReports.input(SampleReports.data(rows))).figures)
    #expect(figures.rates["catch_rate"] == ReportFigure(value: nil, n: 0))
    #expect(figures.expectedBadKept.value == nil && figures.correctedGoodShare.value == nil)
    let page = MarkdownReport(ReportDocument(ReportContent(SampleReports.input(SampleReports.data(rows)))))
      .text
    #expect(page.contains("| catch rate (TNR): dropped among the rejected | not measured |  | 0 |"))
  }

  @Test func theRuleInForceDecides() throws {
    let data = SampleReports.data(rule: .minimums(["accuracy": 3]))
    let content = ReportContent(SampleReports.input(data))
    #expect(content.figures?.matrix.tp == 8 && content.rule?.isChosen == true)
    #expect(content.rule?.text == "keeps what has accuracy at least 3")
    #expect(content.curves?.threshold == 0)
  }
}
