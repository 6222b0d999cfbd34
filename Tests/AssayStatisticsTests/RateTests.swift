import AssayStatistics
import Testing

/// Reference values: scikit-learn 1.x and SciPy 1.x, computed once on the data given here.
@Suite("Rates of a confusion matrix")
struct RateTests {
  private let matrix = ConfusionMatrix(
    truePositives: 20, falsePositives: 5, trueNegatives: 15, falseNegatives: 10)

  @Test func asScikitLearnHasThem() {
    #expect(near(matrix.matthews, 0.4082482904638631))
    #expect(near(matrix.fScore(), 0.7272727272727273))
    #expect(near(matrix.fScore(beta: 2), 0.6896551724137931))
    #expect(near(matrix.fScore(beta: 0.5), 0.7692307692307693))
    #expect(near(matrix.balancedAccuracy, 0.7083333333333333))
  }

  @Test func costWeighsTheCostlyError() {
    #expect(matrix.expectedCost() == (5 * 5 + 10) / 50.0)
    #expect(matrix.expectedCost(falsePositive: 1) == 15 / 50.0)
    #expect(matrix.rejectProportion == Proportion(successes: 25, n: 50))
  }

  @Test func nothingToMeasureIsNil() {
    let none = ConfusionMatrix()
    #expect(none.matthews == nil && none.fScore() == nil && none.balancedAccuracy == nil)
    #expect(none.expectedCost() == nil && none.rejectProportion.value == nil)
    let oneClass = ConfusionMatrix(truePositives: 3, falseNegatives: 2)
    #expect(oneClass.matthews == nil && oneClass.balancedAccuracy == nil)
    #expect(near(oneClass.fScore(), 0.75))
    #expect(ConfusionMatrix(trueNegatives: 4).fScore() == nil)
  }

  @Test func hugeCountsDoNotOverflow() {
    let many = ConfusionMatrix(
      truePositives: 3_000_000_000, falsePositives: 1, trueNegatives: 3_000_000_000, falseNegatives: 1)
    #expect(near(many.matthews, 1))
  }

  @Test("seventy of a class for a lower end of 0.80 at an observed 0.90")
  func sampleSize() throws {
    let n = try #require(Proportion.trials(forLowerEnd: 0.8, observed: 0.9))
    #expect((60...75).contains(n))
    // The text-book examples: 18 of 20 and 45 of 50.
    let twenty = try #require(Proportion(successes: 18, n: 20).wilson())
    #expect(near(twenty.lower, 0.6990, 5e-5) && near(twenty.upper, 0.9721, 5e-5))
    let fifty = try #require(Proportion(successes: 45, n: 50).wilson())
    #expect(near(fifty.lower, 0.7864, 5e-5) && near(fifty.upper, 0.9565, 5e-5))
    #expect(Proportion.trials(forLowerEnd: 0.8, observed: 0.8) == nil)
    #expect(Proportion.trials(forLowerEnd: 0, observed: 1) == 1)
  }

  @Test func weightedShareUndoesUnequalDrawing() {
    // Ten bad ones drawn surely, ten good ones drawn from 90 with a chance of 1/9.
    let outcomes = Array(repeating: false, count: 10) + Array(repeating: true, count: 10)
    let chances = Array(repeating: 1.0, count: 10) + Array(repeating: 1 / 9.0, count: 10)
    let share = WeightedShare(outcomes: outcomes, inclusion: chances)
    #expect(near(share.value, 0.9))
    #expect(near(share.effectiveSize, 100.0 * 100 / (10 + 810)))
    #expect(WeightedShare(outcomes: [], inclusion: []).value == nil)
    #expect(WeightedShare(outcomes: [], inclusion: []).interval() == nil)
    let plain = WeightedShare(outcomes: [true, true, false], inclusion: [0.5, 0.5, 0.5])
    #expect(near(plain.effectiveSize, 3))
    #expect(near(plain.interval()?.lower, Proportion(successes: 2, n: 3).wilson()!.lower))
  }

  @Test func roganAndGladen() {
    // 0.7 kept by a judge with TPR 0.9 and catch rate 0.8: (0.7 - 0.2) / 0.7.
    #expect(near(RoganGladen.share(keptShare: 0.7, truePositiveRate: 0.9, catchRate: 0.8), 0.5 / 0.7))
    #expect(RoganGladen.share(keptShare: 0.7, truePositiveRate: 0.4, catchRate: 0.6) == nil)
    #expect(RoganGladen.share(keptShare: 0.1, truePositiveRate: 0.9, catchRate: 0.8) == 0)
    #expect(
      near(RoganGladen.goodAmongKept(keptShare: 0.7, truePositiveRate: 0.9, catchRate: 0.8), 0.9 / 0.98))
    #expect(RoganGladen.goodAmongKept(keptShare: 0, truePositiveRate: 0.9, catchRate: 0.8) == nil)
  }

  @Test func probabilitiesAgainstOutcomes() {
    let predicted = [0.1, 0.4, 0.35, 0.8, 0.65, 0.9, 0.15, 0.7, 0.5, 0.55]
    let accepted = [false, false, true, true, true, true, false, false, true, false]
    let curve = ProbabilityCalibration(predicted: predicted, accepted: accepted, bins: 5)
    #expect(near(curve.brier, 0.183))
    #expect(curve.bins.map(\.accepted.n) == [2, 1, 3, 2, 2])
    // 0.2·|0.125 - 0| + 0.1·|0.35 - 1| + 0.3·|1.45/3 - 1/3| + 0.2·|0.675 - 0.5| + 0.2·|0.85 - 1|
    #expect(near(curve.expectedCalibrationError, 0.025 + 0.065 + 0.045 + 0.035 + 0.03))
    let none = ProbabilityCalibration(predicted: [], accepted: [])
    #expect(none.brier == nil && none.expectedCalibrationError == nil && none.bins.isEmpty)
    #expect(ProbabilityCalibration(predicted: [1, 0], accepted: [true, false]).brier == 0)
  }
}

func near(_ value: Double?, _ expected: Double, _ tolerance: Double = 1e-9) -> Bool {
  value.map { abs($0 - expected) < tolerance } ?? false
}
