import AssayCalibration
import AssayModel
import AssayStatistics
import Testing

@Suite struct RuleScanTests {
  private static let rules: [KeepRule] = [
    .mean(atLeast: 3), .mean(atLeast: 4), .mean(atLeast: 10.0 / 3),
    .weightedMean(weights: ["a": 0.1, "c": 0.7], atLeast: 3.1),
    .weightedMean(weights: ["a": 1, "b": 1, "c": 1, "d": 1], atLeast: 4),
    .minimums(["a": 3, "b": 13.0 / 3]), .minimums(["a": 2.5]), .minimums(["a": 3.3, "none": 1]),
    .minimums([:]), .logistic(intercept: -6, weights: ["a": 1.5, "b": 0.25, "d": 0], atLeast: 0.5),
    .logistic(intercept: -6, weights: ["a": 1.5], atLeast: 0.999_999_999_99),
    .logistic(intercept: 40, weights: ["b": 2], atLeast: 1),
    .logistic(intercept: 0, weights: [:], atLeast: 0.5),
  ]

  /// What a rule says of a population, one example after the other.
  private func slow(_ rule: KeepRule, _ scores: [String: [Double]]) -> [Int] {
    let count = scores.values.first?.count ?? 0
    let says = (0..<count).map { index in rule.keeps(scores.mapValues { $0[index] }) }
    return [says.count { $0 == true }, says.count { $0 != nil }]
  }

  private func population(_ count: Int, seed: UInt64, _ score: (inout RepeatableGenerator) -> Double)
    -> [String: [Double]]
  {
    var generator = RepeatableGenerator(seed: seed)
    var scores: [String: [Double]] = [:]
    for name in ["a", "b", "c", "d"] { scores[name] = (0..<count).map { _ in score(&generator) } }
    return scores
  }

  @Test(arguments: RuleScanTests.rules) func wholeScoresAreCountedAsTheRuleSays(_ rule: KeepRule) {
    let scores = population(803, seed: 1) { generator in
      let drawn = generator.next(below: 6)
      return drawn == 0 ? .nan : Double(drawn)
    }
    let scan = RuleScan(
      rows: [], population: ScoredPopulation(scores: scores.mapValues { $0.map { Float($0) } }))
    let outcome = scan.outcome(of: rule)
    #expect([outcome.kept, outcome.scored] == slow(rule, scores))
  }

  @Test(arguments: RuleScanTests.rules) func meansOfThreeAreNotRoundedOverAThreshold(_ rule: KeepRule) {
    let scores = population(803, seed: 2) { Double(3 + $0.next(below: 13)) / 3 }
    let scan = RuleScan(
      rows: [], population: ScoredPopulation(scores: scores.mapValues { $0.map { Float($0) } }))
    let outcome = scan.outcome(of: rule)
    #expect([outcome.kept, outcome.scored] == slow(rule, scores))
  }

  /// So many different ones that they are not counted together, some of them exactly at thresholds.
  @Test(arguments: RuleScanTests.rules) func realScoresAreCountedAsTheRuleSays(_ rule: KeepRule) {
    let scores = population(2_005, seed: 3) { generator in
      switch generator.next(below: 10) {
      case 0: .nan
      case 1: Double(Float(13.0 / 3))
      case 2: 3
      case 3: 4
      default: Double(Float(1 + 4 * Double(generator.next(below: 1 << 30)) / Double(1 << 30)))
      }
    }
    let scan = RuleScan(
      rows: [], population: ScoredPopulation(scores: scores.mapValues { $0.map { Float($0) } }))
    let outcome = scan.outcome(of: rule)
    // As they come back from single precision.
    let exact = scores.mapValues { $0.map { $0 == Double(Float(13.0 / 3)) ? 13.0 / 3 : $0 } }
    #expect([outcome.kept, outcome.scored] == slow(rule, exact))
  }

  @Test(arguments: RuleScanTests.rules) func realScoresWithoutGapsAreCountedAsTheRuleSays(_ rule: KeepRule) {
    let scores = population(2_005, seed: 4) { generator in
      switch generator.next(below: 8) {
      case 0: 3
      case 1: 4
      default: Double(Float(1 + 4 * Double(generator.next(below: 1 << 30)) / Double(1 << 30)))
      }
    }
    let scan = RuleScan(
      rows: [], population: ScoredPopulation(scores: scores.mapValues { $0.map { Float($0) } }))
    let outcome = scan.outcome(of: rule)
    #expect([outcome.kept, outcome.scored] == slow(rule, scores))
  }

  @Test func theMatrixCountsRowsOfTheSplitsThatWereJudgedAndNotExcluded() {
    func row(
      _ number: Int64, _ verdict: Verdict, _ score: Double?, _ split: Split = .dev,
      _ exclusion: CalibrationRow.Exclusion? = nil
    ) -> CalibrationRow {
      CalibrationRow(
        truth: HumanTruth(example: ExampleID(number), verdict: verdict), key: "\(number)", label: nil,
        batch: BatchID(1), split: split, group: ExampleID(number), exclusion: exclusion,
        scores: score.map { ["a": $0] } ?? [:])
    }
    let rows = [
      row(1, .accept, 5), row(2, .accept, 3), row(3, .reject, 4), row(4, .reject, 1), row(5, .reject, nil),
      row(6, .reject, 5, .test), row(7, .reject, 5, .dev, .duplicateOfAnotherSplit),
    ]
    let scan = RuleScan(rows: rows)
    let matrix = scan.matrix(of: .mean(atLeast: 4), in: [.dev])
    #expect(
      matrix
        == ConfusionMatrix(truePositives: 1, falsePositives: 1, trueNegatives: 1, falseNegatives: 1))
    #expect(scan.matrix(of: .mean(atLeast: 4)).falsePositives == 2)
    #expect(scan.with(rows: [rows[5]]).matrix(of: .mean(atLeast: 4)).count == 1)
    #expect(scan.outcome(of: .mean(atLeast: 4)).rejectRate == nil)
  }
}
