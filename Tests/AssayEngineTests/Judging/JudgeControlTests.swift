import AssayEngine
import AssayModel
import AssayStore
import Foundation
import GRDB
import Synchronization
import Testing

@Suite struct JudgeControlTests {
  @Test func aStoppedRunGoesOnWhereItWas() throws {
    let workspace = try JudgeTesting.workspace(200)
    var sent = 0
    var judged = 0
    for _ in 0..<4 {
      let control = RunControl()
      let service = ScriptedService { job, number in
        if number == 40 { control.stop(.graceful) }
        return .success(JudgeTesting.answer(job.request))
      }
      let summary = try JudgeTesting.run(workspace, JudgeTesting.options(), service, control: control)
      #expect(summary.ending == .stopped)
      #expect(try workspace.run(summary.run)?.state == .cancelled)
      sent += service.sent.count
      judged += summary.judged
    }
    let rest = ScriptedService()
    let last = try JudgeTesting.run(workspace, JudgeTesting.options(), rest)
    #expect(last.ending == .finished)
    #expect(sent + rest.sent.count == 200)
    #expect(judged + last.judged == 200)
    #expect(try workspace.wrongOnes(last.judge) == [])
  }

  @Test func aRunThatIsStoppedWhileNeighboursAreGotReadyHasAskedNothing() throws {
    let workspace = try JudgeTesting.workspace(20)
    let control = RunControl()
    control.stop(.graceful)
    let service = ScriptedService()
    let options = JudgeTesting.options { $0.specification.neighbours = 3 }
    let summary = try JudgeTesting.run(workspace, options, service, control: control)
    #expect((summary.ending, summary.judged, service.sent.count) == (.stopped, 0, 0))
    #expect(try workspace.run(summary.run)?.state == .cancelled)
  }

  @Test func aBudgetEndsItAndTheStateSaysSo() throws {
    let workspace = try JudgeTesting.workspace(50)
    var options = JudgeTesting.options()
    options.budget = 0.205
    let summary = try JudgeTesting.run(workspace, options, ScriptedService())
    #expect(summary.ending == .budgetSpent)
    #expect(summary.judged == 20)
    let run = try #require(try workspace.run(summary.run))
    #expect((run.state, run.progress.done, run.progress.budget) == (.budgetSpent, 20, 0.205))
    #expect(JudgeParameters(json: run.parameters)?.budget == 0.205)
  }

  @Test func whatAServiceCannotGoOnWithIsInTheRun() throws {
    let workspace = try JudgeTesting.workspace(2)
    let summary = try JudgeTesting.run(workspace, JudgeTesting.options(), FailingService())
    #expect(summary.ending == .failed(FailingService.problem))
    let run = try #require(try workspace.run(summary.run))
    #expect((run.state, run.progress.ending) == (.failed, "401: the key is wrong"))
  }

  @Test func whatPeopleAskOfARunFromElsewhereReachesIt() throws {
    let workspace = try JudgeTesting.workspace(64)
    let control = RunControl()
    let service = ScriptedService(atOnce: 8) { job, number in
      if number == 16 {
        let run = try workspace.runs(limit: 1)[0].id
        try workspace.setWish(RunWish(isPaused: true, concurrency: 3), for: run)
        Self.wait { control.isPaused && control.concurrency == 3 }
        // It says that it is paused, and goes on when it is asked to.
        Self.wait { (try? workspace.run(run)?.state) == .paused }
        try workspace.setWish(RunWish(isPaused: false, concurrency: 3), for: run)
        Self.wait { !control.isPaused }
      }
      if number == 32 {
        let run = try workspace.runs(limit: 1)[0].id
        try workspace.setWish(RunWish(isCancelled: true), for: run)
        Self.wait { control.stop == .graceful }
      }
      return .success(JudgeTesting.answer(job.request))
    }
    let summary = try JudgeTesting.run(workspace, JudgeTesting.options(), service, control: control)
    #expect(summary.ending == .stopped)
    #expect(summary.judged == 40)
    #expect(control.concurrency == nil)
  }

  @Test func aRunTellsHowFarItIsAndWhatItWillCost() throws {
    let workspace = try JudgeTesting.workspace(100)
    let seen = Mutex<[RunProgress]>([])
    let service = ScriptedService { job, number in
      // A look in the middle: by then there is a figure for the whole.
      if number % 32 == 31 { Self.wait { seen.withLock { ($0.last?.done ?? 0) >= number - 31 } } }
      return .success(JudgeTesting.answer(job.request))
    }
    _ = try JudgeRun(workspace: workspace, options: JudgeTesting.options()).run(
      service: service, control: RunControl(), progress: { one in seen.withLock { $0.append(one) } })
    let all = seen.withLock { $0 }
    #expect(all.map(\.done) == all.map(\.done).sorted())
    #expect(all.last?.done == 100)
    let middle = try #require(all.last { $0.done >= 32 && $0.done < 100 })
    let expected = try #require(middle.expectedCost)
    #expect(abs(expected - 1) < 0.6)
    #expect(abs((all.last?.expectedCost ?? 0) - 1) < 1e-9)
  }

  @Test func twoRunsOnOneWorkspaceShareTheWork() throws {
    let workspace = try JudgeTesting.workspace(400)
    let summaries = Mutex<[JudgeSummary]>([])
    let services = [ScriptedService(atOnce: 4), ScriptedService(atOnce: 4)]
    DispatchQueue.concurrentPerform(iterations: 2) { index in
      if let summary = try? JudgeTesting.run(workspace, JudgeTesting.options(), services[index]) {
        summaries.withLock { $0.append(summary) }
      }
    }
    let both = summaries.withLock { $0 }
    #expect(both.count == 2)
    #expect(both.allSatisfy { $0.ending == .finished && $0.judge.id == both[0].judge.id })
    #expect(try workspace.judges().first?.count == 400)
    #expect(try workspace.wrongOnes(both[0].judge) == [])
    // Each may have opened a group that the other was working on; no more is paid twice.
    #expect(services.reduce(0) { $0 + $1.sent.count } <= 400 + 3 * 64)
  }

  @Test func anErrorWhileRecordingEndsTheRunAndNothingOfItCounts() throws {
    let workspace = try JudgeTesting.workspace(40)
    let service = ScriptedService(atOnce: 8) { job, number in
      if number == 20 {
        try Self.change(
          workspace,
          "CREATE TRIGGER full BEFORE INSERT ON answer BEGIN SELECT RAISE(ABORT, 'no room'); END")
      }
      return .success(JudgeTesting.answer(job.request))
    }
    #expect(throws: WorkspaceError.self) {
      try JudgeTesting.run(workspace, JudgeTesting.options(), service)
    }
    let run = try #require(try workspace.runs(limit: 1).first)
    #expect((run.state, run.progress.done) == (.failed, 16))
    #expect(run.progress.ending?.contains("no room") == true)
    try Self.change(workspace, "DROP TRIGGER full")
    let judge = try #require(try workspace.judges().first)
    #expect(judge.count == 16)
    #expect(try workspace.answerCount() == 16)
    let rest = ScriptedService()
    #expect(try JudgeTesting.run(workspace, JudgeTesting.options(), rest).judged == 24)
    #expect(rest.sent.count == 24)
  }

  @Test func aLockThatSomebodyHoldsForAMomentDoesNoHarm() throws {
    let workspace = try JudgeTesting.workspace(40)
    let queue = try Self.queue(workspace)
    let service = ScriptedService(atOnce: 8) { job, number in
      if number == 20 { Self.lock(queue) { usleep(200_000) } }
      return .success(JudgeTesting.answer(job.request))
    }
    let summary = try JudgeTesting.run(workspace, JudgeTesting.options(), service)
    #expect(summary.judged == 40)
    #expect(try workspace.wrongOnes(summary.judge) == [])
  }

  /// The patience of one write is about five seconds, longer on a busy machine, and this takes six: what was answered is
  /// paid for and is not given up.
  @Test func aLockThatLastsLongerThanAWriteWaitsIsWaitedForAndNothingIsAskedTwice() throws {
    let workspace = try JudgeTesting.workspace(40)
    let queue = try Self.queue(workspace)
    let service = ScriptedService(atOnce: 8) { job, number in
      if number == 20 { Self.lock(queue) { usleep(6_000_000) } }
      return .success(JudgeTesting.answer(job.request))
    }
    let summary = try JudgeTesting.run(workspace, JudgeTesting.options(), service)
    #expect((summary.judged, service.sent.count) == (40, 40))
    #expect(try workspace.wrongOnes(summary.judge) == [])
  }

  @Test func aLockThatNeverEndsEndsTheRunWithAnErrorAndWhatWasSavedIsThere() throws {
    let workspace = try JudgeTesting.workspace(40)
    let queue = try Self.queue(workspace)
    let isOver = DispatchSemaphore(value: 0)
    let released = DispatchSemaphore(value: 0)
    let service = ScriptedService(atOnce: 8) { job, number in
      if number == 20 {
        Self.lock(queue) {
          isOver.wait()
          released.signal()
        }
      }
      return .success(JudgeTesting.answer(job.request))
    }
    var options = JudgeTesting.options()
    options.writeTries = 1
    #expect(throws: WorkspaceError.busy(path: workspace.path)) {
      try JudgeTesting.run(workspace, options, service)
    }
    isOver.signal()
    released.wait()
    let saved = try workspace.answerCount()
    #expect(saved > 0 && saved < 40)
    let rest = ScriptedService()
    let summary = try JudgeTesting.run(workspace, JudgeTesting.options(), rest)
    #expect(rest.sent.count == 40 - saved)
    #expect(try workspace.wrongOnes(summary.judge) == [])
  }

  /// Returns once another process, as it seems, holds the lock for as long as `body` takes.
  private static func lock(_ queue: DatabaseQueue, while body: @escaping @Sendable () -> Void) {
    let isLocked = DispatchSemaphore(value: 0)
    // A thread, because the pool's may all be with tests that wait.
    Thread.detachNewThread {
      try? queue.inTransaction(.immediate) { _ in
        isLocked.signal()
        body()
        return .commit
      }
    }
    isLocked.wait()
  }

  /// Another process, as far as the database can tell.
  private static func queue(_ workspace: Workspace) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    return try DatabaseQueue(path: workspace.path, configuration: configuration)
  }

  private static func change(_ workspace: Workspace, _ sql: String) throws {
    try queue(workspace).write { try $0.execute(sql: sql) }
  }

  /// Waits for something that happens in another thread; a test that hangs is ended after a while.
  private static func wait(_ holds: () -> Bool) {
    for _ in 0..<10_000 where !holds() { usleep(1_000) }
  }
}

private struct FailingService: ChatService {
  static let problem = ChatProblem(
    kind: .refused, status: 401, message: "401: the key is wrong", stopsRun: true)
  func run(
    _ work: any ChatWork, control: RunControl, budget: Double?,
    observe: @escaping @Sendable (ChatTraffic) -> Void
  ) throws -> ChatEnding {
    _ = try work.next(1)
    return .failed(Self.problem)
  }
}
