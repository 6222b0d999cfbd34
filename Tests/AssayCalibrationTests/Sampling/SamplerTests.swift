import AssayCalibration
import AssayModel
import AssayStatistics
import Testing

@Suite struct SamplerTests {
  /// Scores on two dimensions, labels and techniques; every seventh example has samples that differ.
  private func population(_ count: Int, seed: UInt64 = 1) -> SamplePopulation {
    var random = RepeatableGenerator(seed: seed)
    var population = SamplePopulation(labels: ["a", "b", "c", "rare"], techniques: ["t", "u"])
    var (accuracy, relevance): ([Float], [Float]) = ([], [])
    for index in 0..<count {
      population.examples.append(Int32(index + 1))
      population.label.append(index % 50 == 0 ? 3 : Int32(random.next(below: 3)))
      population.technique.append(Int32(random.next(below: 2)))
      population.duplicates.append(random.next(below: 10) == 0 ? 1 : 0)
      accuracy.append(Float(1 + random.next(below: 5)))
      relevance.append(Float(3 + random.next(below: 3)))
      population.score.append((accuracy[index] + relevance[index]) / 2)
      population.spread.append(index % 7 == 0 ? 0.8 : 0)
    }
    population.dimensions = [(name: "accuracy", scores: accuracy), (name: "relevance", scores: relevance)]
    return population
  }

  private static let decided = [
    DecidedExample(label: "a", technique: "t", score: 4.5, verdict: .accept, isKept: true),
    DecidedExample(label: "a", technique: "t", score: 4.5, verdict: .accept, isKept: true),
    DecidedExample(label: "a", technique: "u", score: 2, verdict: .accept, isKept: false),
    DecidedExample(label: "b", technique: "u", score: 2, verdict: .reject, isKept: false),
  ]

  private func sampler(_ count: Int) -> Sampler {
    Sampler(
      population(count),
      knowledge: .init(
        rules: [.minimums(["accuracy": 3]), .mean(atLeast: 4)], decided: Self.decided))
  }

  @Test(arguments: SampleDraw.Strategy.allCases)
  func chancesAreKnownAndCameTrue(strategy: SampleDraw.Strategy) {
    let sampler = sampler(300)
    var counts = [Double](repeating: 0, count: 300)
    var chances = [Double](repeating: 0, count: 300)
    let rounds = 3_000
    for seed in 0..<rounds {
      let picks = sampler.draw(strategy, size: 40, seed: UInt64(seed)).picks
      #expect(picks.count == 40 && Set(picks.map(\.index)).count == 40)
      for pick in picks {
        counts[pick.index] += 1
        chances[pick.index] = pick.probability
      }
    }
    #expect(chances.allSatisfy { $0 > 0.02 && $0 <= 1 }, "everything was drawn in 3,000 draws")
    #expect(abs(chances.reduce(0, +) - 40) < 1e-6, "chances add up to the size")
    for (count, chance) in zip(counts, chances) {
      let deviation = (chance * (1 - chance) / Double(rounds)).squareRoot()
      #expect(abs(count / Double(rounds) - chance) <= 5 * deviation + 1e-9)
    }
  }

  @Test func sizesAreExactAtTheEdges() {
    #expect(
      sampler(10).draw(.informative, size: 30, seed: 1).picks.map(\.probability)
        == Array(repeating: 1, count: 10))
    #expect(sampler(1).draw(.random, size: 1, seed: 1).picks.count == 1)
    #expect(Sampler(SamplePopulation()).draw(.balanced, size: 5, seed: 1).picks.isEmpty)
    #expect(sampler(50).draw(.balanced, size: 49, seed: 2).picks.count == 49)
  }

  @Test func aSeedGivesTheSameDraw() {
    #expect(
      sampler(200).draw(.informative, size: 20, seed: 5) == sampler(200).draw(.informative, size: 20, seed: 5)
    )
    #expect(
      sampler(200).draw(.informative, size: 20, seed: 5) != sampler(200).draw(.informative, size: 20, seed: 6)
    )
  }

  @Test func rareKindsAreSeenInAStratifiedDraw() {
    let sampler = sampler(5_000)
    func rare(_ strategy: SampleDraw.Strategy) -> Int {
      (1...10).reduce(0) { sum, seed in
        sum + sampler.draw(strategy, size: 100, seed: UInt64(seed)).picks.count { $0.index % 50 == 0 }
      }
    }
    // 2 of 100 are rare; their cells are sixteenths of that.
    #expect(rare(.stratified) >= 45)
    #expect(rare(.random) <= 40)
  }

  @Test func anInformativeDrawSaysWhy() {
    let draw = sampler(5_000).draw(.informative, size: 200, seed: 4)
    let reasons = Dictionary(grouping: draw.picks, by: { kind(of: $0.reason) }).mapValues(\.count)
    for reason in ["between", "near", "conflict", "samples", "new", "noRejected", "random"] {
      #expect(reasons[reason, default: 0] > 0, "\(reason): \(reasons)")
    }
    let population = population(5_000)
    for pick in draw.picks {
      guard case .conflict(let text) = pick.reason else { continue }
      let (accuracy, relevance) = (
        population.dimensions[0].scores[pick.index], population.dimensions[1].scores[pick.index]
      )
      #expect(abs(relevance - accuracy) >= 2)
      #expect(
        text
          == (relevance > accuracy
            ? "relevance \(Int(relevance)), accuracy \(Int(accuracy))"
            : "accuracy \(Int(accuracy)), relevance \(Int(relevance))"))
    }
    #expect(draw.effectiveSize < 200 && draw.effectiveSize > 20)
  }

  private func kind(of reason: SampleReason) -> String {
    switch reason {
    case .random: "random"
    case .kind: "kind"
    case .betweenThresholds: "between"
    case .nearThreshold: "near"
    case .conflict: "conflict"
    case .samplesDiffer: "samples"
    case .nothingLikeIt: "new"
    case .noRejected: "noRejected"
    case .likelyBad, .likelyGood: "likely"
    }
  }

  @Test func aBalancedDrawReachesTheWantedShare() {
    // A tenth is bad; the judge drops nine of ten bad ones and a tenth of the good ones.
    var population = SamplePopulation()
    var isBad: [Bool] = []
    var random = RepeatableGenerator(seed: 8)
    for index in 0..<20_000 {
      isBad.append(random.next(below: 10) == 0)
      population.examples.append(Int32(index + 1))
      population.label.append(-1)
      population.technique.append(-1)
      population.duplicates.append(0)
      population.spread.append(.nan)
      population.score.append((random.next(below: 10) < 9) == isBad[index] ? 2 : 5)
    }
    let first = Sampler(population).draw(.balanced, size: 50, seed: 1)
    let bad = first.picks.count { isBad[$0.index] }
    #expect((13...27).contains(bad), "\(bad) of 50, where 5 would be bad at random")
    // What is known by then tells how many of the dropped are bad.
    let decided = first.picks.map {
      DecidedExample(
        label: nil, technique: nil, score: 0, verdict: isBad[$0.index] ? .reject : .accept,
        isKept: population.score[$0.index] >= 4)
    }
    let second = Sampler(population, knowledge: .init(decided: decided)).draw(.balanced, size: 50, seed: 2)
    let all = bad + second.picks.count { isBad[$0.index] }
    #expect((30...55).contains(all), "\(all) of 100")
  }

  @Test func withoutAJudgeItFallsBackAndSaysSo() {
    var population = population(500)
    population.score = Array(repeating: .nan, count: 500)
    population.spread = population.score
    population.dimensions = []
    for strategy in [SampleDraw.Strategy.balanced, .stratified, .informative] {
      let draw = Sampler(population).draw(strategy, size: 20, seed: 1)
      #expect(draw.picks.count == 20)
      #expect(draw.notes.contains { $0.contains("no judge has scored") })
    }
    #expect(Sampler(population).draw(.random, size: 20, seed: 1).notes.isEmpty)
  }

  @Test func reasonsTellNothingOfScoresWhileBlind() {
    for reason: SampleReason in [
      .random, .nearThreshold, .betweenThresholds, .samplesDiffer, .nothingLikeIt, .noRejected,
    ] {
      #expect(SampleReason.blind(reason.text) == reason.text)
    }
    #expect(SampleReason.blind("relevance 5, accuracy 2") == "its dimensions differ")
    #expect(
      SampleReason.blind(SampleReason.likelyBad.text) == SampleReason.blind(SampleReason.likelyGood.text))
    #expect(SampleReason.blind(SampleReason.kind("refund, t", score: "1-2").text) == "stands for refund, t")
  }

  @Test func theBlindFormOfABlindReasonIsItself() {
    let full =
      ["relevance 5, accuracy 2"]
      + [SampleReason.likelyBad, .likelyGood, .kind("refund, t", score: "1-2"), .random].map(\.text)
    for text in full {
      let blind = SampleReason.blind(text)
      #expect(SampleReason.blind(blind) == blind)
    }
  }
}
