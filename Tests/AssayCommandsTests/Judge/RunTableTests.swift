import AssayModel
import Testing

@testable import AssayCommands

@Suite struct RunTableTests {
  private func run(_ id: Int64, _ state: Run.State, wish: RunWish = RunWish(), ending: String? = nil) -> Run {
    var run = Run(
      id: RunID(id), kind: .judge, title: "judge v\(id)", state: state, parameters: "{}", startedAt: 0,
      updatedAt: 0, process: 1, host: "h", wish: wish)
    run.progress.total = 1_000
    run.progress.done = 20
    run.progress.failed = id == 1 ? 3 : 0
    run.progress.traffic.cost = id == 1 ? nil : 0.5
    run.progress.ending = ending
    return run
  }

  @Test func aLineForEachRunAndOneForItsEnd() {
    let runs = [
      run(3, .running, wish: RunWish(isPaused: true)), run(2, .running, wish: RunWish(isCancelled: true)),
      run(1, .failed, ending: "the \u{7}server"),
    ]
    #expect(
      RunTable.lines(runs, now: 7_200_000) == [
        "run  what      state            done                   cost       began",
        "3    judge v3  being paused     20 of 1,000            0.50       2 h ago",
        "2    judge v2  being cancelled  20 of 1,000            0.50       2 h ago",
        "1    judge v1  failed           20 of 1,000, 3 failed  not known  2 h ago",
        "     the ␇server",
      ])
  }
}
