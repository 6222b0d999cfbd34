import AssayStatistics
import Foundation
import Testing

/// Expected values by the published formulas in Python (numpy 2.4.6, scipy 1.17.1, exact binomials); scikit-bio's
/// `chao1` and `chao1_ci` give the same as these formulas without their factor (n - 1)/n.
@Suite struct AbundanceTests {
  private let counts = [13, 9, 6, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1]

  private func near(_ value: Double?, _ expected: Double, _ tolerance: Double = 1e-9) -> Bool {
    value.map { abs($0 - expected) < tolerance } ?? false
  }

  @Test func chaoAndItsInterval() throws {
    let abundance = Abundance(counts: counts + [0])
    #expect(abundance == Abundance(n: 50, observed: 15, singletons: 6, doubletons: 3))
    #expect(near(abundance.chao1, 18.675))
    let interval = try #require(abundance.chao1Interval())
    #expect(near(interval.lower, 15.62421948081536) && near(interval.upper, 36.63601972556013))
    let larger = Abundance(n: 448, observed: 93, singletons: 19, doubletons: 7)
    #expect(near(larger.chao1, 114.32728794642857))
    let wide = try #require(larger.chao1Interval())
    #expect(near(wide.lower, 100.02415323499537) && near(wide.upper, 157.75559344060596))
  }

  /// scikit-bio: `chao1_ci([5, 4, 3, 3])` is 4 ... 4.70468411467859, with 1.96 for the quantile.
  @Test func withoutSingletonsTheIntervalIsFromTheSampleSize() throws {
    let interval = try #require(Abundance(counts: [5, 4, 3, 3]).chao1Interval())
    #expect(interval.lower == 4 && near(interval.upper, 4.70468411467859, 1e-4))
  }

  @Test func emptyAndSingleSamplesAreDefined() {
    let empty = Abundance()
    #expect(empty.unseen == 0 && empty.chao1 == 0 && empty.chao1Interval() == nil)
    #expect(empty.newKindRate == nil && empty.newKindRateInterval() == nil && empty.newKinds(in: 100) == 0)
    let one = Abundance(counts: [1])
    #expect(one.chao1 == 1 && one.newKindRate == 1 && one.newKinds(in: 10) == 0)
  }

  @Test func turingsRateWithEstysInterval() throws {
    let abundance = Abundance(counts: counts)
    #expect(near(abundance.newKindRate, 0.12))
    let interval = try #require(abundance.newKindRateInterval())
    #expect(near(interval.upper, 0.12 + 1.959963984540054 * 0.06717142249498666))
    // No singleton in ten things does not prove a rate of 0.
    #expect(try #require(Abundance(counts: [5, 5]).newKindRateInterval()).upper > 0.25)
  }

  @Test func extrapolationComesNearWhatIsUnseen() {
    let abundance = Abundance(counts: counts)
    #expect(abundance.newKinds(in: 0) == 0)
    #expect(near(abundance.newKinds(in: 1), 0.1162055335968381))
    #expect(near(abundance.newKinds(in: 10), 1.0099032768160203))
    #expect(near(abundance.newKinds(in: 100), 3.5271526099627946))
    #expect(near(abundance.newKinds(in: 1_000), 3.67499999999996))
  }

  @Test func rarefactionIsExactAndGoesOnAsTheExtrapolation() {
    let curve = Rarefaction.curve(counts, at: [0, 1, 5, 20, 50, 60])
    let wanted = [0, 1, 4.008594177726596, 9.757997074713176, 15, 16.00990327681602]
    for (value, expected) in zip(curve, wanted) { #expect(near(value, expected, 1e-8)) }
    #expect(Rarefaction.curve([], at: [0, 10]) == [0, 0])
    #expect(near(Rarefaction.expectedKinds([1], in: 1), 1))
  }
}
