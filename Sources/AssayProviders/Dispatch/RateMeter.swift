/// How many a second, over the last five seconds.
struct RateMeter {
  private static let slots = 20
  private static let slotSeconds = 0.25
  private var counts = [Int](repeating: 0, count: slots)
  /// The number of the slot that is being filled, since the beginning.
  private var current = 0

  mutating func add(_ count: Int, now: Duration) {
    move(to: now)
    counts[current % Self.slots] += count
  }

  mutating func rate(now: Duration) -> Double {
    move(to: now)
    let covered = min(now.seconds, Double(Self.slots - 1) * Self.slotSeconds + offset(now))
    return covered <= 0 ? 0 : Double(counts.reduce(0, +)) / covered
  }

  private func offset(_ now: Duration) -> Double { now.seconds - Double(current) * Self.slotSeconds }

  private mutating func move(to now: Duration) {
    let wanted = Int(now.seconds / Self.slotSeconds)
    guard wanted > current else { return }
    for slot in max(current + 1, wanted - Self.slots + 1)...wanted { counts[slot % Self.slots] = 0 }
    current = wanted
  }
}
