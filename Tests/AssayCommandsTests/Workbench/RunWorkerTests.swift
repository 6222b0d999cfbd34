import AssayModel
import AssayWorkbench
import Dispatch
import Synchronization
import Testing

@testable import AssayCommands

/// Runs that go on until they are told to stop or to end.
private final class GatedMaker: RunWorker.Maker {
  struct Refusal: Error, CustomStringConvertible { let description: String }

  let requests = Mutex<[RunRequest]>([])
  let resumed = Mutex<[RunID]>([])
  let stops = Mutex<[RunControl.Stop]>([])
  /// Signalled once for each run that has begun.
  let began = DispatchSemaphore(value: 0)
  /// Lets one run end.
  let gate = DispatchSemaphore(value: 0)
  var refuses: Bool { false }

  func prepare(_ request: RunRequest) throws -> RunWorker.Prepared {
    if request.judge == "nobody" { throw Refusal(description: "there is no judge \"nobody\"") }
    requests.withLock { $0.append(request) }
    return run()
  }

  func resume(_ run: RunID) throws -> RunWorker.Prepared {
    resumed.withLock { $0.append(run) }
    return self.run()
  }

  private func run() -> RunWorker.Prepared {
    RunWorker.Prepared { [self] control in
      began.signal()
      while gate.wait(timeout: .now() + .milliseconds(1)) == .timedOut, control.stop == .no {}
      stops.withLock { $0.append(control.stop) }
      return .notice(Message(.info, "ended"))
    }
  }
}

@Suite struct RunWorkerTests {
  private func again(_ ids: Int64..., judge: String = "judge") -> RunRequest {
    RunRequest(judge: judge, selection: .examples(ids.map { ExampleID($0) }), isFresh: true)
  }

  private func messages(_ inbox: Inbox) -> [String] {
    inbox.takeAll().compactMap { if case .notice(let message) = $0 { message.text } else { nil } }
  }

  @Test func oneLargeRunAtATime() throws {
    let inbox = try Inbox()
    let maker = GatedMaker()
    let worker = RunWorker(maker, inbox: inbox)
    worker.start(RunRequest(selection: .unjudged))
    maker.began.wait()
    worker.start(RunRequest(selection: .all))
    worker.resume(RunID(3))
    #expect(messages(inbox).allSatisfy { $0.contains("going on here already") })
    maker.gate.signal()
    worker.wait()
    #expect(maker.requests.withLock { $0.count } == 1)
    #expect(worker.count == 0)
    #expect(messages(inbox) == ["ended"])
    worker.resume(RunID(3))
    maker.began.wait()
    maker.gate.signal()
    worker.wait()
    #expect(maker.resumed.withLock { $0 } == [RunID(3)])
  }

  @Test func whatIsAskedAgainMeanwhileIsAskedTogether() throws {
    let inbox = try Inbox()
    let maker = GatedMaker()
    let worker = RunWorker(maker, inbox: inbox)
    worker.start(again(1))
    maker.began.wait()
    for id in [2, 3, 2] { worker.start(again(Int64(id))) }
    worker.start(again(9, judge: "strict"))
    for _ in 0..<3 { maker.gate.signal() }
    worker.wait()
    #expect(maker.requests.withLock { $0 } == [again(1), again(2, 3), again(9, judge: "strict")])
  }

  @Test func anExampleIsJudgedAgainBesideALargeRun() throws {
    let maker = GatedMaker()
    let worker = RunWorker(maker, inbox: try Inbox())
    worker.start(RunRequest(selection: .unjudged))
    maker.began.wait()
    worker.start(again(1))
    maker.began.wait()
    #expect(worker.count == 2)
    worker.stop(.graceful)
    worker.wait()
  }

  private func generation(_ count: Int) -> RunRequest {
    RunRequest(
      selection: .examples([]), generation: .init(technique: .direct, count: count, examples: [ExampleID(1)]))
  }

  @Test func aFewGenerateSideBySideAndBesideJudgingTheRestInTurn() throws {
    let inbox = try Inbox()
    let maker = GatedMaker()
    let worker = RunWorker(maker, inbox: inbox)
    worker.start(RunRequest(selection: .unjudged))
    maker.began.wait()
    for count in 1...4 { worker.start(generation(count)) }
    for _ in 1...3 { maker.began.wait() }
    #expect(worker.count == 4, "judging and three that generate")
    #expect(messages(inbox).count { $0.contains("begins when one has ended") } == 1)
    maker.gate.signal()
    maker.gate.signal()
    maker.gate.signal()
    maker.gate.signal()
    maker.gate.signal()
    worker.wait()
    #expect(maker.requests.withLock { $0.count } == 5)
    #expect(maker.requests.withLock { $0.contains(generation(4)) })
  }

  @Test func aRunThatGeneratedIsGoneOnWithBesideJudging() throws {
    let maker = GatedMaker()
    let worker = RunWorker(maker, inbox: try Inbox())
    worker.start(RunRequest(selection: .unjudged))
    maker.began.wait()
    worker.resume(RunID(7), generates: true)
    maker.began.wait()
    #expect(maker.resumed.withLock { $0 } == [RunID(7)])
    worker.stop(.graceful)
    worker.wait()
  }

  @Test func whatWaitsToGenerateIsForgottenOnLeaving() throws {
    let maker = GatedMaker()
    let worker = RunWorker(maker, inbox: try Inbox())
    for count in 1...4 { worker.start(generation(count)) }
    for _ in 1...3 { maker.began.wait() }
    worker.stop(.graceful)
    worker.wait()
    #expect(maker.requests.withLock { $0.count } == 3)
  }

  @Test func leavingStopsGracefullyAndStartsNothingNew() throws {
    let maker = GatedMaker()
    let worker = RunWorker(maker, inbox: try Inbox())
    worker.start(RunRequest(selection: .unjudged))
    maker.began.wait()
    worker.stop(.graceful)
    worker.start(RunRequest(selection: .all))
    worker.start(again(1))
    worker.wait()
    #expect(maker.stops.withLock { $0 } == [.graceful])
    #expect(maker.requests.withLock { $0.count } == 1)
  }

  @Test func whatCannotBeStartedIsTold() throws {
    let inbox = try Inbox()
    let maker = GatedMaker()
    let worker = RunWorker(maker, inbox: inbox)
    worker.start(RunRequest(judge: "nobody", selection: .unjudged))
    worker.wait()
    worker.start(again(1, judge: "nobody"))
    worker.wait()
    #expect(messages(inbox) == Array(repeating: "Not judged: there is no judge \"nobody\"", count: 2))
  }
}
