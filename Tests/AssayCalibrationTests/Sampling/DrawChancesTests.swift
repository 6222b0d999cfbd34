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
      id: at, strategy: .informative, judge: nil, seed: 0, population: population.count, reviewer: nil, at: at,
      examples: picks.map {
        DrawnExample(
          example: ExampleID(Int64(population.examples[$0.index])), probability: $0.probability, reason: "")
      })
  }

  /// The mean of three estimates over many repetitions of two informative draws, of which the second leaves out what was
  /// decided after the first. The catch rate of the judge is 0.82; measured: weighted 0.818, plain 0.757 (too low by
  /// 0.061), by 1 - Π(1 - p) 0.839.
  @Test func weightedRatesAreUnbiasedAndPlainOnesAreNot() {
    let world = World()
    let truth = world.catchRate
    var (weighted, plain, product) = (0.0, 0.0, 0.0)
    var totals = [Double](repeating: 0, count: 600)
    let rounds = 1_500
    for seed in 0..<rounds {
      let first = Sampler(world.population).draw(.informative, size: 80, seed: UInt64(seed)).picks
      let one = draw(first, world.population, at: 10)
      // Three quarters of the queue are decided, which is shuffled.
      let order = Permutation.shuffled(count: first.count, seed: UInt64(seed) &+ 9_999)
      let decidedFirst = order.prefix(60).map { one.examples[Int($0)].example }
      let left = world.without(Set(decidedFirst.map { Int32($0.rawValue) }))
      let two = draw(Sampler(left).draw(.informative, size: 120, seed: UInt64(seed) &+ 5_000_000).picks, left, at: 20)
      var decided = Dictionary(decidedFirst.map { ($0, Int64(15)) }, uniquingKeysWith: { a, _ in a })
      for example in two.examples { decided[example.example] = 25 }

      let chances = DrawChances.chances([one, two], firstDecided: decided)
      #expect(chances.count == decided.count && chances.values.allSatisfy { $0 > 0 && $0 <= 1 })
      let bad = decided.keys.sorted().filter { world.isBad[Int($0.rawValue) - 1] }
      let outcomes = bad.map { world.isDropped[Int($0.rawValue) - 1] }
      weighted += WeightedShare(outcomes: outcomes, inclusion: bad.map { chances[$0] ?? 1 }).value ?? 0
      plain += Double(outcomes.count { $0 }) / Double(outcomes.count)
      let naive = bad.map { example in
        1 - [one, two].reduce(1.0) { rest, draw in
          rest * (1 - (draw.examples.first { $0.example == example }?.probability ?? 0))
        }
      }
      product += WeightedShare(outcomes: outcomes, inclusion: naive).value ?? 0
      for (example, chance) in chances { totals[Int(example.rawValue) - 1] += 1 / chance }
    }
    let n = Double(rounds)
    #expect(abs(weighted / n - truth) < 0.006, "weighted \(weighted / n), true \(truth)")
    #expect(abs(plain / n - truth) > 0.03, "plain \(plain / n), 1 - Π(1 - p) \(product / n)")
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
    let all = DrawChances.chances([draw], firstDecided: [ExampleID(1): 11, ExampleID(2): 12, ExampleID(3): 13])
    #expect(all == [ExampleID(1): 0.5, ExampleID(2): 0.1, ExampleID(3): 1])
    // What was decided by browsing has no chance; what was decided before stands for itself.
    let mixed = DrawChances.chances([draw], firstDecided: [ExampleID(1): 11, ExampleID(8): 12, ExampleID(9): 3])
    #expect(mixed.keys.sorted() == [ExampleID(1), ExampleID(9)])
    #expect(DrawChances.chances([], firstDecided: [ExampleID(1): 1]).isEmpty)
  }
}
