import AssayModel
import AssayStore

extension SubtleProbes {
  /// Blocks until all proposals are there or something ends it. Meanwhile the entry in the list of runs says how far it
  /// is, and any process can ask it there to pause, to go on, to stop or to change its speed.
  ///
  /// - Parameters:
  ///   - run: its entry, which is left as running: whoever began it ends it.
  ///   - budget: what may be spent at most; nil: no limit.
  ///   - progress: told twice a second and at the end, from another thread.
  /// - Returns: why it ended, and how far it came.
  public func run(
    _ run: RunID, service: any ChatService, control: RunControl, budget: Double? = nil,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws -> (ending: ChatEnding, progress: RunProgress) {
    let look: @Sendable () -> RunProgress = {
      var current = self.progress
      current.budget = budget
      return current
    }
    let heart = RunHeart(
      workspace: workspace, run: run, control: control, every: 0.5, now: now, look: look, progress: progress)
    defer { heart.stop() }
    let ending = try service.run(self, control: control, budget: budget) { self.observe($0) }
    heart.stop()
    let last = look()
    progress(last)
    return (ending, last)
  }
}
