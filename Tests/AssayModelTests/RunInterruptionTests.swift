import AssayModel
import Testing

@Suite struct RunInterruptionTests {
  private func run(_ state: Run.State = .running, updatedAt: Int64 = 1_000) -> Run {
    Run(
      id: RunID(1), kind: .judge, title: "t", state: state, parameters: "{}", startedAt: 0,
      updatedAt: updatedAt, process: 7, host: "here")
  }

  private func state(_ run: Run, after silence: Int64, from host: String = "here", alive: Set<Int32> = [])
    -> Run.State
  {
    run.seen(at: run.updatedAt + silence, from: host) { alive.contains($0) }.state
  }

  @Test func aRunWithoutAProcessIsInterruptedAtOnce() {
    #expect(state(run(), after: 0) == .interrupted)
    #expect(state(run(.paused), after: 0) == .interrupted)
    #expect(state(run(), after: 0, alive: [8]) == .interrupted)
    #expect(state(run(), after: 0, alive: [7]) == .running)
  }

  @Test func aYoungerProcessWithTheSameNumberIsAnotherOne() {
    func seen(after silence: Int64, started: Int64?) -> Run.State {
      let run = run()
      return run.seen(
        at: run.updatedAt + silence, from: "here", isAlive: { _ in true }, startedAt: { _ in started }
      ).state
    }
    #expect(seen(after: 10_001, started: 1_001) == .interrupted)
    #expect(seen(after: 10_001, started: 999) == .running)
    #expect(seen(after: 10_001, started: nil) == .running)
    // A clock that was set may be behind it: the next sign is waited for.
    #expect(seen(after: 10_000, started: 1_001) == .running)
  }

  @Test func aRunWhoseProcessLivesGoesOn() {
    #expect(state(run(), after: 1_000_000, alive: [7]) == .running)
  }

  @Test func anotherHostsProcessesCannotBeSeen() {
    #expect(state(run(), after: 60_000, from: "there", alive: [7]) == .running)
    #expect(state(run(), after: 60_001, from: "there", alive: [7]) == .interrupted)
  }

  @Test func whatIsOverStaysAsItEnded() {
    for state in Run.State.allCases where state.isOver {
      #expect(self.state(run(state), after: 1_000_000) == state)
    }
  }

  @Test func itEndedWithItsLastSign() {
    let seen = run().seen(at: 99_000, from: "here") { _ in false }
    #expect(seen.endedAt == 1_000)
    #expect(run().seen(at: 2_000, from: "here") { _ in true } == run())
  }
}
