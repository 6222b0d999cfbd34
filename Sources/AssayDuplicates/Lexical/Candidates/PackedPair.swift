/// Two items in one number: the lower one in the upper half, so that numbers sort as pairs do.
enum PackedPair {
  @inline(__always)
  static func pack(_ one: Int, _ other: Int) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: min(one, other))) << 32
      | UInt64(UInt32(truncatingIfNeeded: max(one, other)))
  }

  @inline(__always)
  static func first(_ pair: UInt64) -> Int { Int(pair >> 32) }

  @inline(__always)
  static func second(_ pair: UInt64) -> Int { Int(UInt32(truncatingIfNeeded: pair)) }

  /// Sorts and leaves out repeats.
  static func sortUnique(_ pairs: inout [UInt64]) {
    RadixSort.sort(&pairs)
    guard pairs.count > 1 else { return }
    var kept = 1
    pairs.withUnsafeMutableBufferPointer { pairs in
      for index in 1..<pairs.count where pairs[index] != pairs[kept - 1] {
        pairs[kept] = pairs[index]
        kept += 1
      }
    }
    pairs.removeLast(pairs.count - kept)
  }
}
