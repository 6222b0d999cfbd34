import AssayStatistics
import Testing

@Suite struct RankedRetrievalTests {
  /// The example of scikit-learn's `average_precision_score` and `roc_auc_score`: 0.83… and 0.75.
  @Test func asPublished() {
    let ranked = RankedRetrieval(scores: [0.1, 0.4, 0.35, 0.8], truths: [false, false, true, true])
    // 0.8 is true: 1/2 · 1; 0.4 is not; 0.35 is true: 1/2 · 2/3.
    expectClose(ranked.averagePrecision, 0.833_333_333_333_333_3)
    // Of the four pairs only 0.35 against 0.4 is wrong.
    #expect(ranked.areaUnderCurve == 0.75)
  }

  @Test func tiesAreTakenTogether() {
    // 0.9: one of two is true, 0.5: two of three, 0.1: none. AP = 1/3 · 1/2 + 2/3 · 3/5.
    let scores = [0.9, 0.9, 0.5, 0.5, 0.5, 0.1]
    let truths = [true, false, true, true, false, false]
    let ranked = RankedRetrieval(scores: scores, truths: truths)
    expectClose(ranked.averagePrecision, 0.566_666_666_666_666_7)
    // Pairs true-false: 0.9 against 0.9 ½, 0.5 1, 0.1 1; each 0.5 against 0.9 0, 0.5 ½, 0.1 1.
    expectClose(ranked.areaUnderCurve, 0.611_111_111_111_111_1)
    let backwards = RankedRetrieval(scores: scores.reversed(), truths: truths.reversed())
    #expect(backwards == ranked)
  }

  @Test func allTiesAreWorthNoMoreThanChance() {
    let ranked = RankedRetrieval(scores: [1, 1, 1, 1], truths: [true, false, false, false])
    #expect(ranked.averagePrecision == 0.25)
    #expect(ranked.areaUnderCurve == 0.5)
    #expect(ranked.thresholds == [1])
  }

  @Test func nothingOrOneClassOnlyHasNoValue() {
    let none = RankedRetrieval(scores: [], truths: [])
    #expect(none.n == 0 && none.averagePrecision == nil && none.areaUnderCurve == nil)
    #expect(none.bestThreshold == nil)
    #expect(none.at(0.5).f1 == nil && none.at(0.5).precision.value == nil && none.at(0.5).recall.value == nil)
    let allFalse = RankedRetrieval(scores: [0.2, 0.6], truths: [false, false])
    #expect(allFalse.averagePrecision == nil && allFalse.areaUnderCurve == nil)
    #expect(allFalse.at(0.5).precision.value == 0 && allFalse.at(0.5).recall.value == nil)
    #expect(allFalse.at(0.5).f1 == 0 && allFalse.at(0.7).f1 == nil)
    let allTrue = RankedRetrieval(scores: [0.2, 0.6], truths: [true, true])
    #expect(allTrue.averagePrecision == 1 && allTrue.areaUnderCurve == nil)
  }

  @Test func aThresholdFlagsWhatIsAtOrAboveIt() {
    let ranked = RankedRetrieval(
      scores: [0.9, 0.8, 0.8, 0.3, 0.1], truths: [true, true, false, false, true])
    let flagged = ranked.at(0.8)
    #expect(flagged.flagged == 3 && flagged.truePositives == 2 && flagged.positives == 3 && flagged.n == 5)
    #expect(flagged.precision == Proportion(successes: 2, n: 3))
    #expect(flagged.recall == Proportion(successes: 2, n: 3))
    expectClose(flagged.f1, 0.666_666_666_666_666_7)
    #expect(flagged.precision.wilson()?.contains(2.0 / 3) == true)
    #expect(ranked.at(0.800_001).flagged == 1)
    #expect(ranked.at(1).flagged == 0 && ranked.at(1).f1 == 0)
    #expect(ranked.at(-.infinity).flagged == 5)
  }

  @Test func theBestThresholdIsTheHighestWithTheGreatestF1() {
    let ranked = RankedRetrieval(scores: [0.9, 0.8, 0.7, 0.6], truths: [true, false, false, true])
    // F1: 2/3, 1/2, 2/5, 2/3.
    #expect(ranked.bestThreshold?.threshold == 0.9)
    let lower = RankedRetrieval(scores: [0.9, 0.8, 0.7, 0.6], truths: [true, true, false, true])
    #expect(lower.bestThreshold?.threshold == 0.6)
    #expect(lower.bestThreshold?.f1 == 6.0 / 7)
  }

  @Test func agreesWithCountingOnRandomScores() {
    var random = RepeatableGenerator(seed: 5)
    for _ in 0..<200 {
      let n = 1 + Int(random.next(below: 30))
      let scores = (0..<n).map { _ in Double(random.next(below: 8)) / 8 }
      let truths = (0..<n).map { _ in random.next(below: 2) == 0 }
      let ranked = RankedRetrieval(scores: scores, truths: truths)
      let (trues, falses) = (scores.indices.filter { truths[$0] }, scores.indices.filter { !truths[$0] })
      var wins = 0.0
      for one in trues {
        for other in falses {
          wins += scores[one] > scores[other] ? 1 : scores[one] == scores[other] ? 0.5 : 0
        }
      }
      if ranked.areaUnderCurve != nil {
        expectClose(ranked.areaUnderCurve, wins / Double(trues.count * falses.count))
      } else {
        #expect(trues.isEmpty || falses.isEmpty)
      }
      // Each true thing with the precision of all that score at least as high.
      let precisions = trues.map { one in
        let above = scores.indices.filter { scores[$0] >= scores[one] }
        return Double(above.count { truths[$0] }) / Double(above.count)
      }
      if ranked.averagePrecision != nil {
        expectClose(ranked.averagePrecision, precisions.reduce(0, +) / Double(trues.count))
      } else {
        #expect(trues.isEmpty)
      }
    }
  }

  private func expectClose(_ value: Double?, _ expected: Double) {
    #expect(abs((value ?? .nan) - expected) < 1e-12)
  }
}
