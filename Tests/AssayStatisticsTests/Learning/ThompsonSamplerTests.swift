import Testing

@testable import AssayStatistics

@Suite struct ThompsonSamplerTests {
  private func arms(_ counts: (Int, Int)...) -> [Proportion] {
    counts.map { Proportion(successes: $0.0, n: $0.1) }
  }

  /// P(B > A) of two beta distributions with whole parameters, in closed form (Miller 2015).
  private func chanceOfSecond(_ a: Proportion, _ b: Proportion) -> Double {
    let (a1, b1) = (a.successes + 1, a.n - a.successes + 1)
    let (a2, b2) = (b.successes + 1, b.n - b.successes + 1)
    func beta(_ x: Int, _ y: Int) -> Double {
      let log = Binomial.logFactorial(x - 1) + Binomial.logFactorial(y - 1) - Binomial.logFactorial(x + y - 1)
      return exponential(log)
    }
    return (0..<a2).reduce(0.0) { sum, i in
      sum + beta(a1 + i, b1 + b2) / (Double(b2 + i) * beta(1 + i, b2) * beta(a1, b1))
    }
  }

  /// e to a power, without the C library: squared eight times.
  private func exponential(_ x: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for k in 1..<30 {
      term *= x / 256 / Double(k)
      sum += term
    }
    for _ in 0..<8 { sum *= sum }
    return sum
  }

  @Test(arguments: [(3, 10, 7, 10), (0, 0, 9, 10), (50, 100, 55, 100), (1, 1, 0, 1)])
  func chancesOfTwoArmsAreThoseOfTheClosedForm(_ counts: (Int, Int, Int, Int)) {
    let arms = arms((counts.0, counts.1), (counts.2, counts.3))
    let sampler = ThompsonSampler(arms)
    #expect(abs(sampler.chances[1] - chanceOfSecond(arms[0], arms[1])) < 0.012)
    #expect(abs(sampler.chances.reduce(0, +) - 1) < 1e-9)
  }

  @Test func withoutDataAllArmsHaveTheSame() {
    let sampler = ThompsonSampler(arms((0, 0), (0, 0), (0, 0), (0, 0)))
    #expect(sampler.chances.allSatisfy { abs($0 - 0.25) < 1e-12 })
    #expect(sampler.deal(100_000) == [25_000, 25_000, 25_000, 25_000])
  }

  @Test func armsOfWhichTheSameIsKnownHaveTheSame() {
    let chances = ThompsonSampler(arms((5, 10), (1, 10), (5, 10)), seed: 3).chances
    #expect(chances[0] == chances[2])
    #expect(chances[0] > chances[1])
  }

  @Test func oneArmGetsAllAndNoneNothing() {
    #expect(ThompsonSampler(arms((0, 50))).deal(7) == [7])
    #expect(ThompsonSampler([]).deal(7).isEmpty)
    #expect(ThompsonSampler([]).shares.isEmpty)
    #expect(ThompsonSampler(arms((1, 2), (2, 2))).deal(0) == [0, 0])
  }

  @Test func whenAllWereRejectedTheLeastTriedIsTriedMost() {
    let parts = ThompsonSampler(arms((0, 100), (0, 2), (0, 100))).deal(90)
    #expect(parts[1] > parts[0] && parts[0] == parts[2])
    #expect(parts.reduce(0, +) == 90)
  }

  @Test func theSameSeedGivesTheSame() {
    let arms = arms((5, 9), (6, 11), (2, 3))
    #expect(ThompsonSampler(arms, seed: 7) == ThompsonSampler(arms, seed: 7))
    #expect(ThompsonSampler(arms, seed: 7).chances != ThompsonSampler(arms, seed: 8).chances)
  }

  @Test func millionsOfTrialsAreNoTrouble() {
    let sampler = ThompsonSampler(arms((500_000, 1_000_000), (510_000, 1_000_000)), floor: 0, draws: 2_000)
    #expect(sampler.deal(10) == [0, 10])
  }

  @Test func partsAddUpAndNoneIsUnderTheFloor() {
    var generator = RepeatableGenerator(seed: 5)
    for _ in 0..<200 {
      let arms = (0..<Int(1 + generator.next(below: 9))).map { _ in
        let n = Int(generator.next(below: 200))
        return Proportion(successes: Int(generator.next(below: UInt64(n + 1))), n: n)
      }
      let floor = generator.uniform()
      let count = Int(generator.next(below: 500))
      let sampler = ThompsonSampler(arms, floor: floor, draws: 200, seed: generator.next())
      let parts = sampler.deal(count)
      #expect(parts.reduce(0, +) == count)
      #expect(abs(sampler.shares.reduce(0, +) - 1) < 1e-9)
      let least = floor * Double(count) / Double(arms.count)
      // Rounded up where there is enough for all, never under the whole number below it.
      #expect(parts.allSatisfy { $0 >= Int(least) })
      if Int(least.rounded(.up)) * arms.count <= count {
        #expect(parts.allSatisfy { Double($0) >= least - 1e-6 }, "\(parts) \(least)")
      }
    }
  }

  @Test func wholeFloorIsUniform() {
    #expect(ThompsonSampler(arms((90, 100), (1, 100), (50, 100)), floor: 1).deal(61) == [21, 20, 20])
  }

  @Test func betaDrawsHaveTheMeanAndVarianceOfTheirDistribution() {
    var generator = RepeatableGenerator(seed: 11)
    let draws = (0..<40_000).map { _ in generator.beta(3, 7) }
    let mean = draws.reduce(0, +) / 40_000
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 40_000
    #expect(abs(mean - 0.3) < 0.003)
    #expect(abs(variance - 0.3 * 0.7 / 11) < 0.0005)
    #expect(draws.allSatisfy { $0 > 0 && $0 < 1 })
  }
}
