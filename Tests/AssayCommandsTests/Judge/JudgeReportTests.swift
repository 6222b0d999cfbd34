import AssayEngine
import AssayModel
import Foundation
import Testing

@testable import AssayCommands

@Suite struct JudgeReportTests {
  static func summary(ending: ChatEnding = .finished) -> JudgeSummary {
    let judge = JudgeVersion(id: JudgeID(1), name: "judge v1", dimensions: ["accuracy", "clarity"], count: 9)
    var summary = JudgeSummary(run: RunID(1), judge: judge, ending: ending)
    summary.total = 12
    summary.judged = 9
    summary.failed = 1
    summary.unreadable = 1
    summary.cached = 2
    summary.traffic.requests = 8
    summary.traffic.retries = 1
    summary.traffic.answered = 7
    summary.traffic.tokensIn = 1_500
    summary.traffic.tokensOut = 60
    summary.traffic.cost = 0.0123
    summary.traffic.seconds = 4
    summary.traffic.latencyP50 = 0.4
    summary.traffic.latencyP95 = 1.25
    summary.traffic.latencyP99 = 2
    summary.traffic.failures = [.init(kind: .rateLimit, count: 1, lastMessage: "slow \u{1B}[31mdown")]
    summary.histograms = [.init(dimension: "accuracy", minimum: 1, counts: [2, 0, 1, 4, 2])]
    summary.lastFailure = "no number for accuracy"
    return summary
  }

  private func lines(
    _ summary: JudgeSummary, misses: [JudgeResult.Miss] = [], flagged: [String] = [],
    bar: Double = CalibrationSettings.defaultBar
  ) -> [String] {
    JudgeReport(
      result: JudgeResult(summary, title: "judge v1 · m", misses: misses, flagged: flagged, bar: bar)
    ).lines
  }

  @Test func aMemberOfAPanelThatSaysNothingIsNamed() throws {
    let result = JudgeResult(
      Self.summary(), title: "panel v1", unreadableMembers: [(name: "panel v1 · bad", examples: 1_200)])
    let sentence =
      "panel v1 · bad: answers on 1,200 examples could not be read in full; there the panel's scores are those of "
      + "the others"
    #expect(JudgeReport(result: result).lines.contains(sentence))
    #expect(result.warnings.contains(sentence))
  }

  @Test func everythingThatHappenedIsTold() {
    var summary = Self.summary()
    summary.probes.bad = .init(n: 3, right: 2)
    summary.probes.byFault = ["truncated": .init(n: 1, right: 1), "near label": .init(n: 2, right: 1)]
    summary.probes.good = .init(n: 4, right: 4)
    let miss = JudgeResult.Miss(
      key: "7f3a", fault: "near label", detail: "billing became shipping",
      scores: [
        DimensionScore(dimension: "accuracy", value: 4.5), DimensionScore(dimension: "clarity", value: nil),
      ],
      reason: "Fine.", mean: 4.5)
    #expect(
      lines(summary, misses: [miss], flagged: ["a", "b"]) == [
        "judge v1 · m: 9 of 12 judged, 1 failed, 2 from answers on disk, 2 left",
        "8 requests, 1 of them tried again, 2.0/s, 4.0 s, latency p50 0.40 s, p95 1.25 s, p99 2.00 s",
        "1,500 tokens in, 60 out, cost 0.012",
        "  rate limit once: slow ␛[31mdown",
        "  accuracy  1 ▅ 2   2   0   3 ▃ 1   4 █ 4   5 ▅ 2",
        "Known-bad probes dropped: 2 of 3 = 66.7 % (95 % interval 20.8 % to 93.9 %)",
        "  fault       dropped  of     rate      95 % interval",
        "  near label        1   2   50.0 %    9.5 % to 90.5 %",
        "  truncated         1   1  100.0 %  20.7 % to 100.0 %",
        "Known-good probes kept: 4 of 4 = 100.0 % (95 % interval 51.0 % to 100.0 %)",
        "Whether the catch rate is over the bar of 80.0 % cannot be told yet: 3 known-bad probes are too few; "
          + "36 known-bad probes at this rate would tell",
        "Known-bad probes that were kept:",
        "  7f3a · near label · billing became shipping",
        "    accuracy 4.50, clarity – · mean 4.50",
        "    \"Fine.\"",
        "2 examples give the judge orders; look at them:", "  a", "  b",
      ])
  }

  @Test func fewProbesOverTheBarAreNoPraise() {
    var summary = Self.summary()
    summary.probes.bad = .init(n: 15, right: 15)
    #expect(
      lines(summary).contains(
        "Whether the catch rate is over the bar of 80.0 % cannot be told yet: 15 known-bad probes are too few; "
          + "16 known-bad probes at this rate would tell"))
    summary.probes.bad = .init(n: 16, right: 16)
    #expect(lines(summary).contains("The catch rate is over the bar of 80.0 %"))
    #expect(
      lines(summary, bar: 0.9).contains {
        $0.hasPrefix("Whether the catch rate is over the bar of 90.0 % cannot be told yet")
      })
    summary.probes.bad = .init(n: 40, right: 20)
    #expect(
      lines(summary).contains("The catch rate is under the bar of 80.0 %: your judging prompt needs work"))
    #expect(lines(summary, bar: 0.3).contains("The catch rate is over the bar of 30.0 %"))
  }

  @Test func withoutProbesThereIsAWayToThem() {
    #expect(
      lines(Self.summary()).last
        == "No probe was judged: `assay probes make` shows whether this judge can be trusted")
  }

  @Test func moreThanAScreenfulIsCounted() {
    let flagged = (1...23).map { "key \($0)" }
    let text = lines(Self.summary(), flagged: flagged)
    #expect(text.last == "  and 3 more; --json lists all")
    #expect(text.contains("  key 20"))
    #expect(!text.contains("  key 21"))
  }

  @Test func aRunWithNothingToDoSaysWhatWould() {
    var summary = Self.summary()
    summary.total = 0
    summary.judged = 0
    #expect(
      lines(summary).first
        == "judge v1 · m: there was nothing to judge; --only all goes over everything, --only failed over failures"
    )
  }

  @Test(arguments: [
    (ChatEnding.finished, "1 example got answers that could not be read"),
    (.stopped, "Stopped before the end; what was judged is saved"),
    (.budgetSpent, "The budget does not allow the next request"),
    (
      .failed(ChatProblem(kind: .refused, message: "no such model")), "no such model\nNothing more can be had"
    ),
  ])
  func theEndIsExplained(ending: ChatEnding, start: String) throws {
    let result = JudgeResult(Self.summary(ending: ending), title: "t")
    let sentence = try #require(JudgeReport(result: result).ending)
    #expect(sentence.hasPrefix(start))
  }

  @Test func allJudgedNeedsNoExplanation() {
    var summary = Self.summary()
    summary.failed = 0
    #expect(JudgeReport(result: JudgeResult(summary, title: "t")).ending == nil)
  }

  @Test func exitCodesTellTheEndings() {
    func code(_ ending: ChatEnding, failed: Int = 0, missing: Int = 0, signal: Int32? = nil) -> Int32 {
      var summary = Self.summary(ending: ending)
      summary.failed = failed
      summary.missing = missing
      return JudgeExitCode.code(of: JudgeResult(summary, title: "t"), signal: signal)
    }
    #expect(code(.finished) == 0)
    #expect(code(.finished, failed: 1) == 1)
    #expect(code(.finished, missing: 1) == 1)
    #expect(code(.budgetSpent, failed: 1) == 3)
    #expect(code(.failed(ChatProblem(kind: .refused, message: ""))) == 4)
    #expect(code(.stopped, signal: SIGINT) == 130)
    #expect(code(.stopped, signal: SIGTERM) == 143)
    // Cancelled by another program.
    #expect(code(.stopped) == 130)
  }

  // MARK: Histograms

  @Test func aScoreThatWasNeverGivenHasNoBar() {
    let lines = HistogramText.lines([
      .init(dimension: "ok", minimum: 0, counts: [1, 3]),
      .init(dimension: "empty", minimum: 1, counts: [0, 0]),
    ])
    #expect(lines == ["  ok  0 ▃ 1   1 █ 3"])
  }

  @Test func aLongScaleIsOneBar() {
    let lines = HistogramText.lines([
      .init(dimension: "d", minimum: 1, counts: Array(repeating: 1, count: 20))
    ])
    #expect(lines == ["  d  1 " + String(repeating: "█", count: 20) + " 20"])
  }

  // MARK: Money and progress

  @Test(arguments: [
    (0.0, "0"), (12.345, "12.35"), (0.5, "0.50"), (0.0512, "0.051"), (0.000123, "0.00012"),
    (1234.5, "1234.50"),
  ])
  func smallAmountsKeepTwoDigits(amount: Double, text: String) {
    #expect(Figures.money(amount) == text)
  }

  @Test func theProgressLineSaysRateTimeAndCost() {
    var progress = RunProgress()
    progress.total = 2_000
    progress.done = 120
    progress.cached = 20
    progress.failed = 2
    progress.expectedCost = 0.51
    progress.traffic.cost = 0.03
    progress.traffic.rate = 31.4
    progress.traffic.seconds = 4
    progress.traffic.retries = 3
    #expect(RunProgressLine.secondsLeft(progress) == 75.2)
    #expect(
      RunProgressLine.sentence(progress)
        == "Judging: 120 of 2,000 · 31.4 requests/s · 1:15 left · cost 0.030 of about 0.51 · 2 failed · 3 tried again"
    )
    progress.cached = 120
    #expect(RunProgressLine.secondsLeft(progress) == nil)
  }
}
