import AssayCalibration
import AssayModel
import AssayStatistics
import Testing

/// What thresholds say of cost is what a report says, and a rule is advised only where that can be told.
@Suite struct ThresholdAdviceTests {
  private func rows(
    _ cases: [(accepted: Bool, score: Double)], group: (Int) -> Int = { $0 },
    chance: (Int) -> Double? = { _ in nil }
  ) -> [CalibrationRow] {
    cases.enumerated().map { index, entry in
      CalibrationRow(
        truth: HumanTruth(example: ExampleID(Int64(index + 1)), verdict: entry.accepted ? .accept : .reject),
        key: "\(index)", label: nil, batch: BatchID(1), split: .dev,
        group: ExampleID(Int64(group(index) + 1)), probability: chance(index), scores: ["a": entry.score])
    }
  }

  /// Good ones score 4, bad ones 2; every fifth example the other way round.
  private func mostlyRight(_ count: Int) -> [(accepted: Bool, score: Double)] {
    (0..<count).map { number in
      let isGood = number % 2 == 0
      return (isGood, isGood == (number % 5 != 0) ? 4 : 2)
    }
  }

  private func report(_ rows: [CalibrationRow], _ rule: KeepRule) -> CalibrationReport {
    CalibrationReport(
      CalibrationData(
        judge: JudgeVersion(id: JudgeID(1), name: "j", dimensions: ["a"], count: 4), definition: nil,
        set: CalibrationSet(rows: rows), population: ScoredPopulation()),
      rule: rule, settings: CalibrationReport.Settings(keepAt: 3))
  }

  @Test(arguments: [1, 3]) func theCostOfTheRuleInForceIsThatOfTheReport(together: Int) throws {
    let rows = rows(mostlyRight(90), group: { $0 / together })
    let rule = KeepRule.mean(atLeast: 3)
    let own = try #require(ThresholdChoice(rows: rows, incumbent: rule, repeats: 1).incumbent)
    let reported = report(rows, rule).expectedCost
    #expect(CalibrationReport.Figure(own.cost) == reported)
    #expect(try #require(reported.low) < #require(reported.high))
  }

  @Test(arguments: [1, 3]) func drawnUnequallyItIsTheWeightedOne(together: Int) throws {
    let rows = rows(
      mostlyRight(90), group: { $0 / together }, chance: { $0 / 3 % 2 == 0 ? 0.5 : 0.2 })
    let rule = KeepRule.mean(atLeast: 3)
    let choice = ThresholdChoice(rows: rows, incumbent: rule, repeats: 1)
    let own = CalibrationReport.Figure(try #require(choice.incumbent).cost)
    let figures = report(rows, rule)
    let weighted = try #require(figures.weightedExpectedCost)
    #expect(choice.isWeighted && weighted.value != figures.expectedCost.value)
    for (left, right) in [(own.value, weighted.value), (own.low, weighted.low), (own.high, weighted.high)] {
      #expect(abs(try #require(left) - #require(right)) < 1e-9)
    }
  }

  @Test func whatIsClearlyCheaperIsAdvised() throws {
    // In force is what keeps everything.
    let choice = ThresholdChoice(rows: rows(mostlyRight(120)), incumbent: .mean(atLeast: 1))
    #expect(choice.chosen.family == .mean && choice.advice == .better && choice.isApplicable)
    let difference = try #require(choice.difference)
    #expect(difference.n == 120 && (difference.interval?.upper ?? 1) < 0)
    let (new, old) = (choice.chosen.cost.value, choice.incumbent?.cost.value)
    #expect(abs(try #require(difference.value) - (#require(new) - #require(old))) < 1e-9)
  }

  @Test func whatOnlySeemsCheaperIsNotAdvised() throws {
    // A stricter threshold drops three bad ones more, and four good ones.
    let cases: [(accepted: Bool, score: Double)] =
      Array(repeating: (true, 5), count: 20) + Array(repeating: (false, 1), count: 17) + [
        (false, 3), (false, 3), (false, 3), (true, 3), (true, 3), (true, 3), (true, 3),
      ]
    let choice = ThresholdChoice(rows: rows(cases), incumbent: .mean(atLeast: 3))
    #expect(choice.chosen.family == .mean && choice.advice == .cannotBeTold)
    let difference = try #require(choice.difference)
    #expect((difference.value ?? 0) < 0 && (difference.interval?.upper ?? -1) >= 0)
    // Whoever asks for it still gets it.
    #expect(choice.isApplicable)
  }

  @Test func theRightRuleStays() {
    let choice = ThresholdChoice(rows: rows(mostlyRight(60)), incumbent: .mean(atLeast: 3))
    #expect(choice.advice == .stays && choice.difference == nil && !choice.isApplicable)
  }

  @Test func againstARuleThatKeepsNothingItIsSaidThatThatIsCheaper() throws {
    // Scores say nothing and bad ones are dear: keeping nothing is cheapest, and no rule to have.
    var generator = RepeatableGenerator(seed: 9)
    let noise = (0..<80).map { _ in
      (accepted: generator.next(below: 2) == 0, score: Double(1 + generator.next(below: 5)))
    }
    let choice = ThresholdChoice(rows: rows(noise), incumbent: .mean(atLeast: 6), costRatio: 50)
    #expect(choice.incumbent?.matrix.kept == 0 && choice.chosen.matrix.kept > 0)
    #expect(choice.advice == .notCheaper && (choice.difference?.value ?? -1) >= 0)
    #expect(choice.isApplicable)
  }
}
