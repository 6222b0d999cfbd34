import AssayStatistics
import Testing

@Suite struct PairedRandomizationTests {
  @Test func equalDifferencesGiveTheSignTest() {
    let test = PairedRandomization(Array(repeating: 1.0, count: 9) + [-1])
    #expect(abs(test.pValue() - McNemar(onlyFirst: 9, onlySecond: 1).pValue) < 1e-12)
  }

  /// Of the 16 ways of giving signs to 1, 2, 3, 4, two come to 10 or -10, and two more to 8 or -8.
  @Test func everyWayOfGivingSignsIsCounted() {
    #expect(abs(PairedRandomization([1, 2, 3, 4]).pValue() - 2 / 16.0) < 1e-12)
    #expect(abs(PairedRandomization([-1, 2, 3, 4]).pValue() - 4 / 16.0) < 1e-12)
  }

  @Test func noDifferenceIsNoEvidence() {
    #expect(PairedRandomization([]).pValue() == 1 && PairedRandomization([0, 0]).pValue() == 1)
  }

  @Test func manySizesAreDrawnAndAgreeWithTheExactOnes() {
    // 30 different sizes: 2³⁰ ways. A normal sum with the same variance says how likely.
    let differences = (1...30).map { Double($0) * ($0 % 3 == 0 ? -1 : 1) }
    let p = PairedRandomization(differences).pValue(seed: 3)
    let deviation = differences.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let normal = 2 * NormalDistribution.cumulative(-abs(differences.reduce(0, +)) / deviation)
    #expect(abs(p - normal) < 0.02)
    #expect(p == PairedRandomization(differences).pValue(seed: 3))
  }
}
