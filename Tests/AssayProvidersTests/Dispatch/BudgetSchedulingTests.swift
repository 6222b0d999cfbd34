import AssayModel
import Testing

@testable import AssayProviders

@Suite struct BudgetSchedulingTests {
  /// Answers cost anything up to the most that a request can cost, and some fail.
  private func simulation(budget: Double, seed: UInt64) throws -> Simulation {
    var random = SeededGenerator(seed &+ 77)
    var endpoint = Simulation.endpoint(concurrency: 8)
    endpoint.priceIn = 100
    endpoint.priceOut = 700
    return try Simulation([endpoint], budget: budget, seed: seed) { request in
      switch Int.random(in: 0..<20, using: &random) {
      case 0: .status(500)
      case 1: .status(429)
      case 2: .problem(.timedOut(.total, seconds: 1), seconds: 1)
      case 3: .status(200, "half")
      default:
        .answer(
          tokensIn: Int.random(in: 1...request.body.utf8.count, using: &random),
          tokensOut: Int.random(in: 0...50, using: &random),
          seconds: Double.random(in: 0.01...2, using: &random))
      }
    }
  }

  @Test func theBudgetIsNeverExceededWhateverAnswersCost() throws {
    for seed in 0..<80 as Range<UInt64> {
      let budget = 0.2 + Double(seed) / 40
      let simulation = try simulation(budget: budget, seed: seed)
      simulation.add(0..<2000)
      while simulation.turn() {
        #expect(simulation.scheduler.budget.spent + simulation.scheduler.budget.reserved <= budget + 1e-9)
      }
      #expect(simulation.scheduler.ending == .budgetSpent)
      let told = simulation.outcomes.compactMap(\.cost).reduce(0, +)
      #expect(told <= budget)
      #expect(told == simulation.meter.snapshot().cost)
      // What is left would not have paid for one more request: 50 tokens out, and at most 250 bytes in.
      let mostOfOne = (250 * 100 + 50 * 700) / 1e6
      #expect(budget - simulation.scheduler.budget.spent <= mostOfOne)
      #expect(simulation.scheduler.inFlight.isEmpty)
    }
  }

  @Test func nothingIsSentWhenTheFirstRequestCouldCostMore() throws {
    let simulation = try simulation(budget: 0.001, seed: 1)
    simulation.add(0..<10)
    simulation.run()
    #expect(simulation.pool.seen.isEmpty)
    #expect(simulation.scheduler.ending == .budgetSpent)
  }

  @Test func enoughMoneyIsNoReasonToStop() throws {
    let simulation = try simulation(budget: 1000, seed: 3)
    simulation.add(0..<300)
    simulation.run()
    #expect(simulation.scheduler.ending == nil)
    #expect(simulation.answered == 300)
  }

  @Test func aServerThatCountsNothingIsReckonedWithTheMost() throws {
    let simulation = try Simulation([Simulation.endpoint(concurrency: 1)], budget: 1) { _ in
      .status(200, #"{"choices":[{"message":{"content":"12345678"}}]}"#)
    }
    simulation.add(0..<1)
    simulation.run()
    let bytes = simulation.pool.seen[0].body.utf8.count
    #expect(simulation.outcomes[0].cost == Double(bytes + 50) / 1e6)
    #expect(simulation.meter.snapshot().tokensOut == 2)
  }

  @Test func aServerThatCountsMoreThanCanBeIsReckonedWithItsOwnCountFromThenOn() throws {
    let simulation = try Simulation([Simulation.endpoint(concurrency: 1)], budget: 0.1) { request in
      .answer(tokensIn: request.body.utf8.count * 3, tokensOut: 50)
    }
    simulation.add(0..<2000)
    simulation.run()
    #expect(simulation.scheduler.ending == .budgetSpent)
    #expect(simulation.answered > 50)
    #expect(simulation.scheduler.budget.spent <= 0.1)
  }
}
