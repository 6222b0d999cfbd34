import AssayCalibration
import AssayModel
import AssayStatistics
import Testing

@Suite struct ParetoFrontTests {
  @Test func onlyWhatNothingElseBeatsStays() {
    let points: [[Double]] = [
      [5, 0, 100], [0, 5, 100], [5, 1, 100], [5, 0, 90], [3, 3, 300], [0, 5, 100],
    ]
    #expect(ParetoFront.indices(of: points) == [1, 3, 4])
    #expect(ParetoFront.indices(of: []).isEmpty)
  }
}

@Suite struct HalvingScheduleTests {
  @Test func halfOfTheCandidatesGoOnWithTwiceTheExamples() {
    let schedule = HalvingSchedule(candidates: 8, examples: 64, smallest: 8)
    #expect(
      schedule.rungs == [
        .init(candidates: 8, examples: 8), .init(candidates: 4, examples: 16),
        .init(candidates: 2, examples: 32), .init(candidates: 1, examples: 64),
      ])
    // 8·8 + 4·8 + 2·16 + 1·32, in the place of 8·64.
    #expect(schedule.verdicts == 160)
  }

  @Test(arguments: 1...12, [1, 7, 8, 15, 40, 101])
  func theLastRungHasAllExamplesAndSomebodyToMeasure(_ candidates: Int, _ examples: Int) throws {
    let rungs = HalvingSchedule(candidates: candidates, examples: examples).rungs
    let last = try #require(rungs.last)
    #expect(rungs[0].candidates == candidates && last.examples == examples && last.candidates >= 1)
    for (one, next) in zip(rungs, rungs.dropFirst()) {
      #expect(one.examples < next.examples && one.candidates >= next.candidates)
    }
  }
}

@Suite struct GrowingSampleTests {
  @Test func everyBeginningHoldsBothVerdictsInTheirShares() {
    let rows = (1...40).map { TuningRow(example: ExampleID(Int64($0)), accepted: $0 % 4 != 0) }
    for seed in 1...20 as ClosedRange<UInt64> {
      let order = GrowingSample.order(rows, seed: seed)
      #expect(order.sorted() == Array(0..<40))
      for size in [8, 16, 24] {
        let bad = order.prefix(size).count { !rows[$0].accepted }
        #expect(abs(bad - size / 4) <= 1)
      }
    }
    #expect(GrowingSample.order(rows, seed: 1) != GrowingSample.order(rows, seed: 2))
  }
}

@Suite struct CostCutTests {
  private func rows(_ good: [Double], _ bad: [Double]) -> [TuningRow] {
    (good.map { ($0, true) } + bad.map { ($0, false) }).enumerated().map { index, pair in
      TuningRow(example: ExampleID(Int64(index + 1)), accepted: pair.1, scores: ["q": pair.0])
    }
  }

  @Test func theCutLiesWhereItCostsLeast() {
    let cut = CostCut(rows([5, 5, 4, 4, 3], [1, 2, 2, 4]), ratio: 5, near: 4)
    // Over 4: three good ones dropped and no bad one kept are cheaper than one bad one kept (5), but drop too many.
    #expect(cut.least == 2.5)
    #expect(abs(cut.cost - 5.0 / 9) < 1e-12)
    let mild = CostCut(rows([5, 5, 5, 4, 3], [1, 2, 2, 4]), ratio: 5, near: 4)
    #expect(mild.least > 4 && abs(mild.cost - 2.0 / 9) < 1e-12)
  }

  @Test func ofCutsThatCostTheSameTheNearestStays() {
    #expect(CostCut(rows([5, 5], [1, 1]), ratio: 5, near: 4).least == 4)
    #expect(CostCut(rows([5, 5], [1, 1]), ratio: 5, near: 2).least == 2)
  }

  @Test func whatCannotBeReadIsNotKept() {
    var rows = rows([5, 5], [5])
    rows[2].scores = [:]
    let cut = CostCut(rows, ratio: 5, near: 4)
    #expect(cut.cost == 0 && TuningFigures(rows, rule: cut.rule, ratio: 5).errors == 0)
  }

  @Test func rowsThatChoseTheCutFlatterIt() {
    var gap = 0.0
    for seed in 1...20 as ClosedRange<UInt64> {
      var random = RepeatableGenerator(seed: seed)
      let rows = (1...60).map { number in
        TuningRow(
          example: ExampleID(Int64(number)), accepted: random.next(below: 2) == 0,
          scores: ["q": Double(random.next(below: 100))])
      }
      let cut = CostCut(rows, ratio: 1, near: 50)
      gap += cut.validatedCost - cut.cost
    }
    #expect(gap / 20 > 0.02)
  }
}

@Suite struct HeldTextTests {
  private let text = "I was charged twice for my order last week and nobody has refunded me yet."

  @Test func eightWordsInARowAreKnownAgainWhateverTheirLook() {
    let held = HeldText([text])
    #expect(held.quotation(in: "Such as: CHARGED twice, for my order: last week and more") != nil)
    #expect(held.quotation(in: "charged twice for my order last week, which is bad") == nil, "seven words")
    #expect(held.quotation(in: "An order that was charged twice and not refunded is billing.") == nil)
  }

  @Test func aShortTextMustNotBeQuotedWhole() {
    let held = HeldText(["Where is my parcel?", "Hi"])
    #expect(held.quotation(in: "Texts such as \"where is my parcel\" are about shipping.") != nil)
    #expect(held.quotation(in: "Say hi to a parcel.") == nil)
  }

  @Test func whatThePromptSaidBeforeMayBeSaid() {
    let known = "Judge whether the customer was charged twice for my order last week and so on."
    #expect(HeldText([text], known: [known]).quotation(in: known) == nil)
    #expect(HeldText([text], known: [known]).quotation(in: text) != nil)
  }

  @Test func scriptsWithoutSpacesAreKnownAgainToo() {
    let held = HeldText(["请问我的包裹现在在哪里可以查询"])
    #expect(held.quotation(in: "例如我的包裹现在在哪里这样的问题") != nil)
    #expect(held.quotation(in: "包裹的问题属于物流") == nil)
  }
}

@Suite struct TuningDecisionTests {
  private func rows(_ count: Int, _ score: (Int) -> Double) -> [CalibrationRow] {
    (1...count).map { number in
      CalibrationRow(
        truth: HumanTruth(
          example: ExampleID(Int64(number)), verdict: number % 2 == 0 ? .accept : .reject),
        key: "\(number)", label: nil, batch: BatchID(1), split: .test, group: ExampleID(Int64(number)),
        scores: ["q": score(number)])
    }
  }

  private func decision(_ old: [CalibrationRow], _ new: [CalibrationRow], cut: Double = 4) -> TuningDecision {
    TuningDecision(
      incumbent: (old, .mean(atLeast: 4)), challenger: (new, .mean(atLeast: cut)), ratio: 5, resamples: 500)
  }

  @Test func whatIsRightOftenerIsBetter() {
    let decision = decision(rows(40) { _ in 5 }, rows(40) { $0 % 2 == 0 ? 5 : 1 })
    #expect(decision.outcome == .better)
    #expect(decision.test.onlySecond == 20 && decision.test.onlyFirst == 0)
  }

  @Test func fiveDifferencesCannotTell() throws {
    let decision = decision(rows(40) { _ in 5 }, rows(40) { $0 % 2 == 0 || $0 > 10 ? 5 : 1 })
    #expect(decision.outcome == .cannotTell && decision.test.discordant == 5)
    // 6 discordant ones are among 40 · 6 / 5 examples; the test on costs takes some more.
    #expect(try #require(decision.neededCount) >= 48)
  }

  @Test func aJudgeThatDropsEverythingIsCheaperAndNotAdopted() {
    let decision = decision(rows(40) { _ in 5 }, rows(40) { _ in 1 })
    #expect(decision.challenger.cost < decision.incumbent.cost)
    #expect(decision.outcome == .uninformative)
  }

  @Test func theSameJudgeIsNotBetter() {
    let same = rows(40) { Double($0 % 5 + 1) }
    #expect(decision(same, same).outcome != .better)
  }
}
