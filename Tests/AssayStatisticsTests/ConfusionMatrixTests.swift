import AssayStatistics
import Testing

@Suite struct ConfusionMatrixTests {
  @Test func workedExample() throws {
    let matrix = ConfusionMatrix(
      truePositives: 20, falsePositives: 5, trueNegatives: 15, falseNegatives: 10)
    #expect(matrix.count == 50)
    #expect(matrix.truePositiveRate == 20.0 / 30)
    #expect(matrix.catchRate == 0.75)
    #expect(matrix.precision == 0.8)
    #expect(matrix.accuracy == 0.7)
    // Agreement 0.7, by chance 0.5.
    #expect(abs(try #require(matrix.kappa) - 0.4) < 1e-12)
  }

  @Test func kappaOfOppositesAndOfChance() throws {
    let opposite = ConfusionMatrix(falsePositives: 10, falseNegatives: 10)
    #expect(abs(try #require(opposite.kappa) + 1) < 1e-12)
    let chance = ConfusionMatrix(truePositives: 6, falsePositives: 3, trueNegatives: 1, falseNegatives: 2)
    #expect(abs(try #require(chance.kappa)) < 1e-12)
    #expect(ConfusionMatrix(truePositives: 3, trueNegatives: 4).kappa == 1)
    // Only one of the two is constant: no better than chance, but measurable.
    #expect(ConfusionMatrix(truePositives: 3, falsePositives: 4).kappa == 0)
  }

  @Test func emptyCasesSayNothing() {
    let none = ConfusionMatrix()
    #expect(none.truePositiveRate == nil && none.catchRate == nil && none.precision == nil)
    #expect(none.accuracy == nil && none.kappa == nil)
    let allGood = ConfusionMatrix(truePositives: 5)
    #expect(allGood.catchRate == nil && allGood.kappa == nil)
    #expect(allGood.precision == 1 && allGood.accuracy == 1)
    let allBad = ConfusionMatrix(trueNegatives: 5)
    #expect(allBad.truePositiveRate == nil && allBad.precision == nil && allBad.kappa == nil)
    #expect(allBad.catchRate == 1)
  }

  @Test func countsAddUp() {
    var matrix = ConfusionMatrix()
    for accepted in [true, false] {
      for kept in [true, false] { matrix.add(accepted: accepted, kept: kept) }
    }
    matrix.add(accepted: false, kept: true)
    #expect(
      matrix == ConfusionMatrix(truePositives: 1, falsePositives: 2, trueNegatives: 1, falseNegatives: 1))
    #expect(matrix.accepted + matrix.rejected == 5 && matrix.kept + matrix.dropped == 5)
    #expect(matrix.catchProportion == Proportion(successes: 1, n: 3))
  }
}
