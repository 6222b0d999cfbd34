import AssayCalibration
import AssayModel
import AssayStatistics
import Testing

@Suite struct DrawChancesTests {
  /// 600 examples, a quarter bad. The judge's score goes with it, and it catches bad ones the better the farther they
  /// are from the threshold, which is what makes an informative sample misleading.
  private struct World {
    var population = SamplePopulation()
    var isBad: [Bool] = []
    var isDropped: [Bool] = []

    init() {
      var random = RepeatableGenerator(seed: 77)
      func uniform() -> Double { Double(random.next() >> 11) * 0x1p-53 }
      var (first, second): ([Float], [Float]) = ([], [])
      for index in 0..<600 {
        isBad.append(uniform() < 0.25)
        let base = isBad[index] ? 2.2 + 2.4 * uniform() : 3.2 + 1.8 * uniform()
        first.append(Float(min(5, base + uniform() - 0.5)))
        second.append(Float(min(5, base + uniform() - 0.5)))
        let mean = (first[index] + second[index]) / 2
        isDropped.append(mean < 4)
        population.examples.append(Int32(index + 1))
        population.label.append(-1)
        population.technique.append(-1)
        population.duplicates.append(0)
        population.spread.append(.nan)
        population.score.append(mean)
      }
      population.dimensions = [(name: "a", scores: first), (name: "b", scores: second)]
    }

    var catchRate: Double {
      Double(zip(isBad, isDropped).count { $0.0 && $0.1 }) / Double(isBad.count { $0 })
    }

    /// What is left after some are decided.
    func without(_ decided: Set<Int32>) -> SamplePopulation {
      let places = population.examples.indices.filter { !decided.contains(population.examples[$0]) }
      var left = population
      left.examples = places.map { population.examples[$0] }
      left.label = places.map { population.label[$0] }
      left.technique = places.map { population.technique[$0] }
      left.duplicates = places.map { population.duplicates[$0] }
      left.spread = places.map { population.spread[$0] }
      left.score = places.map { population.score[$0] }
      left.dimensions = population.dimensions.map { column in
        (name: column.name, scores: places.map { column.scores[$0] })
      }
      return left
    }
  }

  private func draw(_ picks: [Sampler.Pick], _ population: SamplePopulation, at: Int64) -> SampleDraw {
    SampleDraw(
      id: at, strategy: .informative, judge: nil, seed: 0, population: population.count, reviewer: nil,
      at: at,
      examples: picks.map {
        DrawnExample(
          example: ExampleID(Int64(population.examples[$0.index])), probability: $0.probability, reason: "")
      })
  }

  /// Two informative draws, of which the second leaves out what was decided after the first, many times. The catch rate
  /// of the judge is 0.738. Measured over 1,500 rounds: plain 0.532, too low by 0.206; weighted 0.732, the 0.006 being
  /// the bias of a ratio of small sums (of order 1 / effective size), since the sums themselves give 0.739; with chances
  /// multiplied, 1 - Π(1 - p), the sums give 0.751.
  @Test func weightedRatesAreUnbiasedAndPlainOnesAreNot() {
    let world = World()
    let truth = world.catchRate
    var (weighted, plain) = (0.0, 0.0)
    // Of weights: all of bad examples, and those of the dropped ones.
    var (sums, products) = ((all: 0.0, caught: 0.0), (all: 0.0, caught: 0.0))
    var totals = [Double](repeating: 0, count: 600)
    let rounds = 800
    for seed in 0..<rounds {
      let first = Sampler(world.population).draw(.informative, size: 80, seed: UInt64(seed)).picks
      // Of the queue, which is shuffled, the first three quarters are decided.
      let order = Permutation.shuffled(count: first.count, seed: UInt64(seed) &+ 9_999)
      let one = draw(order.map { first[Int($0)] }, world.population, at: 10)
      let decidedFirst = one.examples.prefix(60).map(\.example)
      let left = world.without(Set(decidedFirst.map { Int32($0.rawValue) }))
      let two = draw(
        Sampler(left).draw(.informative, size: 120, seed: UInt64(seed) &+ 5_000_000).picks, left, at: 20)
      var decided = Dictionary(decidedFirst.map { ($0, Int64(15)) }, uniquingKeysWith: { a, _ in a })
      for example in two.examples { decided[example.example] = 25 }

      let chances = DrawChances.chances([one, two], firstDecided: decided, passed: [])
      #expect(chances.count == decided.count && chances.values.allSatisfy { $0 > 0 && $0 <= 1 })
      let bad = decided.keys.sorted().filter { world.isBad[Int($0.rawValue) - 1] }
      let outcomes = bad.map { world.isDropped[Int($0.rawValue) - 1] }
      weighted += WeightedShare(outcomes: outcomes, inclusion: bad.map { chances[$0] ?? 1 }).value ?? 0
      plain += Double(outcomes.count { $0 }) / Double(outcomes.count)
      let naive = bad.map { example in
        1
          - [one, two].reduce(1.0) { rest, draw in
            rest * (1 - (draw.examples.first { $0.example == example }?.probability ?? 0))
          }
      }
      let weights = DrawChances.weights([one, two], firstDecided: decided, passed: [])
      for (place, example) in bad.enumerated() {
        sums.all += weights[example] ?? 0
        products.all += 1 / naive[place]
        guard outcomes[place] else { continue }
        sums.caught += weights[example] ?? 0
        products.caught += 1 / naive[place]
      }
      for (example, weight) in weights { totals[Int(example.rawValue) - 1] += weight }
    }
    let n = Double(rounds)
    #expect(abs(sums.caught / sums.all - truth) < 0.006, "sums \(sums.caught / sums.all), true \(truth)")
    #expect(abs(weighted / n - truth) < 0.012, "weighted \(weighted / n), true \(truth)")
    #expect(plain / n < truth - 0.15, "plain \(plain / n)")
    #expect(products.caught / products.all > truth + 0.006, "products \(products.caught / products.all)")
    // Every example's expected weight is 1.
    #expect(abs(totals.reduce(0, +) / n / 600 - 1) < 0.01)
    #expect(totals.allSatisfy { abs($0 / n - 1) < 0.5 })
  }

  @Test func oneDrawGivesItsOwnChances() {
    let examples = [(1, 0.5), (2, 0.1), (3, 1.0)].map {
      DrawnExample(example: ExampleID(Int64($0.0)), probability: $0.1, reason: "")
    }
    let draw = SampleDraw(
      id: 1, strategy: .random, judge: nil, seed: 0, population: 9, reviewer: nil, at: 10, examples: examples)
    let all = DrawChances.chances(
      [draw], firstDecided: [ExampleID(1): 11, ExampleID(2): 12, ExampleID(3): 13], passed: [])
    #expect(all == [ExampleID(1): 0.5, ExampleID(2): 0.1, ExampleID(3): 1])
    // What was decided by browsing has no chance; what was decided before stands for itself.
    let mixed = DrawChances.chances(
      [draw], firstDecided: [ExampleID(1): 11, ExampleID(8): 12, ExampleID(9): 3], passed: [])
    #expect(mixed.keys.sorted() == [ExampleID(1), ExampleID(9)])
    #expect(DrawChances.chances([], firstDecided: [ExampleID(1): 1], passed: []).isEmpty)
  }

  @Test func aQueueCountsFromItsBeginningAsFarAsItWasGoneThrough() {
    let draw = SampleDraw(
      id: 1, strategy: .random, judge: nil, seed: 0, population: 100, reviewer: nil, at: 10,
      examples: (1...10).map { DrawnExample(example: ExampleID($0), probability: 0.1, reason: "") })
    let decided = Dictionary(
      [1, 2, 4, 9].map { (ExampleID($0), Int64(20)) }, uniquingKeysWith: { first, _ in first })
    func weights(_ passed: Set<ExampleID>) -> [ExampleID: Double] {
      DrawChances.weights([draw], firstDecided: decided, passed: passed)
    }
    // 9 was decided out of turn, and 4 after one that nobody has looked at: who knows why.
    #expect(weights([]) == [ExampleID(1): 50, ExampleID(2): 50])
    // 3 was skipped; the three decided ones stand for all hundred.
    #expect(weights([ExampleID(3)]).keys.sorted() == [1, 2, 4].map { ExampleID($0) })
    #expect(abs(weights([ExampleID(3)]).values.reduce(0, +) - 100) < 1e-9)
  }
}
