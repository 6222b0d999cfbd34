/// Pairs that one thread has found, and a memory of fixed size for those that crowds bring again in every band. The
/// memory changes the time only: repeats are left out at the end anyway.
struct CandidateList {
  var pairs: [UInt64] = []
  /// How many older partners each item has from larger buckets, for all threads: an item is in one bucket of a band.
  let partners: SharedColumn<UInt8>
  private var recent: [UInt64] = []
  private let shift: UInt64

  /// Remembers some eight pairs an item, 16 MB at most.
  init(count: Int, partners: SharedColumn<UInt8>) {
    self.partners = partners
    let bits = min(21, max(10, Int.bitWidth - count.leadingZeroBitCount + 3))
    shift = UInt64(64 - bits)
  }

  /// Whether the pair came lately; remembers it.
  mutating func isRepeated(_ pair: UInt64) -> Bool {
    if recent.isEmpty { recent = [UInt64](repeating: .max, count: 1 << (64 - Int(shift))) }
    let place = Int(((pair ^ pair >> 31) &* 0x9e37_79b9_7f4a_7c15) >> shift)
    if recent[place] == pair { return true }
    recent[place] = pair
    return false
  }
}
