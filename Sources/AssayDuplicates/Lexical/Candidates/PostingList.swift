/// For each image of a shingle the items that have it.
struct PostingList: Sendable {
  /// (image, item), ascending.
  private let entries: [UInt64]
  /// Where the entries with these upper bits of the image begin.
  private let starts: [UInt32]
  private let shift: UInt32
  /// One bit for each value of more upper bits: whether there is an entry.
  private let bits: [UInt64]
  private let bitShift: UInt32

  /// - Parameters:
  ///   - sorted: (image, item), ascending.
  ///   - crowd: no image keeps more items than this, the first ones.
  init(_ sorted: [UInt64], crowd: Int) {
    var kept: [UInt64] = []
    kept.reserveCapacity(sorted.count)
    var run = 0
    for entry in sorted {
      run = kept.last.map { $0 >> 32 == entry >> 32 } ?? false ? run + 1 : 1
      if run <= crowd { kept.append(entry) }
    }
    let width = UInt32(min(24, max(4, Int.bitWidth - kept.count.leadingZeroBitCount)))
    shift = 32 - width
    bitShift = 32 - min(28, width + 3)
    var starts = [UInt32](repeating: 0, count: 1 << Int(width) + 1)
    var bits = [UInt64](repeating: 0, count: max(1, (1 << Int(32 - bitShift)) >> 6))
    for entry in kept {
      let image = UInt32(truncatingIfNeeded: entry >> 32)
      starts[Int(image >> shift) + 1] += 1
      bits[Int((image >> bitShift) >> 6)] |= 1 << UInt64(image >> bitShift & 63)
    }
    for place in 1..<starts.count { starts[place] += starts[place - 1] }
    entries = kept
    self.starts = starts
    self.bits = bits
  }

  @inline(__always)
  func mayHave(_ image: UInt32) -> Bool {
    bits[Int((image >> bitShift) >> 6)] & 1 << UInt64(image >> bitShift & 63) != 0
  }

  /// The entries of an image; the item is in the lower half of each.
  @inline(__always)
  subscript(_ image: UInt32) -> ArraySlice<UInt64> {
    var start = Int(starts[Int(image >> shift)])
    let end = Int(starts[Int(image >> shift) + 1])
    while start < end, entries[start] >> 32 < UInt64(image) { start += 1 }
    var stop = start
    while stop < end, entries[stop] >> 32 == UInt64(image) { stop += 1 }
    return entries[start..<stop]
  }
}
