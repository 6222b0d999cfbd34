import AssayModel
import AssayTesting
import Testing

@testable import AssayStore

@Suite struct RunTests {
  private let workspace: Workspace

  init() throws { workspace = try temporaryWorkspace() }

  private func begin(
    at: Int64 = ThisProcess.now, process: Int32 = ThisProcess.number, host: String = ThisProcess.host
  ) throws -> RunID {
    try workspace.beginRun(
      kind: .judge, title: "judge v1 · small", parameters: "{}", at: at, process: process, host: host)
  }

  private func progress(_ done: Int) -> RunProgress {
    var progress = RunProgress()
    progress.done = done
    progress.histograms = [.init(dimension: "accuracy", minimum: 1, counts: [0, 1, 2, 3, 4])]
    progress.traffic.rate = .nan
    return progress
  }

  @Test func aRunComesBackAsItIs() throws {
    let now = ThisProcess.now
    let id = try begin(at: now)
    let other = try begin(at: now)
    try workspace.updateRun(id, state: .paused, progress: progress(3), at: now + 1)
    let run = try #require(try workspace.run(id))
    #expect(run.state == .paused && run.kind == .judge && run.title == "judge v1 · small")
    #expect(run.progress.done == 3 && run.progress.histograms == progress(3).histograms)
    #expect(run.progress.traffic.rate.isNaN)
    #expect(run.startedAt == now && run.updatedAt == now + 1 && run.endedAt == nil)
    #expect(run.process == ThisProcess.number && run.host == ThisProcess.host && !run.host.isEmpty)
    #expect(try workspace.runs(limit: 9).map(\.id) == [other, id])
    #expect(try workspace.runs(limit: 1).map(\.id) == [other])
    #expect(try workspace.run(RunID(99)) == nil)
  }

  @Test func whatComesLateDoesNotBringARunBack() throws {
    let id = try begin()
    try workspace.updateRun(id, state: .cancelled, progress: progress(5), at: 20)
    try workspace.updateRun(id, state: .running, progress: progress(6), at: 30)
    try workspace.record(JudgingResult(run: (id, progress(7))), at: 40)
    let run = try #require(try workspace.run(id))
    #expect(run.state == .cancelled && run.progress.done == 5 && run.endedAt == 20 && run.updatedAt == 20)
  }

  @Test func progressIsWrittenWithTheScores() throws {
    let now = ThisProcess.now
    let id = try begin(at: now)
    try workspace.record(
      JudgingResult(answers: [JudgingSamples.answer(1)], run: (id, progress(2))), at: now + 9)
    let run = try #require(try workspace.run(id))
    #expect(run.progress.done == 2 && run.updatedAt == now + 9 && run.state == .running)
  }

  @Test func aRunWhoseProcessIsGoneIsInterrupted() throws {
    // No process has this number: it is beyond what Linux and macOS give.
    let gone = try begin(process: Int32.max)
    // Before this process began, its number was another one's.
    let older = try begin(at: 5)
    let elsewhere = try begin(at: 5, process: 1, host: "elsewhere.example")
    let alive = try begin()
    let states = try [gone, older, elsewhere, alive].map { try workspace.run($0)?.state }
    #expect(states == [.interrupted, .interrupted, .interrupted, .running])
    #expect(
      try workspace.runs(limit: 9).map(\.state) == [.running, .interrupted, .interrupted, .interrupted])
  }

  @Test func wishesReachTheRunFromAnywhere() throws {
    let folder = try TemporaryFolder()
    let run = try create(folder)
    let id = try run.beginRun(kind: .probes, title: "t", parameters: "{}", at: 1)
    #expect(try run.wish(of: id) == RunWish())
    let wish = RunWish(isPaused: true, isCancelled: false, concurrency: 8)
    try open(folder).setWish(wish, for: id)
    #expect(try run.wish(of: id) == wish)
    #expect(try run.run(id)?.wish == wish)
    try run.updateRun(id, state: .running, progress: progress(1), at: 2)
    #expect(try run.wish(of: id) == wish)
  }

  @Test func theSecretIsMadeOnce() throws {
    let folder = try TemporaryFolder()
    let secret = try create(folder).secret()
    #expect(secret.count == 32 && Set(secret).count > 4)
    #expect(try open(folder).secret() == secret)
    #expect(try workspace.secret() != secret)
  }
}
