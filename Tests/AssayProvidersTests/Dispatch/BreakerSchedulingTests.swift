import AssayModel
import Testing

@testable import AssayProviders

@Suite struct BreakerSchedulingTests {
  @Test func aServerThatStaysAwayIsTriedByOneRequestAtATimeAndThenGivenUp() throws {
    var isDown = false
    let simulation = try Simulation([Simulation.endpoint(concurrency: 16)]) { request in
      isDown = isDown || request.time > 1
      return isDown ? .status(503, "down", seconds: 0.05) : .answer()
    }
    simulation.add(0..<5000)
    simulation.run()
    guard case .failed(let problem)? = simulation.scheduler.ending else {
      Issue.record("\(String(describing: simulation.scheduler.ending))")
      return
    }
    #expect(problem.kind == .server && problem.status == 503 && problem.stopsRun)
    #expect(problem.message.contains("down") && problem.message.contains("check the server"))
    #expect(simulation.pool.now.seconds > 300 && simulation.pool.now.seconds < 350)
    // No job is called failed for it but the one that tells.
    #expect(simulation.problems.count == 1)
    let trials = simulation.times.filter { $0 > 30 }
    #expect(trials.count < 20)
    #expect(zip(trials, trials.dropFirst()).allSatisfy { $1 - $0 > 10 })
  }

  @Test func whenItComesBackAllGoesOn() throws {
    let simulation = try Simulation([Simulation.endpoint(concurrency: 16)]) { request in
      (1..<100).contains(request.time) ? .problem(.refused(detail: "no"), seconds: 0.001) : .answer()
    }
    simulation.add(0..<1000)
    simulation.run()
    #expect(simulation.scheduler.ending == nil)
    #expect(simulation.answered == 1000)
    #expect(simulation.times.count { $0 > 2 && $0 < 100 } < 50)
    #expect(simulation.pool.now.seconds < 140)
  }

  @Test func aServerThatWasNeverThereIsGivenUpSoon() throws {
    let simulation = try Simulation([Simulation.endpoint(concurrency: 16)]) { _ in
      .problem(.refused(detail: "port 9"), seconds: 0.001)
    }
    simulation.add(0..<1000)
    simulation.run()
    guard case .failed(let problem)? = simulation.scheduler.ending else {
      Issue.record("no failure")
      return
    }
    #expect(problem.kind == .connection && problem.message.contains("is the server running?"))
    #expect(simulation.pool.now.seconds >= 5 && simulation.pool.now.seconds < 10)
    #expect(simulation.pool.seen.count < 25)
  }

  @Test func evenOneJobAloneIsEnoughForThat() throws {
    let simulation = try Simulation { _ in .problem(.hostNotFound(detail: "x"), seconds: 0.001) }
    simulation.add(0..<1)
    simulation.run()
    guard case .failed? = simulation.scheduler.ending else {
      Issue.record("no failure")
      return
    }
    #expect(simulation.pool.now.seconds < 10)
  }

  @Test func aJobThatTheServerStumblesOverEndsAlone() throws {
    let simulation = try Simulation([Simulation.endpoint(concurrency: 1)]) { request in
      request.body.contains("question 3\"") ? .status(500) : .answer()
    }
    simulation.add(0..<5)
    simulation.run()
    #expect(simulation.scheduler.ending == nil)
    #expect(simulation.answered == 4)
    #expect(simulation.problems.map(\.attempts) == [8])
  }

  @Test(arguments: [
    TransportProblem.untrusted(detail: "self-signed"), .badAuthorities(file: "x"),
    .badAddress(url: "x", reason: "y"),
  ])
  func whatNoRetryCanCureEndsTheRunAtOnce(problem: TransportProblem) throws {
    let simulation = try Simulation { _ in .problem(problem) }
    simulation.add(0..<100)
    simulation.run()
    #expect(simulation.pool.seen.count == 4)
    guard case .failed? = simulation.scheduler.ending else {
      Issue.record("no failure")
      return
    }
  }
}
