/// Which texts have a band hash: open addressing over one array, 8 bytes an entry, since a dictionary of small arrays
/// would take ten times the memory and a cache miss more for each band.
struct BandTable {
  /// Entries with the same hash that are kept, so that a look-up costs no more however many texts are alike.
  static let kept = 8

  /// The hash above, the number of the text plus 1 below; 0 where nothing is.
  private var slots: [UInt64]
  private var count = 0

  init() { slots = [UInt64](repeating: 0, count: 1 << 12) }

  /// Calls `body` with the numbers that were inserted under `hash`.
  @inline(__always)
  func forEach(_ hash: UInt32, _ body: (Int) -> Void) {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var place = Int(truncatingIfNeeded: hash) & mask
      while slots[place] != 0 {
        if UInt32(truncatingIfNeeded: slots[place] >> 32) == hash {
          body(Int(truncatingIfNeeded: slots[place] & 0xffff_ffff) - 1)
        }
        place = (place + 1) & mask
      }
    }
  }

  /// Adds a number, unless ``kept`` numbers have the hash.
  mutating func insert(_ number: Int, under hash: UInt32) {
    if (count + 1) * 2 > slots.count { grow() }
    let entry = UInt64(hash) << 32 | UInt64(number + 1)
    let isNew = slots.withUnsafeMutableBufferPointer { Self.put(entry, in: $0) }
    if isNew { count += 1 }
  }

  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    larger.withUnsafeMutableBufferPointer { larger in
      for entry in slots where entry != 0 { _ = Self.put(entry, in: larger) }
    }
    slots = larger
  }

  private static func put(_ entry: UInt64, in slots: UnsafeMutableBufferPointer<UInt64>) -> Bool {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: entry >> 32) & mask
    var alike = 0
    while slots[place] != 0 {
      if slots[place] >> 32 == entry >> 32 {
        alike += 1
        if alike == kept { return false }
      }
      place = (place + 1) & mask
    }
    slots[place] = entry
    return true
  }
}
