import AssayCalibration
import AssayModel
import AssayStatistics
import Testing

@Suite struct JudgeComparisonTests {
  /// Rows on which the first judge gives `first`, the second `second`; a score of 1 is a keep.
  private func compare(_ cases: [(verdict: Verdict, first: Double, second: Double)], group: Int64 = 1)
    -> JudgeComparison
  {
    func rows(_ score: ((verdict: Verdict, first: Double, second: Double)) -> Double) -> [CalibrationRow] {
      cases.enumerated().map { index, entry in
        let number = Int64(index + 1)
        return CalibrationRow(
          truth: HumanTruth(example: ExampleID(number), verdict: entry.verdict), key: "\(number)", label: nil,
          batch: BatchID(1), split: .test, group: ExampleID((number - 1) / group + 1),
          scores: ["a": score(entry)])
      }
    }
    return JudgeComparison(
      first: rows(\.first), firstRule: .mean(atLeast: 1), second: rows(\.second),
      secondRule: .mean(atLeast: 1), resamples: 2_000)
  }

  @Test func eightBadOnesMoreCaughtAndNothingLostIsBetter() {
    let comparison = compare(
      Array(repeating: (.reject, 1, 0), count: 8) + Array(repeating: (.accept, 1, 1), count: 12))
    #expect(comparison.first.falsePositives == 8 && comparison.second.falsePositives == 0)
    #expect(comparison.costDifference.value == -2)
    #expect(comparison.mcNemar.onlySecond == 8)
    #expect(abs(comparison.costPValue - 2 / 256.0) < 1e-12)
    #expect(comparison.decision == .better && comparison.decision.isAdoptable)
    #expect(comparison.differences.map(\.example).first == ExampleID(1))
    #expect(comparison.differences.allSatisfy { $0.firstKeeps && $0.isSecondRight })
  }

  @Test func fiveDiscordantOnesCanNeverTell() {
    let comparison = compare(
      Array(repeating: (.reject, 1, 0), count: 5) + Array(repeating: (.accept, 1, 1), count: 15))
    guard case .tooFewToTell(let needed) = comparison.decision else {
      Issue.record("five discordant examples told something")
      return
    }
    // Six of 24 would be discordant.
    #expect(needed ?? 0 >= 24)
  }

  @Test func theSameVerdictsNeedNoNumber() {
    let comparison = compare(Array(repeating: (.reject, 1, 1), count: 30))
    #expect(comparison.decision == .tooFewToTell(needed: nil))
    #expect(comparison.costDifference.value == 0)
  }

  @Test func dearerIsNotBetterAndWorseWhereATestSaysSo() {
    let worse = compare(
      Array(repeating: (.reject, 0, 1), count: 8) + Array(repeating: (.accept, 1, 1), count: 12))
    #expect(worse.decision == .notBetter(isWorse: true))
    // One bad one more is kept, five good ones more: the cost is the same.
    let even = compare(
      Array(repeating: (.accept, 0, 1), count: 5) + [(.reject, 0, 1)]
        + Array(repeating: (.accept, 1, 1), count: 14))
    #expect(even.costDifference.value == 0)
    #expect(even.decision == .notBetter(isWorse: false))
  }

  @Test func moreOftenRightButDearerIsNotBetter() {
    // Nine good ones more are kept, and two bad ones, which cost five each.
    let comparison = compare(
      Array(repeating: (.accept, 0, 1), count: 9) + Array(repeating: (.reject, 0, 1), count: 2)
        + Array(repeating: (.accept, 1, 1), count: 9))
    #expect(comparison.mcNemar.onlySecond == 9 && abs((comparison.costDifference.value ?? 0) - 0.05) < 1e-12)
    #expect(comparison.decision == .notBetter(isWorse: false))
  }

  @Test func duplicatesCountAsOne() {
    // Eight caught, but they are copies of two.
    let comparison = compare(
      Array(repeating: (.reject, 1, 0), count: 8) + Array(repeating: (.accept, 1, 1), count: 12), group: 4)
    #expect(abs(comparison.costPValue - 0.5) < 0.02)
  }

  @Test func rowsThatOneHasNotScoredOrThatAreExcludedDoNotCount() {
    func row(_ number: Int64, _ scores: [String: Double], _ exclusion: CalibrationRow.Exclusion? = nil)
      -> CalibrationRow
    {
      CalibrationRow(
        truth: HumanTruth(example: ExampleID(number), verdict: .accept), key: "\(number)", label: nil,
        batch: BatchID(1), split: .dev, group: ExampleID(number), exclusion: exclusion, scores: scores)
    }
    let comparison = JudgeComparison(
      first: [
        row(1, ["a": 5]), row(2, ["a": 5]), row(3, ["a": 5], .duplicateOfAnotherSplit), row(4, ["a": 5]),
      ],
      firstRule: .mean(atLeast: 4), second: [row(2, [:]), row(3, ["a": 1]), row(4, ["a": 1])],
      secondRule: .mean(atLeast: 4), resamples: 100)
    #expect(comparison.n == 1 && comparison.differences.map(\.key) == ["4"])
  }

  /// Two judges that err alike: whatever is called better is so by chance.
  @Test func ofTwoLikeJudgesTheSecondIsSeldomBetter() {
    var generator = RepeatableGenerator(seed: 11)
    var adopted = 0
    let rounds = 400
    for _ in 0..<rounds {
      let accepted = (0..<60).map { _ in generator.next(below: 2) == 0 }
      func verdicts() -> [Bool] { accepted.map { $0 != (generator.next(below: 4) == 0) } }
      let paired = PairedVerdicts(accepted: accepted, first: verdicts(), second: verdicts())
      let difference = paired.second.expectedCost().flatMap { second in
        paired.first.expectedCost().map { second - $0 }
      }
      let decision = JudgeComparison.decide(
        costDifference: difference, costPValue: paired.costPValue(), mcNemar: paired.mcNemar, needed: nil)
      if decision.isAdoptable { adopted += 1 }
    }
    #expect(Double(adopted) / Double(rounds) <= 0.05)
  }
}
