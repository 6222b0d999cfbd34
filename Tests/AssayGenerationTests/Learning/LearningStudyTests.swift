import AssayGeneration
import AssayModel
import AssayStatistics
import Testing

/// Simulated reviewers who accept what three techniques bring in 90, 60 and 20 of 100 cases: five rounds of 60 decisions.
@Suite struct LearningStudyTests {
  private static let rates: [(technique: Technique, rate: Double)] = [
    (.direct, 0.2), (.edgeCase, 0.9), (.evaluationSet, 0.6),
  ]

  private struct Study {
    var accepted = 0
    var rounds: [[Technique: Int]] = []
  }

  private func study(seed: UInt64, learns: Bool) -> Study {
    var random = RepeatableGenerator(seed: seed)
    var outcomes: [GeneratedOutcome] = []
    var study = Study()
    for _ in 0..<5 {
      let table = AcceptanceTable(learns ? outcomes : [], techniques: Self.rates.map(\.technique), seed: seed)
      let dealt = table.deal(60)
      study.rounds.append(Dictionary(uniqueKeysWithValues: dealt.map { ($0.technique, $0.count) }))
      for part in dealt {
        let rate = Self.rates.first { $0.technique == part.technique }!.rate
        for _ in 0..<part.count {
          let isAccepted = Double(random.next(below: 1_000_000)) < rate * 1_000_000
          if isAccepted { study.accepted += 1 }
          outcomes.append(
            GeneratedOutcome(technique: part.technique, outcome: isAccepted ? .accepted : .rejected))
        }
      }
    }
    return study
  }

  @Test func moreIsAcceptedThanWithoutLearningAndNoTechniqueDiesOut() {
    let seeds = Array(UInt64(1)...6)
    let learned = seeds.map { study(seed: $0, learns: true) }
    let uniform = seeds.map { study(seed: $0, learns: false) }
    let share = Double(learned.reduce(0) { $0 + $1.accepted }) / Double(300 * seeds.count)
    let evenly = Double(uniform.reduce(0) { $0 + $1.accepted }) / Double(300 * seeds.count)
    #expect(abs(evenly - 0.567) < 0.03)
    #expect(share > evenly + 0.12, "\(share) against \(evenly)")
    for round in learned.flatMap(\.rounds) {
      #expect(round.values.reduce(0, +) == 60)
      // A ninth of 60, rounded up.
      #expect(Self.rates.allSatisfy { round[$0.technique] ?? 0 >= 7 })
    }
    #expect(learned.allSatisfy { $0.rounds[0].values.allSatisfy { $0 == 20 } })
    #expect(learned.allSatisfy { $0.rounds[4][.edgeCase]! > $0.rounds[4][.evaluationSet]! })
  }

  /// Wordings follow in the same way: of five, one is good.
  @Test func theBetterWordingComesUpMostAndTheOthersNeverStop() throws {
    var random = RepeatableGenerator(seed: 9)
    var outcomes: [GeneratedOutcome] = []
    var weights: [Double] = []
    for round in 0..<5 {
      let table = AcceptanceTable(outcomes, techniques: [.direct])
      weights = table.learning(.direct)?.phrasings ?? []
      for number in 0..<60 {
        let phrasing = weights.isEmpty ? number % 5 : WeightedTurns.choice(60 * round + number, over: weights)
        let isAccepted = random.next(below: 10) < (phrasing == 3 ? 9 : 4)
        outcomes.append(
          GeneratedOutcome(
            technique: .direct, phrasing: phrasing, outcome: isAccepted ? .accepted : .rejected))
      }
    }
    #expect(weights.max() == weights[3] && weights[3] > 0.5)
    #expect(weights.allSatisfy { $0 >= ThompsonSampler.defaultFloor / 5 - 1e-9 })
  }
}
