import AssayModel
import AssayWorkbench
import Foundation
import Synchronization

/// Long work in the background of the workbench: one large run that judges at a time, beside it what is asked again
/// example by example, and a few runs that generate.
final class RunWorker: Sendable {
  /// A run that is ready to begin.
  struct Prepared: Sendable {
    /// Blocks until it has ended; returns what the screen has to know of that.
    var perform: @Sendable (RunControl) throws -> Action
  }

  /// Makes runs. Both throw a sentence for people when the configuration does not allow it.
  protocol Maker: Sendable {
    func prepare(_ request: RunRequest) throws -> Prepared
    func resume(_ run: RunID) throws -> Prepared
  }

  private struct State {
    var controls: [Int: RunControl] = [:]
    var next = 0
    /// A large run is going on.
    var isBusy = false
    /// Waits until the one before has come.
    var again: [RunRequest] = []
    var isAsking = false
    /// Runs that generate: how many go on, and those that wait for one of them.
    var generating = 0
    var waiting: [@Sendable (any Maker) throws -> Prepared] = []
    var isLeaving = false
  }

  private let maker: any Maker
  private let inbox: Inbox
  private let state = Mutex(State())
  private let ended = DispatchGroup()

  init(_ maker: any Maker, inbox: Inbox) {
    self.maker = maker
    self.inbox = inbox
  }

  /// How many runs of this process are going on.
  var count: Int { state.withLock { $0.controls.count } }

  /// Starts what was asked for. What cannot be started is told.
  func start(_ request: RunRequest) {
    if request.generation != nil { return generate { try $0.prepare(request) } }
    guard request.isFresh else {
      return startLarge(request.measure.flatMap { _ in request.version }) { try $0.prepare(request) }
    }
    let mustBegin = state.withLock { state in
      if state.isLeaving { return false }
      Self.put(request, into: &state.again)
      defer { state.isAsking = true }
      return !state.isAsking
    }
    if mustBegin { spawn { [self] in askAgain() } }
  }

  /// - Parameter generates: whether it makes examples.
  func resume(_ run: RunID, generates: Bool = false) {
    if generates { return generate { try $0.resume(run) } }
    startLarge(nil) { try $0.resume(run) }
  }

  /// Asks all runs to end: gracefully what is in flight is finished and kept.
  func stop(_ wish: RunControl.Stop) {
    let controls = state.withLock { state in
      state.isLeaving = true
      state.again = []
      state.waiting = []
      return Array(state.controls.values)
    }
    for control in controls { control.stop(wish) }
  }

  /// Waits until all runs have ended.
  func wait() { ended.wait() }

  // MARK: Large runs

  /// - Parameter measured: the version whose measurement this is; who waits for it hears that it does not begin.
  private func startLarge(
    _ measured: JudgeID?, _ make: @escaping @Sendable (any Maker) throws -> Prepared
  ) {
    let isFree = state.withLock { state in
      if state.isBusy || state.isLeaving { return false }
      state.isBusy = true
      return true
    }
    guard isFree else {
      let message = Message(.warning, "A run is going on here already; it has to end first")
      inbox.post(measured.map { .judgeMeasured($0, nil, message) } ?? .notice(message))
      return
    }
    spawn { [self] in
      carryOut { try make(maker) }
      state.withLock { $0.isBusy = false }
    }
  }

  // MARK: Generating

  /// So many generate side by side: whoever asks for a handful while many are being made gets them. The same server
  /// answers all of them, so that more would only be slower one by one.
  private static let mostGenerating = 3

  private func generate(_ make: @escaping @Sendable (any Maker) throws -> Prepared) {
    let (mustBegin, isLeaving) = state.withLock { state in
      if state.isLeaving { return (false, true) }
      guard state.generating < Self.mostGenerating else {
        state.waiting.append(make)
        return (false, false)
      }
      state.generating += 1
      return (true, false)
    }
    if mustBegin {
      spawn { [self] in generateInTurn(make) }
    } else if !isLeaving {
      inbox.post(
        .notice(
          Message(.info, "\(Self.mostGenerating) runs are generating; this one begins when one has ended")))
    }
  }

  private func generateInTurn(_ first: @escaping @Sendable (any Maker) throws -> Prepared) {
    var make = first
    while true {
      carryOut(failing: "Not generated") { try make(maker) }
      let next = state.withLock { state in
        if state.waiting.isEmpty { state.generating -= 1 }
        return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
      }
      guard let next else { return }
      make = next
    }
  }

  // MARK: Again

  /// Requests to the same judge that wait become one.
  private static func put(_ request: RunRequest, into waiting: inout [RunRequest]) {
    if let index = waiting.firstIndex(where: { $0.judge == request.judge && $0.budget == request.budget }),
      case .examples(let before) = waiting[index].selection, case .examples(let more) = request.selection
    {
      waiting[index].selection = .examples(before + more.filter { !before.contains($0) })
    } else {
      waiting.append(request)
    }
  }

  private func askAgain() {
    while true {
      let request = state.withLock { state in
        if state.again.isEmpty { state.isAsking = false }
        return state.again.isEmpty ? nil : state.again.removeFirst()
      }
      guard let request else { return }
      carryOut { try maker.prepare(request) }
    }
  }

  // MARK: Threads

  /// - Parameter word: what to say before the reason when it cannot be carried out.
  private func carryOut(failing word: String = "Not judged", _ make: () throws -> Prepared) {
    let control = RunControl()
    let number = state.withLock { state in
      state.next += 1
      state.controls[state.next] = control
      if state.isLeaving { control.stop(.graceful) }
      return state.next
    }
    defer { state.withLock { $0.controls[number] = nil } }
    do {
      inbox.post(try make().perform(control))
    } catch {
      inbox.post(.notice(Message(.error, "\(word): \(error)")))
    }
  }

  private func spawn(_ body: @escaping @Sendable () -> Void) {
    ended.enter()
    let thread = Thread { [ended] in
      Background.lowerPriority()
      body()
      ended.leave()
    }
    thread.name = "assay.run"
    thread.start()
  }
}

/// Work that must not slow down the keys.
enum Background {
  /// Gives way to whatever else this process does; threads that this one starts inherit it.
  static func lowerPriority() {
    #if os(Linux)
      // Of the calling thread only: Linux keeps priorities by thread (setpriority(2)).
      _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
    #endif
  }
}
