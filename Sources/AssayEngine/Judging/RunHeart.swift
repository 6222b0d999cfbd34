import AssayModel
import AssayStore
import Dispatch
import Synchronization

/// Keeps a run alive in the workspace's list: writes how far it is about once a second, and looks twice as often at what
/// people ask of it from other processes.
///
/// A beat that fails, because somebody holds the lock for long, is left out. Whatever is really wrong with the database
/// also meets the next answer that is written, and that ends the run.
final class RunHeart: Sendable {
  private struct State {
    var wish = RunWish()
    var beats = 0
  }

  private let workspace: Workspace
  private let run: RunID
  private let control: RunControl
  private let now: @Sendable () -> Int64
  private let look: @Sendable () -> RunProgress
  private let progress: @Sendable (RunProgress) -> Void
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "assay.run")
  // Dispatch's objects may be used from any thread; the type does not say so.
  private nonisolated(unsafe) let timer: any DispatchSourceTimer

  /// - Parameter look: how far the run is at this moment.
  init(
    workspace: Workspace, run: RunID, control: RunControl, every seconds: Double,
    now: @escaping @Sendable () -> Int64, look: @escaping @Sendable () -> RunProgress,
    progress: @escaping @Sendable (RunProgress) -> Void
  ) {
    self.workspace = workspace
    self.run = run
    self.control = control
    self.now = now
    self.look = look
    self.progress = progress
    timer = DispatchSource.makeTimerSource(queue: queue)
    let interval = Int(max(0.01, seconds) * 1000)
    timer.schedule(deadline: .now(), repeating: .milliseconds(interval), leeway: .milliseconds(10))
    timer.setEventHandler { [weak self] in self?.beat() }
    timer.resume()
  }

  /// Returns when no beat is under way any more.
  func stop() {
    timer.cancel()
    queue.sync {}
  }

  private func beat() {
    let writes = state.withLock { state in
      state.beats += 1
      return state.beats % 2 == 0
    }
    try? listen()
    let current = look()
    progress(current)
    guard writes else { return }
    try? workspace.updateRun(run, state: control.isPaused ? .paused : .running, progress: current, at: now())
  }

  /// What has changed is passed on, so that what people ask of the run here is not undone at each beat.
  private func listen() throws {
    let wish = try workspace.wish(of: run)
    let old = state.withLock { state in
      defer { state.wish = wish }
      return state.wish
    }
    if wish.isCancelled { control.stop(.graceful) }
    if wish.isPaused != old.isPaused { control.isPaused = wish.isPaused }
    if wish.concurrency != old.concurrency { control.concurrency = wish.concurrency }
  }
}
