/// Keeps to so many units a minute without waiting for the minute to be over.
///
/// A bucket that holds three seconds' worth, at least one unit, and is filled at such a rate that no 60 seconds, wherever
/// they begin, see more than the limit: what the full bucket holds and what flows in during a minute add up to it. A
/// single request of more than the bucket holds goes out when the bucket is full, and the debt is waited for.
struct TokenBucket {
  let capacity: Double
  /// Units a second.
  let rate: Double
  /// A little slower than allowed: clocks differ, and sums of fractions are not exact.
  private static let reserve = 0.999
  private var level: Double
  private var time: Duration

  init(perMinute limit: Double, isCounted: Bool, now: Duration) {
    let limit = max(limit, 1e-9)
    if isCounted {
      capacity = max(1, (limit / 20).rounded(.down))
      // The first of those that flow in comes after a whole interval, so one more fits into a minute.
      rate = (limit >= 1 ? limit - capacity + 1 : limit) / 60 * Self.reserve
    } else {
      capacity = limit / 20
      rate = (limit - capacity) / 60 * Self.reserve
    }
    level = capacity
    time = now
  }

  /// How long until so much may be taken.
  mutating func delay(for amount: Double, now: Duration) -> Duration {
    refill(now)
    let missing = min(amount, capacity) - level
    return missing <= 1e-6 ? .zero : .seconds(missing / rate)
  }

  mutating func take(_ amount: Double, now: Duration) {
    refill(now)
    level -= amount
  }

  /// Corrects an estimate; negative: more than was taken.
  mutating func giveBack(_ amount: Double, now: Duration) {
    refill(now)
    level = min(capacity, level + amount)
  }

  private mutating func refill(_ now: Duration) {
    guard now > time else { return }
    level = min(capacity, level + (now - time).seconds * rate)
    time = now
  }
}
