import AssayStatistics
import Testing

/// Reference values: NumPy for the rates, scikit-learn's `cohen_kappa_score(sample_weight=)` for kappa and
/// `scipy.stats.bootstrap(method="BCa")` with 100,000 resamples for the intervals.
@Suite("Weighted verdicts")
struct WeightedVerdictsTests {
  private let accepted = (0..<90).map { ($0 * 7) % 10 < 6 }
  private let kept = (0..<90).map { ($0 * 7) % 10 < 6 ? ($0 * 13) % 10 < 8 : ($0 * 11) % 10 < 3 }
  private let inclusion = (0..<90).map { [0.5, 0.25, 0.1][$0 % 3] }

  @Test func asNumPyAndSciPyHaveThem() throws {
    let verdicts = WeightedVerdicts(accepted: accepted, kept: kept, inclusion: inclusion)
    let measures = WeightedVerdictMeasures(verdicts)
    let cells = WeightedConfusion(
      truePositives: 192, falsePositives: 48, trueNegatives: 144, falseNegatives: 96)
    #expect(near(measures.matrix.total, cells.total) && near(measures.matrix.kept, cells.kept))
    #expect(near(measures.catchRate.value, 0.75) && near(measures.truePositiveRate.value, 2.0 / 3))
    #expect(near(measures.kappa.value, 0.4) && near(measures.expectedCost.value, 0.7))
    #expect(near(measures.effectiveSize, 64) && measures.catchRate.n == 36)
    #expect(near(measures.catchRate.effectiveSize, 25.6))
    #expect(near(measures.catchRate.interval?.lower, 0.5576037190020717))
    #expect(near(measures.catchRate.interval?.upper, 0.8771573462683422))
    let kappa = try #require(measures.kappa.interval)
    #expect(near(kappa.lower, 0.16609, 0.012) && near(kappa.upper, 0.60577, 0.012))
    let cost = try #require(measures.expectedCost.interval)
    #expect(near(cost.lower, 0.41485, 0.02) && near(cost.upper, 1.18396, 0.03))
  }

  @Test("groups of three, as NumPy's sums over groups have it")
  func grouped() {
    let verdicts = WeightedVerdicts(
      accepted: accepted, kept: kept, inclusion: inclusion, groups: (0..<90).map { $0 / 3 })
    let measures = WeightedVerdictMeasures(verdicts, resamples: 2_000)
    #expect(near(measures.catchRate.value, 0.75))
    #expect(near(measures.catchRate.interval?.lower, 0.5504102052825592))
    #expect(near(measures.catchRate.interval?.upper, 0.8802601851044822))
  }

  @Test("with equal chances all figures are the plain ones")
  func equalChances() throws {
    var matrix = ConfusionMatrix()
    for (a, k) in zip(accepted, kept) { matrix.add(accepted: a, kept: k) }
    let plain = VerdictMeasures(matrix)
    let measures = WeightedVerdictMeasures(
      WeightedVerdicts(accepted: accepted, kept: kept, inclusion: Array(repeating: 0.2, count: 90)))
    #expect(near(measures.matrix.total, 450) && near(measures.effectiveSize, 90, 1e-6))
    #expect(measures.counts == matrix)
    for (weighted, unweighted) in [
      (measures.catchRate, plain.catchRate), (measures.truePositiveRate, plain.truePositiveRate),
      (measures.precision, plain.precision), (measures.accuracy, plain.accuracy),
      (measures.rejectRate, plain.rejectRate),
    ] {
      #expect(near(weighted.value, try #require(unweighted.value)))
      #expect(near(weighted.interval?.lower, try #require(unweighted.interval).lower, 1e-9))
      #expect(near(weighted.interval?.upper, try #require(unweighted.interval).upper, 1e-9))
    }
    for (weighted, unweighted) in [
      (measures.kappa, plain.kappa), (measures.f1, plain.f1), (measures.matthews, plain.matthews),
      (measures.ac1, plain.ac1), (measures.balancedAccuracy, plain.balancedAccuracy),
      (measures.expectedCost, plain.expectedCost),
    ] {
      #expect(near(weighted.value, try #require(unweighted.value)))
      #expect(near(weighted.interval?.lower, try #require(unweighted.interval).lower, 0.02))
    }
  }

  @Test("copies of a group's examples do not narrow an interval")
  func copies() throws {
    let groups = Array(0..<90)
    let once = WeightedVerdictMeasures(WeightedVerdicts(accepted: accepted, kept: kept), resamples: 4_000)
    let four = WeightedVerdictMeasures(
      WeightedVerdicts(
        accepted: accepted + accepted + accepted + accepted, kept: kept + kept + kept + kept,
        groups: groups + groups + groups + groups), resamples: 4_000)
    #expect(near(four.catchRate.interval?.width, try #require(once.catchRate.interval).width, 0.01))
    #expect(near(four.kappa.interval?.width, try #require(once.kappa.interval).width, 0.03))
    #expect(near(four.effectiveSize, 90, 1e-6) && four.counts.count == 360)
  }

  @Test("a rate of 1 is not certain")
  func extreme() throws {
    let measures = WeightedVerdictMeasures(
      WeightedVerdicts(
        accepted: [false, false, false, false], kept: [false, false, false, false],
        inclusion: [0.5, 0.5, 0.1, 0.1]), resamples: 200)
    #expect(measures.catchRate.value == 1)
    #expect(try #require(measures.catchRate.interval).lower < 0.5)
    #expect(measures.truePositiveRate.value == nil && measures.truePositiveRate.interval == nil)
    #expect(measures.kappa.value == nil && measures.kappa.interval == nil)
    let none = WeightedVerdictMeasures(WeightedVerdicts(accepted: [], kept: []), resamples: 200)
    #expect(none.accuracy == Estimate(value: nil, interval: nil, n: 0) && none.effectiveSize == 0)
    #expect(none.expectedCost.value == nil)
  }

  @Test func matrixOfWeights() {
    let weighted = WeightedConfusion(
      ConfusionMatrix(truePositives: 20, falsePositives: 5, trueNegatives: 15, falseNegatives: 10))
    #expect(near(weighted.matthews, 0.4082482904638631) && near(weighted.fScore(), 0.7272727272727273))
    #expect(near(weighted.fScore(beta: 2), 0.6896551724137931) && near(weighted.kappa, 0.4))
    #expect(near(weighted.balancedAccuracy, 0.7083333333333333) && weighted.expectedCost() == 0.7)
    let none = WeightedConfusion()
    #expect(none.kappa == nil && none.matthews == nil && none.ac1 == nil && none.fScore() == nil)
    #expect(none.expectedCost() == nil && none.keptShare == nil)
    #expect(WeightedConfusion(truePositives: 2).kappa == nil)
    #expect(WeightedConfusion(trueNegatives: 2).kappa == nil)
  }
}
