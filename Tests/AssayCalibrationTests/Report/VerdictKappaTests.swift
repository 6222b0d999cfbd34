import AssayModel
import AssayStatistics
import Testing

@testable import AssayCalibration

@Suite struct VerdictKappaTests {
  private static let rule = KeepRule.mean(atLeast: 3)

  /// 60 rows, every fourth judged wrong, in groups of so many.
  private func rows(inGroupsOf size: Int64) -> [CalibrationRow] {
    (0..<60 as Range<Int64>).map { number in
      let isAccepted = number % 3 != 0
      let isKept = number % 4 == 0 ? !isAccepted : isAccepted
      return CalibrationRow(
        truth: HumanTruth(
          example: ExampleID(number), verdict: isAccepted ? .accept : .reject, scores: [:]),
        key: "\(number)", label: nil, batch: BatchID(1), split: .dev, group: ExampleID(number / size),
        scores: ["a": isKept ? 5 : 1])
    }
  }

  @Test(arguments: [1, 2] as [Int64]) func theReportHasTheSameInterval(size: Int64) throws {
    let rows = rows(inGroupsOf: size)
    let kappa = VerdictKappa.estimate(rows, rule: Self.rule)
    let report = CalibrationReport(
      .init(
        judge: "j", examples: rows.map { ComparedExample($0, rule: Self.rule) }, rule: Self.rule, kept: 1,
        scored: 2), CalibrationReport.Settings(keepAt: 3))
    let figure = try #require(report.agreement["kappa"])
    #expect(figure == CalibrationReport.Figure(kappa))
    #expect(kappa.interval != nil && kappa.n == 60)
  }

  @Test func groupsAreDrawnAsAWhole() throws {
    let alone = try #require(VerdictKappa.estimate(rows(inGroupsOf: 1), rule: Self.rule).interval)
    let grouped = try #require(VerdictKappa.estimate(rows(inGroupsOf: 2), rule: Self.rule).interval)
    #expect(alone != grouped)
  }
}
