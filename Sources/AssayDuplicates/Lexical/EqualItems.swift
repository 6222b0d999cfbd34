import AssayText

/// Groups items whose keys are equal, of one group of the corpus each.
struct EqualItems {
  /// Each with two items or more, ascending.
  var families: [[Int32]] = []

  /// - Parameters:
  ///   - items: ascending.
  ///   - hash: evenly spread; equal for equal items.
  ///   - isEqual: whether two items with one hash are equal.
  init(_ items: [Int32], hash: (Int) -> UInt64, isEqual: (Int, Int) -> Bool) {
    let entries = items.map { hash(Int($0)) & 0xffff_ffff_0000_0000 | UInt64(UInt32(bitPattern: $0)) }
    let sorted = [UInt64](unsafeUninitializedCapacity: entries.count) { target, count in
      count = entries.count
      entries.withUnsafeBufferPointer {
        UniformSort.sort($0, into: UnsafeMutableBufferPointer(rebasing: target[..<count]))
      }
    }
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end] >> 32 == sorted[start] >> 32 { end += 1 }
      if end - start > 1 {
        var rest = sorted[start..<end].map { Int32(truncatingIfNeeded: $0) }
        // One round, but for the rare items that share half a hash.
        while rest.count > 1 {
          let leader = rest[0]
          let family = rest.filter { isEqual(Int(leader), Int($0)) }
          if family.count > 1 { families.append(family) }
          rest = family.count == rest.count ? [] : rest.filter { !isEqual(Int(leader), Int($0)) }
        }
      }
      start = end
    }
  }
}
