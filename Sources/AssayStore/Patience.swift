import Foundation

/// How long a writer waits for another one. SQLite's own waiting sleeps up to 100 ms between two
/// looks and would miss the short pauses between the batches of an import; this one looks every
/// millisecond.
enum Patience {
  /// Milliseconds, about; the sleeps are at least as long as asked for.
  static let limit = 5000
  /// An import stays away from the lock for this long after each batch, twice the time between two
  /// looks, so that whoever waits gets in.
  static let pauseBetweenBatches = 0.0025

  /// Sleeps a millisecond; false when the patience is at its end.
  static func waitOnce(tries: Int) -> Bool {
    if tries >= limit { return false }
    Thread.sleep(forTimeInterval: 0.001)
    return true
  }
}
