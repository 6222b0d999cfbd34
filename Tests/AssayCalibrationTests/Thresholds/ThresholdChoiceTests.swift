import AssayCalibration
import AssayModel
import AssayStatistics
import Testing

@Suite struct ThresholdChoiceTests {
  private func rows(
    _ cases: [(accepted: Bool, scores: [String: Double])], group: (Int) -> Int = { $0 },
    chance: (Int) -> Double? = { _ in nil }
  ) -> [CalibrationRow] {
    cases.enumerated().map { index, entry in
      CalibrationRow(
        truth: HumanTruth(example: ExampleID(Int64(index + 1)), verdict: entry.accepted ? .accept : .reject),
        key: "\(index)", label: nil, batch: BatchID(1), split: .dev,
        group: ExampleID(Int64(group(index) + 1)),
        probability: chance(index), scores: entry.scores)
    }
  }

  /// Good ones have accuracy of 3 or more; clarity says nothing.
  private func accuracyDecides(_ count: Int, seed: UInt64, errs: UInt64 = 0) -> [CalibrationRow] {
    var generator = RepeatableGenerator(seed: seed)
    return rows(
      (0..<count).map { _ in
        let accuracy = Double(1 + generator.next(below: 5))
        let isOdd = errs > 0 && generator.next(below: errs) == 0
        return (
          (accuracy >= 3) != isOdd, ["accuracy": accuracy, "clarity": Double(1 + generator.next(below: 5))]
        )
      })
  }

  @Test func theDimensionThatDecidesGetsTheMinimum() throws {
    let choice = ThresholdChoice(rows: accuracyDecides(120, seed: 1), incumbent: .mean(atLeast: 4))
    #expect(choice.chosen.family == .minimums)
    #expect(choice.chosen.rule == .minimums(["accuracy": 3]))
    #expect(choice.chosen.cost.value == 0)
    let incumbent = try #require(choice.candidates.first)
    #expect(incumbent.family == .incumbent && incumbent.rule == .mean(atLeast: 4))
    #expect((incumbent.cost.value ?? 0) > 0.2)
    #expect(choice.caution == nil && choice.n == 120)
    #expect(choice.candidates.map(\.family) == ThresholdChoice.Family.allCases)
  }

  @Test func moreScoreNeverHurts() throws {
    // Clarity is high where examples are bad: no rule may use that.
    var generator = RepeatableGenerator(seed: 5)
    let choice = ThresholdChoice(
      rows: rows(
        (0..<100).map { _ in
          let isGood = generator.next(below: 2) == 0
          return (
            isGood,
            [
              "accuracy": Double(isGood ? 3 : 2) + Double(generator.next(below: 2)),
              "clarity": Double(isGood ? 1 : 3) + Double(generator.next(below: 3)),
            ]
          )
        }), incumbent: .mean(atLeast: 3))
    for candidate in choice.candidates {
      let weights: [String: Double] =
        switch candidate.rule {
        case .weightedMean(let weights, _), .logistic(_, let weights, _): weights
        default: [:]
        }
      #expect(weights.values.allSatisfy { $0 > 0 } && weights["clarity"] == nil)
    }
  }

  @Test func onNearTiesTheRuleInForceStays() {
    // The rule in force is the right one; others can only do as well.
    let choice = ThresholdChoice(
      rows: accuracyDecides(60, seed: 2, errs: 10), incumbent: .minimums(["accuracy": 3]))
    #expect(choice.chosen.family == .incumbent)
  }

  @Test func aHigherCostOfBadOnesMakesRulesStricter() throws {
    var generator = RepeatableGenerator(seed: 3)
    let data = rows(
      (0..<300).map { _ in
        let score = Double(generator.next(below: 1_000)) / 250 + 1
        return (Double(generator.next(below: 1_000)) / 250 + 1 < score, ["a": score])
      })
    func least(_ ratio: Double) throws -> Double {
      let choice = ThresholdChoice(rows: data, incumbent: .mean(atLeast: 3), costRatio: ratio, repeats: 1)
      let mean = try #require(choice.candidates.first { $0.family == .mean })
      guard case .mean(let least) = mean.rule else { return .nan }
      return least
    }
    let (cheap, dear) = (try least(1), try least(10))
    #expect(abs(cheap - 3) < 0.8 && dear > cheap + 0.5)
  }

  @Test func aRuleThatKeepsNothingIsNeverTaken() throws {
    // Scores that say nothing, and bad ones are dear: dropping everything would be cheapest.
    var generator = RepeatableGenerator(seed: 9)
    let choice = ThresholdChoice(
      rows: rows(
        (0..<80).map { _ in
          (
            generator.next(below: 2) == 0,
            ["a": Double(1 + generator.next(below: 5)), "b": Double(1 + generator.next(below: 5))]
          )
        }), incumbent: .mean(atLeast: 4), costRatio: 50)
    #expect(choice.chosen.matrix.kept > 0)
    for family in [ThresholdChoice.Family.mean, .minimums, .weightedMean] {
      let candidate = choice.candidates.first { $0.family == family }
      #expect(candidate.map { $0.matrix.kept > 0 } ?? true, "\(family)")
    }
    #expect(choice.isDroppingAllCheaper && (choice.costOfDroppingAll ?? 9) < 0.7)
  }

  @Test func withOneDimensionThereIsOneThreshold() {
    var generator = RepeatableGenerator(seed: 10)
    let choice = ThresholdChoice(
      rows: rows(
        (0..<60).map { _ in
          let score = Double(1 + generator.next(below: 5))
          return (score >= 3, ["a": score])
        }), incumbent: .mean(atLeast: 5))
    #expect(choice.candidates.map(\.family) == [.incumbent, .mean, .logistic])
    #expect(choice.chosen.rule == .mean(atLeast: 3) && !choice.isDroppingAllCheaper)
  }

  @Test func noiseCostsMoreThanItSeems() throws {
    // Scores that say nothing: what is fitted flatters, what is held out does not.
    var generator = RepeatableGenerator(seed: 4)
    let choice = ThresholdChoice(
      rows: rows(
        (0..<60).map { _ in
          (
            generator.next(below: 2) == 0,
            Dictionary(
              uniqueKeysWithValues: ["a", "b", "c", "d"].map { ($0, Double(1 + generator.next(below: 5))) })
          )
        }), incumbent: .mean(atLeast: 6), costRatio: 1)
    let minimums = try #require(choice.candidates.first { $0.family == .minimums })
    let fitted = try #require(minimums.matrix.expectedCost(falsePositive: 1))
    #expect(try #require(minimums.cost.value) > fitted + 0.05)
  }

  @Test func copiesAreNeverLearnedFromAndTestedOn() throws {
    // Each example four times, and its score names it: only a copy could tell what it is.
    var generator = RepeatableGenerator(seed: 6)
    let verdicts = (0..<30).map { _ in generator.next(below: 2) == 0 }
    let choice = ThresholdChoice(
      rows: rows(
        (0..<120).map { (verdicts[$0 / 4], ["a": Double($0 / 4)]) }, group: { $0 / 4 }),
      incumbent: .mean(atLeast: 100), costRatio: 1)
    let mean = try #require(choice.candidates.first { $0.family == .mean })
    let accepted = Double(verdicts.count { $0 }) / 30
    #expect(try #require(mean.cost.value) > 0.7 * min(accepted, 1 - accepted))
    #expect(try #require(mean.cost.interval).width > 0.2)
  }

  @Test func oneVerdictOnlyIsNothingToFit() {
    let choice = ThresholdChoice(
      rows: rows((0..<20).map { (true, ["a": Double($0 % 5 + 1)]) }), incumbent: .mean(atLeast: 4))
    #expect(choice.caution == .oneVerdictOnly)
    #expect(ThresholdChoice(rows: [], incumbent: .mean(atLeast: 4)).chosen.rule == .mean(atLeast: 4))
    let few = ThresholdChoice(rows: accuracyDecides(30, seed: 8), incumbent: .mean(atLeast: 4))
    guard case .few(let accepted, let rejected) = few.caution else {
      Issue.record("30 examples are enough")
      return
    }
    #expect(accepted + rejected == 30)
  }

  @Test func rejectRatesAreThoseOfEverythingThatWasScored() throws {
    let population = ScoredPopulation(
      examples: [1, 2, 3, 4], scores: ["accuracy": [1, 2, 3, 4], "clarity": [5, 5, 5, 5]])
    let data = accuracyDecides(120, seed: 1)
    let choice = ThresholdChoice(
      rows: data, incumbent: .mean(atLeast: 4), scan: RuleScan(rows: data, population: population))
    #expect(choice.chosen.rejectRate == 0.5)
  }

  @Test func drawnUnequallyTheRareOnesCountFully() throws {
    // Good ones of score 2 are rare in the sample and common in the data.
    let cases: [(accepted: Bool, scores: [String: Double])] =
      Array(repeating: (true, ["a": 2]), count: 10) + Array(repeating: (false, ["a": 2]), count: 10)
      + Array(repeating: (true, ["a": 4]), count: 30) + Array(repeating: (false, ["a": 1]), count: 30)
    func rule(_ chance: @escaping (Int) -> Double?) throws -> KeepRule {
      let choice = ThresholdChoice(
        rows: rows(cases, chance: chance), incumbent: .mean(atLeast: 3), costRatio: 2, repeats: 1)
      return try #require(choice.candidates.first { $0.family == .mean }?.rule)
    }
    guard case .mean(let plain) = try rule({ _ in nil }),
      case .mean(let weighted) = try rule({ $0 < 10 ? 0.1 : 0.5 })
    else { return }
    #expect(plain > 2 && weighted <= 2)
  }
}
