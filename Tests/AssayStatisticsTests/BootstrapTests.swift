import AssayStatistics
import Foundation
import Testing

/// Reference values: `scipy.stats.bootstrap(method="BCa")` with 100,000 and more resamples.
@Suite("Bootstrap")
struct BootstrapTests {
  private func kappa(_ counts: [Int]) -> Double? {
    ConfusionMatrix(
      truePositives: counts[0], falsePositives: counts[1], trueNegatives: counts[2], falseNegatives: counts[3]
    ).kappa
  }

  @Test("of a kappa, as SciPy has it")
  func kappaInterval() throws {
    let interval = try #require(Bootstrap(counts: [20, 5, 15, 10]).interval(kappa))
    #expect(near(interval.lower, 0.1351, 0.012) && near(interval.upper, 0.6377, 0.012))
  }

  @Test("of a skewed mean, drawn one by one, as SciPy has it")
  func skewedMean() throws {
    // The quantiles of the exponential distribution at (i + ½) / 30.
    let values = (0..<30).map { index in
      let p = (Double(index) + 0.5) / 30
      return -log(1 - p)
    }
    let interval = try #require(
      Bootstrap(counts: [Int](repeating: 1, count: 30)).interval { counts in
        zip(counts, values).reduce(0) { $0 + Double($1.0) * $1.1 } / 30
      })
    #expect(near(interval.lower, 0.7085, 0.015) && near(interval.upper, 1.4057, 0.02))
  }

  @Test("the same seed gives the same interval, another seed nearly the same")
  func repeatable() throws {
    let first = try #require(Bootstrap(counts: [20, 5, 15, 10], resamples: 2_000).interval(kappa))
    #expect(Bootstrap(counts: [20, 5, 15, 10], resamples: 2_000).interval(kappa) == first)
    let other = try #require(Bootstrap(counts: [20, 5, 15, 10], resamples: 2_000, seed: 9).interval(kappa))
    #expect(other != first && near(other.lower, first.lower, 0.06))
  }

  @Test("resamples have the size and the shares of the data", arguments: [[7, 0, 3], [4_000, 900, 100]])
  func shares(counts: [Int]) {
    let bootstrap = Bootstrap(counts: counts, resamples: 4_000)
    let total = counts.reduce(0, +)
    for kind in counts.indices {
      var squares = 0.0
      let drawn = bootstrap.replicates { sample in
        #expect(sample.reduce(0, +) == total)
        return Double(sample[kind])
      }
      let expected = Double(counts[kind])
      let mean = drawn.reduce(0, +) / Double(drawn.count)
      for value in drawn { squares += (value - mean) * (value - mean) }
      let variance = expected * (1 - expected / Double(total))
      // Five standard errors of the mean; the variance within a tenth.
      #expect(near(mean, expected, 5 * (variance / 4_000).squareRoot() + 1e-9))
      #expect(near(squares / 4_000, variance, 0.1 * variance + 1e-9))
    }
  }

  @Test func undefinedIsNil() {
    #expect(Bootstrap(counts: [0, 0, 0, 0], resamples: 100).interval(kappa) == nil)
    // One rejected example of two: a fourth of the resamples has none, and no rate.
    let rate = Bootstrap(counts: [1, 1], resamples: 1_000).interval { $0[1] == 0 ? nil : 1 }
    #expect(rate == nil)
    let constant = Bootstrap(counts: [5, 5], resamples: 100).interval { _ in 3 }
    #expect(constant == Interval(lower: 3, upper: 3))
  }

  @Test("covers the truth about as often as it says")
  func coverage() throws {
    var random = RepeatableGenerator(seed: 11)
    // A judge with TPR 0.8 and catch rate 0.7 on 60 % good examples: balanced accuracy 0.75.
    var hits = 0
    for trial in 0..<200 {
      var counts = [0, 0, 0, 0]
      for _ in 0..<120 {
        let isGood = random.next(below: 10) < 6
        let isKept = isGood ? random.next(below: 10) < 8 : random.next(below: 10) < 3
        counts[isGood ? (isKept ? 0 : 3) : (isKept ? 1 : 2)] += 1
      }
      let interval = Bootstrap(counts: counts, resamples: 400, seed: UInt64(trial)).interval { counts in
        ConfusionMatrix(
          truePositives: counts[0], falsePositives: counts[1], trueNegatives: counts[2],
          falseNegatives: counts[3]
        ).balancedAccuracy
      }
      if try #require(interval).contains(0.75) { hits += 1 }
    }
    // 95 % of 200 are 190; four standard errors are 12.
    #expect((178...200).contains(hits), "\(hits) of 200")
  }

  @Test("Wilson's interval covers between 93 and 97 % on average over shares")
  func wilsonCoverage() {
    var total = 0.0
    let shares = Array(stride(from: 0.05, through: 0.95, by: 0.01))
    for share in shares {
      for successes in 0...50 {
        let interval = Proportion(successes: successes, n: 50).wilson()!
        if interval.contains(share) {
          total +=
            Binomial.cumulative(successes, n: 50, p: share)
            - Binomial.cumulative(successes - 1, n: 50, p: share)
        }
      }
    }
    #expect((0.93...0.97).contains(total / Double(shares.count)), "\(total / Double(shares.count))")
  }
}
