import AssayModel
import Testing

@testable import AssayProviders

/// When a request that failed is sent again.
@Suite struct RetrySchedulingTests {
  @Test(arguments: [
    SimulatedPool.Reply.status(500, "oops"), .status(503), .status(529), .status(408), .status(409),
    .status(200, "<html>"), .status(200, #"{"choices":[{"message":{"content":3}}]}"#), .status(200, ""),
    .status(200, #"{"choices":[]}"#), .status(200, #"{"error":{"message":"overloaded","code":502}}"#),
    .problem(.timedOut(.total, seconds: 1)), .problem(.timedOut(.idle, seconds: 1)),
    .problem(.dropped(detail: "x")), .problem(.tooLarge(limit: 1)), .problem(.other(code: 99, detail: "x")),
  ])
  func aFailureOfAMomentIsTriedEightTimesWithGrowingPauses(reply: SimulatedPool.Reply) throws {
    var pauses = [[Double]](repeating: [], count: 7)
    for seed in 0..<60 as Range<UInt64> {
      let simulation = try Simulation(seed: seed) { _ in reply }
      simulation.add(0..<1)
      simulation.run()
      let times = simulation.times
      #expect(times.count == 8)
      for (index, pair) in zip(times, times.dropFirst()).enumerated() {
        pauses[index].append(pair.1 - pair.0 - reply.seconds)
      }
      #expect(simulation.problems.map(\.attempts) == [8])
      #expect(simulation.problems.map(\.stopsRun) == [false])
      #expect(simulation.problems[0].message.contains("(after 8 attempts)"))
      #expect(simulation.scheduler.ending == nil)
    }
    for (index, limit) in [0.5, 1, 2, 4, 8, 16, 30].enumerated() {
      #expect(pauses[index].allSatisfy { $0 >= -1e-9 && $0 <= limit + 1e-9 })
      // Full jitter fills the range: each of these fails once in 0.8^60.
      #expect(pauses[index].min()! < 0.2 * limit && pauses[index].max()! > 0.8 * limit)
    }
  }

  @Test func aJobThatFailsOnceIsAnsweredAndTheOthersDoNotWait() throws {
    var failed = false
    let simulation = try Simulation { _ in
      defer { failed = true }
      return failed ? .answer() : .status(500)
    }
    simulation.add(0..<100)
    simulation.run()
    #expect(simulation.answered == 100)
    #expect(simulation.pool.seen.count == 101)
    #expect(Set(simulation.outcomes.map(\.job.id)).count == 100)
    #expect(simulation.pool.now.seconds < 3.5)
  }

  @Test func retryAfterStopsTheWholeEndpointAndNoOther() throws {
    let simulation = try Simulation([Simulation.endpoint("a"), Simulation.endpoint("b")]) { request in
      request.id == 0 ? .status(429, retryAfter: "7") : .answer()
    }
    simulation.add(0..<40, model: "a")
    simulation.add(100..<140, model: "b")
    simulation.run()
    #expect(simulation.answered == 80)
    // Four went out at once; the first of them ended after 0.1 s.
    let ofA = simulation.pool.seen.filter {
      !$0.body.contains("question 1") || $0.body.contains("question 1\"")
    }
    #expect(!ofA.contains { $0.time > 0.1 && $0.time < 7.1 && $0.body.contains("question 2") })
    #expect(simulation.pool.seen.contains { $0.time > 0.1 && $0.time < 1 && $0.body.contains("question 13") })
    #expect(simulation.pool.now.seconds < 9)
  }

  @Test func aServerThatAsksForTooLongEndsTheRun() throws {
    let simulation = try Simulation { _ in .status(429, "daily limit", retryAfter: "7200") }
    simulation.add(0..<40)
    simulation.run()
    guard case .failed(let problem)? = simulation.scheduler.ending else {
      Issue.record("\(String(describing: simulation.scheduler.ending))")
      return
    }
    #expect(problem.kind == .rateLimit && problem.stopsRun)
    #expect(problem.message.contains("daily limit") && problem.message.contains("7200 s"))
    #expect(simulation.pool.seen.count == 4)
  }

  @Test func a429NeverUsesUpAJobsAttempts() throws {
    // A server that lets through ten a minute and says nothing about when.
    var granted: [Double] = []
    let simulation = try Simulation([Simulation.endpoint(concurrency: 16)]) { request in
      granted.removeAll { $0 <= request.time - 60 }
      if granted.count >= 10 { return .status(429, seconds: 0.02) }
      granted.append(request.time)
      return .answer()
    }
    simulation.add(0..<60)
    simulation.run()
    #expect(simulation.answered == 60)
    #expect(simulation.pool.now.seconds < 420)
    // The pauses grow to half a minute, so that a minute brings few refusals.
    #expect(simulation.pool.seen.count < 60 * 5)
  }

  @Test func single429sWithoutAPauseSlowNobodyElse() throws {
    var random = SeededGenerator(5)
    let simulation = try Simulation([Simulation.endpoint(concurrency: 64)]) { _ in
      Double.random(in: 0..<1, using: &random) < 0.1 ? .status(429) : .answer()
    }
    simulation.add(0..<2000)
    simulation.run()
    #expect(simulation.answered == 2000)
    // The ideal is 2,000 · 0.1 s / 64 / 0.9 = 3.5 s.
    #expect(simulation.pool.now.seconds < 6)
  }

  @Test func newJobsDoNotPileUpBehindFailures() throws {
    var random = SeededGenerator(9)
    let simulation = try Simulation([Simulation.endpoint(concurrency: 4)]) { _ in
      Double.random(in: 0..<1, using: &random) < 0.7 ? .status(500, seconds: 0.01) : .answer(seconds: 0.01)
    }
    simulation.add(0..<400)
    var most = 0
    while simulation.turn() { most = max(most, simulation.scheduler.lanes[0].retries.count) }
    #expect(most <= 2 * 8 + 4)
    #expect(simulation.outcomes.count == 400)
  }
}
