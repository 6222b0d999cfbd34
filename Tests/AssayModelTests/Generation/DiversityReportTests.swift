import AssayModel
import Testing

@Suite struct DiversityReportTests {
  @Test(arguments: [
    (28_801.4, 900, 29_000), (388.2, 241, 390), (99.6, 40, 100), (46.4, 43, 46), (7.2, 5, 7),
    (243.0, 241, 241), (1_949.0, 10, 1_900), (0.0, 0, 0),
  ]) func aBoundIsToldToTwoDigitsAndNeverBelowWhatWasSeen(expected: Double, seen: Int, words: Int) {
    var report = DiversityReport(examples: 1_000)
    report.clusters = seen
    report.expectedClusters = expected
    #expect(report.roundedExpectedClusters == words)
  }

  @Test func whatWasNotMeasuredIsNotTold() {
    var report = DiversityReport(examples: 3)
    #expect(report.roundedExpectedClusters == nil)
    report.expectedClusters = .infinity
    #expect(report.roundedExpectedClusters == nil)
  }
}
