import Testing

@testable import AssayStatistics

/// Simulated rounds of decisions: what the rule gains over dealing evenly and over taking the best so far.
@Suite struct ThompsonRegretTests {
  private static let rates = [0.9, 0.6, 0.2]
  private static let perRound = 60

  /// Accepted examples of `rounds` rounds, and each round's parts.
  private func simulate(
    rates: [Double] = rates, rounds: Int = 5, perRound: Int = perRound, seed: UInt64,
    deal: ([Proportion], UInt64) -> [Int]
  ) -> (accepted: Int, rounds: [[Int]]) {
    var generator = RepeatableGenerator(seed: seed)
    var arms = rates.map { _ in Proportion(successes: 0, n: 0) }
    var all: [[Int]] = []
    for round in 0..<rounds {
      let parts = deal(arms, seed &* 31 &+ UInt64(round))
      for (arm, part) in parts.enumerated() {
        arms[arm].successes += generator.binomial(n: part, p: rates[arm])
        arms[arm].n += part
      }
      all.append(parts)
    }
    return (arms.reduce(0) { $0 + $1.successes }, all)
  }

  private func mean(_ values: [Int]) -> Double { Double(values.reduce(0, +)) / Double(values.count) }

  private func learned(_ arms: [Proportion], _ seed: UInt64) -> [Int] {
    ThompsonSampler(arms, draws: 400, seed: seed).deal(Self.perRound)
  }

  @Test func fiveRoundsBringAThirdMoreThanDealingEvenlyAndKeepTheFloor() {
    let studies = (0..<80).map { seed in simulate(seed: UInt64(seed), deal: learned) }
    let evenly = (0..<80).map { seed in
      simulate(seed: UInt64(seed)) { arms, _ in LargestRemainder.deal(60, over: [1, 1, 1]) }.accepted
    }
    let share = mean(studies.map(\.accepted)) / 300
    let uniform = mean(evenly) / 300
    #expect(abs(uniform - 0.567) < 0.01)
    #expect(share > uniform + 0.15, "\(share) against \(uniform)")
    // No round of any study is under a ninth of 60.
    for study in studies {
      #expect(study.rounds[0] == [20, 20, 20])
      #expect(study.rounds.joined().allSatisfy { $0 >= 7 })
      #expect(study.rounds.allSatisfy { $0.reduce(0, +) == 60 })
    }
    // In the last round most goes to the best.
    #expect(mean(studies.map { $0.rounds[4][0] }) > 44)
  }

  /// Greedy takes what was best in a few first trials, and in some studies never finds out that it was wrong.
  @Test func itDoesNotGetStuckWhereTakingTheBestSoFarDoes() {
    let rates = [0.55, 0.7]
    let greedy = (0..<200).map { seed in
      simulate(rates: rates, rounds: 40, perRound: 5, seed: UInt64(seed)) { arms, _ in
        if arms.allSatisfy({ $0.n == 0 }) { return [3, 2] }
        let first = (arms[0].value ?? 0) >= (arms[1].value ?? 0)
        return first ? [5, 0] : [0, 5]
      }.accepted
    }
    let thompson = (0..<200).map { seed in
      simulate(rates: rates, rounds: 40, perRound: 5, seed: UInt64(seed)) { arms, seed in
        ThompsonSampler(arms, floor: 0, draws: 64, seed: seed).deal(5)
      }.accepted
    }
    let regret = 140 - mean(thompson)
    #expect(regret < 140 - mean(greedy))
    #expect(thompson.sorted()[2] > greedy.sorted()[2], "the worst hundredth of studies")
  }

  /// Regret per trial falls with the number of trials; that of dealing evenly stays.
  @Test func regretGrowsMoreSlowlyThanTheTrials() {
    func regret(rounds: Int) -> Double {
      let best = 0.9 * 60 * Double(rounds)
      return best
        - mean(
          (0..<20).map { seed in
            simulate(rounds: rounds, seed: UInt64(seed)) { arms, seed in
              ThompsonSampler(arms, floor: 0, draws: 300, seed: seed).deal(60)
            }.accepted
          })
    }
    let (early, late) = (regret(rounds: 5), regret(rounds: 20))
    #expect(late < 1.5 * early, "\(early) after 5 rounds, \(late) after 20")
  }
}
