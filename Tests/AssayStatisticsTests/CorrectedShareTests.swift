import AssayStatistics
import Testing

@Suite("Corrected share of good examples")
struct CorrectedShareTests {
  private let calibration = ConfusionMatrix(
    truePositives: 54, falsePositives: 8, trueNegatives: 32, falseNegatives: 6)

  @Test("values are Rogan and Gladen's, and bad ones left are their rest")
  func values() throws {
    let share = CorrectedShare(calibration: calibration, kept: 700, scored: 1_000)
    // (0.7 + 0.8 - 1) / (0.9 + 0.8 - 1), and 0.9 of it over 0.7.
    #expect(near(share.good.value, 0.5 / 0.7) && share.good.n == 100)
    let among = 0.9 * 0.5 / 0.7 / 0.7
    #expect(near(share.goodAmongKept.value, among))
    #expect(near(share.badLeft.value, 700 * (1 - among)))
    let good = try #require(share.goodAmongKept.interval)
    let bad = try #require(share.badLeft.interval)
    let all = try #require(share.good.interval)
    #expect(near(bad.lower, 700 * (1 - good.upper)) && near(bad.upper, 700 * (1 - good.lower)))
    #expect(good.contains(among) && all.contains(0.5 / 0.7))
    let exported = CorrectedShare(calibration: calibration, kept: 700, scored: 1_000, exported: 70)
    #expect(near(exported.badLeft.value, 70 * (1 - among)))
    #expect(share.kept == 700 && share.scored == 1_000)
  }

  @Test("the more are calibrated, the narrower")
  func narrower() throws {
    let few = try #require(CorrectedShare(calibration: calibration, kept: 700, scored: 1_000).good.interval)
    let more = ConfusionMatrix(
      truePositives: 540, falsePositives: 80, trueNegatives: 320, falseNegatives: 60)
    let many = try #require(CorrectedShare(calibration: more, kept: 7_000, scored: 10_000).good.interval)
    #expect(near(many.width, few.width / 10.0.squareRoot(), 0.02))
  }

  @Test("no skill, one class or nothing at all: nil")
  func undefined() {
    let guesses = ConfusionMatrix(
      truePositives: 10, falsePositives: 10, trueNegatives: 10, falseNegatives: 10)
    let share = CorrectedShare(calibration: guesses, kept: 50, scored: 100, resamples: 200)
    #expect(share.good.value == nil && share.good.interval == nil && share.badLeft.value == nil)
    let good = CorrectedShare(
      calibration: ConfusionMatrix(truePositives: 5), kept: 50, scored: 100, resamples: 200)
    #expect(good.good.value == nil)
    let none = CorrectedShare(calibration: ConfusionMatrix(), kept: 0, scored: 0, resamples: 200)
    #expect(none.good == Estimate(value: nil, interval: nil, n: 0))
  }
}
