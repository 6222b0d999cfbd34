import Synchronization

/// Until when nobody is to send anything.
final class SharedPause: Sendable {
  private let end = Mutex<ContinuousClock.Instant?>(nil)

  func extend(by duration: Duration) {
    let wanted = ContinuousClock.now + duration
    end.withLock { end in end = max(end ?? wanted, wanted) }
  }

  /// - Throws: `CancellationError`.
  func wait(isCancelled: () -> Bool) throws {
    while let end = end.withLock({ $0 }), end > ContinuousClock.now {
      try Sleep.until(end, isCancelled: isCancelled)
    }
    if isCancelled() { throw CancellationError() }
  }
}
