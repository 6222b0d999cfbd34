import AssayCalibration
import AssayModel
import AssayStatistics
import Foundation
import Testing

@Suite struct CalibrationReportTests {
  private typealias Settings = CalibrationReport.Settings

  /// So many examples of each cell.
  private func examples(
    tp: Int, fp: Int, fn: Int, tn: Int, group: (Int) -> String? = { _ in nil },
    chance: (Int) -> Double? = { _ in nil }
  ) -> [ComparedExample] {
    let cells =
      Array(repeating: (true, true), count: tp) + Array(repeating: (false, true), count: fp)
      + Array(repeating: (true, false), count: fn) + Array(repeating: (false, false), count: tn)
    return cells.enumerated().map { index, cell in
      ComparedExample(
        key: "\(index)", group: group(index), isAccepted: cell.0, isKept: cell.1, probability: chance(index),
        human: ["accuracy": cell.0 ? 5 : 2], judge: ["accuracy": cell.1 ? 4 : 1, "clarity": 3])
    }
  }

  private func isNear(_ value: Double?, _ expected: Double, _ hair: Double = 1e-9) -> Bool {
    value.map { abs($0 - expected) < hair } ?? false
  }

  private func report(
    _ examples: [ComparedExample], rule: KeepRule = .minimums(["accuracy": 4]), kept: Int? = nil,
    scored: Int? = nil
  ) -> CalibrationReport {
    CalibrationReport(
      CalibrationReport.Input(
        judge: "j", examples: examples, rule: rule, kept: kept ?? examples.count { $0.isKept == true },
        scored: scored ?? examples.count), Settings(keepAt: 4))
  }

  @Test func figuresAreThoseOfTheMatrix() throws {
    let figures = report(examples(tp: 20, fp: 2, fn: 10, tn: 18), kept: 220, scored: 1_000)
    #expect(
      figures.matrix
        == .init(ConfusionMatrix(truePositives: 20, falsePositives: 2, trueNegatives: 18, falseNegatives: 10))
    )
    let caught = try #require(figures.rates["catch_rate"])
    #expect(caught.value == 0.9 && caught.n == 20)
    // Wilson's interval of 18 of 20 (Newcombe 1998): .70 to .97.
    #expect(isNear(caught.low, 0.699, 0.001) && isNear(caught.high, 0.972, 0.001))
    #expect(figures.rates["tpr"]?.value == 20 / 30.0 && figures.rates["precision"]?.value == 20 / 22.0)
    let half = 25.0 / 29.5
    #expect(isNear(figures.rates["f0.5"]?.value, half))
    #expect(figures.agreement["raw"]?.value == 0.76 && figures.agreement["base_rate"]?.value == 0.6)
    #expect(figures.expectedCost.value == (5 * 2 + 10) / 50.0)
    #expect(figures.rejectRate.value == 0.78 && figures.rejectRate.n == 1_000)
    #expect(figures.plan.position == .above)
    // (0.22 + 0.9 - 1) / (2/3 + 0.9 - 1)
    #expect(isNear(figures.correctedGoodShare.value, 0.12 / (2 / 3.0 - 0.1)))
    let good = try #require(figures.goodAmongKept.value)
    #expect(isNear(figures.expectedBadKept.value, 220 * (1 - good)))
    #expect(try #require(figures.expectedBadKept.low) < 220 * (1 - good))
    #expect(figures.weights.kind == .none && figures.weightedRates == nil && figures.groups == 0)
  }

  /// Alpha of two raters by the general formula for any number.
  @Test func alphaOfTheCellsIsThatOfTheRatings() throws {
    let figures = report(examples(tp: 20, fp: 2, fn: 10, tn: 18))
    let units =
      Array(repeating: [1.0, 1], count: 20) + Array(repeating: [0.0, 1], count: 12)
      + Array(repeating: [0.0, 0], count: 18)
    let alpha = try #require(RatingTable(units: units).alpha(.nominal))
    #expect(isNear(figures.agreement["alpha"]?.value, alpha))
  }

  @Test func theBarIsAppliedAtTheLowerEnd() {
    let few = report(examples(tp: 20, fp: 2, fn: 10, tn: 18)).bar
    #expect(few.outcome == .cannotBeTold && few.moreRejected == 48)
    #expect(report(examples(tp: 20, fp: 5, fn: 10, tn: 95)).bar.outcome == .passed)
    #expect(report(examples(tp: 20, fp: 10, fn: 10, tn: 10)).bar.outcome == .missed)
    #expect(report(examples(tp: 20, fp: 0, fn: 10, tn: 0)).bar.outcome == nil)
  }

  @Test func nothingToCompareIsNullAndNotZero() throws {
    let figures = report([])
    #expect(figures.n == 0 && figures.rates["accuracy"]?.value == nil && figures.expectedCost.value == nil)
    #expect(figures.correctedGoodShare.value == nil && figures.curves == nil)
    let json = try #require(String(data: JSONEncoder().encode(figures), encoding: .utf8))
    for key in ["split", "version", "curves", "probability", "weightedRates", "testOpenings"] {
      #expect(json.contains("\"\(key)\":null"), "\(key)")
    }
  }

  @Test func whatIsWrittenCanBeReadAgain() throws {
    let figures = report(
      examples(tp: 8, fp: 2, fn: 3, tn: 7),
      rule: .logistic(intercept: -3, weights: ["accuracy": 1], atLeast: 0.6))
    let (encoder, decoder) = (JSONEncoder(), JSONDecoder())
    encoder.keyEncodingStrategy = .convertToSnakeCase
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let data = try encoder.encode(figures)
    #expect(try decoder.decode(CalibrationReport.self, from: data) == figures)
  }

  @Test func copiesMakeIntervalsWider() throws {
    let alone = report(examples(tp: 50, fp: 10, fn: 10, tn: 50))
    let copies = report(examples(tp: 50, fp: 10, fn: 10, tn: 50, group: { "\($0 / 5)" }))
    #expect(copies.groups == 24 && alone.groups == 0)
    func width(_ figure: CalibrationReport.Figure?) throws -> Double {
      let figure = try #require(figure)
      return try #require(figure.high) - (try #require(figure.low))
    }
    for name in ["tpr", "catch_rate", "accuracy"] {
      let (wide, narrow) = (try width(copies.rates[name]), try width(alone.rates[name]))
      #expect(wide > 1.5 * narrow, "\(name)")
    }
    #expect(copies.rates["tpr"]?.value == alone.rates["tpr"]?.value)
    let (wide, narrow) = (try width(copies.correctedGoodShare), try width(alone.correctedGoodShare))
    #expect(wide > 1.2 * narrow)
  }

  @Test func unequalChancesGiveWeightedFiguresBesideThePlainOnes() throws {
    // Kept ones were drawn with 1 in 2, dropped ones with 1 in 10.
    let figures = report(
      examples(tp: 20, fp: 10, fn: 10, tn: 20, chance: { $0 < 30 ? 0.5 : 0.1 }), kept: 60, scored: 360)
    #expect(figures.weights.kind == .hajek && figures.weights.n == 60)
    #expect(try #require(figures.weights.nEffective) < 60)
    #expect(figures.rates["tpr"]?.value == 20 / 30.0)
    #expect(isNear(figures.weightedRates?["tpr"]?.value, 2 / 7.0))
    #expect(isNear(figures.weightedExpectedCost?.value, 200 / 360.0))
    // With the weighted rates the correction finds what was drawn from: 140 of 360 are good.
    #expect(isNear(figures.correctedGoodShare.value, 140 / 360.0))
  }

  @Test func curvesAndProbabilitiesAreThoseOfTheRule() throws {
    let rule = KeepRule.logistic(intercept: -2.5, weights: ["accuracy": 1], atLeast: 0.5)
    let figures = report(examples(tp: 30, fp: 10, fn: 10, tn: 30), rule: rule)
    let curves = try #require(figures.curves)
    // Two scores only: the area is the mean of TPR and TNR.
    #expect(isNear(curves.rocAuc.value, 0.75))
    #expect(curves.points.map(\.tpr) == [0, 0.75, 1])
    let probability = try #require(figures.probability)
    #expect(probability.bins.count == 2 && probability.n == 80)
    #expect(figures.thresholds.kind == .logistic && figures.thresholds.weights == ["accuracy": 1])
    #expect(report(examples(tp: 3, fp: 1, fn: 1, tn: 3)).probability == nil)
  }

  @Test func dimensionsHaveLeniencyForEachScore() throws {
    let pairs: [(Double, Double)] = [(1, 3), (1, 2), (3, 3), (3, 3), (5, 5), (5, 4)]
    let figures = report(
      pairs.enumerated().map { index, pair in
        ComparedExample(
          key: "\(index)", isAccepted: nil, isKept: pair.1 >= 4, human: ["a": pair.0], judge: ["a": pair.1])
      })
    let own = try #require(figures.dimensions["a"])
    #expect(own.n == 6 && own.biasByScore.map(\.value) == [1.5, nil, 0, nil, -0.5])
    #expect(own.matrix[0] == [0, 1, 1, 0, 0] && own.exact.value == 0.5)
    #expect(own.withinOne.value == 5 / 6.0 && figures.n == 0)
  }

  // MARK: From a workspace

  private func data(_ rows: [CalibrationRow], population: ScoredPopulation = .init()) -> CalibrationData {
    CalibrationData(
      judge: JudgeVersion(id: JudgeID(7), name: "judge v2", dimensions: ["a"], count: 4), definition: nil,
      set: CalibrationSet(rows: rows), population: population)
  }

  private func row(
    _ number: Int64, _ verdict: Verdict, _ score: Double?, _ split: Split = .dev, group: Int64? = nil,
    excluded: Bool = false
  ) -> CalibrationRow {
    CalibrationRow(
      truth: HumanTruth(example: ExampleID(number), verdict: verdict), key: "k\(number)", label: nil,
      batch: BatchID(1), split: split, group: ExampleID(group ?? number),
      exclusion: excluded ? .duplicateOfAnotherSplit : nil, scores: score.map { ["a": $0] } ?? [:])
  }

  @Test func aPartOfTheSetIsMeasuredAndNamed() throws {
    let rows = [
      row(1, .accept, 5), row(2, .reject, 1), row(3, .accept, nil), row(4, .reject, 5, .dev, excluded: true),
      row(5, .reject, 5, .fewShot), row(6, .reject, nil, .test),
    ]
    let rule = KeepRule.mean(atLeast: 4)
    let data = data(rows, population: ScoredPopulation(examples: [1, 2, 7], scores: ["a": [5, 1, 1]]))
    let dev = CalibrationReport(data, rule: rule, settings: Settings(keepAt: 4))
    #expect(dev.n == 2 && dev.unjudged == 1 && dev.excluded == 1 && dev.split == "dev" && dev.version == 7)
    #expect(dev.matrix == .init(ConfusionMatrix(truePositives: 1, trueNegatives: 1)))
    #expect(dev.rejectRate.value == 2 / 3.0)
    #expect(dev.set == SetHash.of(Array(rows[0...2])) && dev.testOpenings == nil)
    let most = CalibrationReport(data, part: .allButTest, rule: rule, settings: Settings(keepAt: 4))
    #expect(most.n == 3 && most.matrix.fp == 1)
    #expect(most.measurement(of: JudgeID(7), rule: rule, part: .allButTest, author: "p", at: 1) == nil)
    let measured = try #require(dev.measurement(of: JudgeID(7), rule: rule, part: .dev, author: "p", at: 1))
    #expect(measured.setHash == dev.set && measured.n == 2 && measured.trueNegatives == 1)
  }

  @Test func rankScoresFollowTheRule() {
    let scores = ["a": 4.0, "b": 2.0]
    #expect(KeepRule.mean(atLeast: 4).rankScore(scores) == 3)
    #expect(KeepRule.minimums(["a": 3, "b": 3]).rankScore(scores) == -1)
    #expect(KeepRule.weightedMean(weights: ["a": 3, "b": 1], atLeast: 4).rankScore(scores) == 3.5)
    #expect(KeepRule.minimums(["c": 3]).rankScore(scores) == nil)
  }
}
