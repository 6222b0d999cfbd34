import AssayModel
import Testing

@testable import AssayProviders

/// Concurrency, limits a minute, pauses, stops.
@Suite struct LimitSchedulingTests {
  @Test func neverMoreThanTheConcurrencyAndNeverLess() throws {
    let simulation = try Simulation([Simulation.endpoint(concurrency: 7)]) { _ in .answer() }
    simulation.add(0..<700)
    simulation.run()
    #expect(simulation.pool.mostAtOnce == 7)
    #expect(abs(simulation.pool.now.seconds - 10) < 1e-6)
  }

  @Test func concurrencyChangesWhileItRuns() throws {
    let simulation = try Simulation([Simulation.endpoint(concurrency: 4)]) { _ in .answer() }
    simulation.add(0..<1000)
    simulation.run(until: 1)
    #expect(simulation.scheduler.inFlight.count <= 4)
    simulation.concurrency = 10
    simulation.run(until: 2)
    #expect(simulation.pool.mostAtOnce == 10)
    simulation.concurrency = 1
    simulation.turn()
    let before = simulation.pool.seen.count
    simulation.run(until: 3.05)
    #expect(simulation.pool.seen.count - before <= 11)
    simulation.concurrency = nil
    simulation.run()
    #expect(simulation.answered == 1000)
  }

  @Test(arguments: [1.0, 2, 30, 60, 500, 3000, 0.5])
  func noMinuteSeesMoreRequestsThanTheLimit(limit: Double) throws {
    var endpoint = Simulation.endpoint(concurrency: 64)
    endpoint.requestsPerMinute = limit
    let simulation = try Simulation([endpoint]) { _ in .answer() }
    let count = Int(max(5, limit * 4))
    simulation.add(0..<count)
    simulation.run()
    #expect(simulation.answered == count)
    #expect(simulation.mostInAMinute() <= max(1, limit))
    // And it uses nearly all of it.
    #expect(Double(count - 1) / simulation.pool.now.seconds * 60 >= 0.93 * limit)
  }

  @Test(arguments: [20_000.0, 100_000])
  func noMinuteSeesMoreTokensThanTheLimit(limit: Double) throws {
    var endpoint = Simulation.endpoint(concurrency: 32)
    endpoint.tokensPerMinute = limit
    // Each brings 100 tokens in, as estimated, and between 10 and 50 out.
    let text = String(repeating: "word ", count: 76)
    let simulation = try Simulation([endpoint]) { request in
      .answer(tokensIn: 100, tokensOut: 10 + request.id % 41)
    }
    simulation.add((0..<2000).map { ListedWork.job($0, text: text) })
    simulation.run()
    #expect(simulation.answered == 2000)
    #expect(simulation.mostInAMinute { Double(100 + 10 + $0.id % 41) } <= limit)
    let rate = 2000.0 * 130 / simulation.pool.now.seconds * 60
    #expect(rate >= 0.85 * limit)
  }

  @Test func aRequestOfMoreThanAMinutesTokensGoesOutAllTheSame() throws {
    var endpoint = Simulation.endpoint()
    endpoint.tokensPerMinute = 10
    let simulation = try Simulation([endpoint]) { _ in .answer(tokensIn: 20, tokensOut: 5) }
    simulation.add(0..<3)
    simulation.run()
    #expect(simulation.answered == 3)
    #expect(simulation.pool.now.seconds > 100)
  }

  @Test func whilePausedNothingGoesOutAndThenItGoesOn() throws {
    let simulation = try Simulation { _ in .answer() }
    simulation.add(0..<100)
    simulation.run(until: 0.55)
    simulation.isPaused = true
    simulation.turn(until: 1)
    let before = simulation.pool.seen.count
    simulation.run(until: 60)
    #expect(simulation.pool.seen.count == before)
    #expect(simulation.scheduler.inFlight.isEmpty)
    #expect(simulation.scheduler.waiting(simulation.pool.now) == "paused")
    simulation.isPaused = false
    simulation.run()
    #expect(simulation.answered == 100)
  }

  @Test func afterAStopWhatIsUnderWayIsFinishedAndNothingElse() throws {
    let simulation = try Simulation { request in
      request.id == 2 ? .status(500) : .answer(seconds: 0.1 + Double(request.id) / 100)
    }
    simulation.add(0..<100)
    simulation.scheduler.advance(simulation.pool.now) { simulation.pool.start($0, $1) }
    simulation.scheduler.end(.stopped)
    simulation.run()
    #expect(simulation.pool.seen.count == 4)
    // What would have to be sent again is not.
    #expect(simulation.answered == 3 && simulation.outcomes.count == 3)
    #expect(simulation.scheduler.ending == .stopped)
  }

  @Test func whatIsAbandonedIsToldByItsIds() throws {
    let simulation = try Simulation { _ in .answer() }
    simulation.add(0..<100)
    simulation.scheduler.advance(simulation.pool.now) { simulation.pool.start($0, $1) }
    #expect(simulation.scheduler.abandonAll().sorted() == [0, 1, 2, 3])
    #expect(simulation.scheduler.inFlight.isEmpty)
  }

  @Test func aSlowEndpointDoesNotHoldUpAFastOne() throws {
    let simulation = try Simulation([
      Simulation.endpoint("slow", concurrency: 1), Simulation.endpoint("fast", concurrency: 1),
    ]) { request in .answer(seconds: request.body.contains("question 1") ? 10 : 0.1) }
    simulation.add(100..<110, model: "slow")
    simulation.add(200..<210, model: "fast")
    simulation.run(until: 5)
    #expect(simulation.answered == 10)
  }

  @Test func itWantsJobsWhenFewAreLeftAndNoneWhenItEnds() throws {
    let simulation = try Simulation { _ in .answer() }
    #expect(simulation.scheduler.wanted == 64)
    simulation.add(0..<40)
    #expect(simulation.scheduler.wanted == 0)
    simulation.run()
    #expect(simulation.scheduler.wanted == 64)
    simulation.scheduler.end(.stopped)
    #expect(simulation.scheduler.wanted == 0)
  }
}
