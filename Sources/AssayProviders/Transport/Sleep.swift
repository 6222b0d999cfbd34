import Foundation

/// Waiting that can be given up.
enum Sleep {
  /// Blocks the thread.
  ///
  /// - Throws: `CancellationError`, at most 20 ms late.
  static func until(_ end: ContinuousClock.Instant, isCancelled: () -> Bool) throws {
    while true {
      if isCancelled() { throw CancellationError() }
      let rest = end - ContinuousClock.now
      if rest <= .zero { return }
      Thread.sleep(forTimeInterval: min(0.02, rest.seconds))
    }
  }
}
