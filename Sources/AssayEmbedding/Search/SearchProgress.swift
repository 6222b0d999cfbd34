import Synchronization

/// Tells how far a search is, from any thread: in whole percents, and never backwards.
final class SearchProgress: Sendable {
  private let state = Mutex<(done: Double, told: Int)>((0, -1))
  private let report: (@Sendable (Double) -> Void)?
  private let cancelled: @Sendable () -> Bool

  init(_ report: (@Sendable (Double) -> Void)?, isCancelled: @escaping @Sendable () -> Bool) {
    self.report = report
    cancelled = isCancelled
  }

  var isCancelled: Bool { cancelled() }

  /// - Parameter share: Of the whole, 0...1.
  func advance(_ share: Double) {
    guard let report else { return }
    state.withLock { state in
      state.done = min(1, state.done + share)
      let percent = Int(state.done * 100 + 1e-6)
      if percent > state.told {
        state.told = percent
        report(Double(percent) / 100)
      }
    }
  }
}
