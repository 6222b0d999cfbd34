/// Groups items with equal 32-bit keys by sorting packed (key, item) pairs: 16 bytes an item at most,
/// where a dictionary would take several times that.
struct HashBuckets {
  private var packed: [UInt64] = []
  private var scratch: [UInt64] = []

  mutating func removeAll() { packed.removeAll(keepingCapacity: true) }

  mutating func append(key: UInt32, item: Int32) {
    packed.append(UInt64(key) << 32 | UInt64(UInt32(bitPattern: item)))
  }

  /// Calls `body` with the items of every key that has two or more, in the order they were appended.
  mutating func forEachShared(_ body: (ArraySlice<Int32>) throws -> Void) rethrows {
    sort()
    var items: [Int32] = []
    var start = 0
    while start < packed.count {
      var end = start + 1
      while end < packed.count, packed[end] >> 32 == packed[start] >> 32 { end += 1 }
      if end - start > 1 {
        items.removeAll(keepingCapacity: true)
        for index in start..<end { items.append(Int32(truncatingIfNeeded: packed[index])) }
        try body(items[...])
      }
      start = end
    }
  }

  /// Least-significant-digit radix sort by key in three passes; stable, so items keep their order.
  private mutating func sort() {
    guard packed.count > 1 else { return }
    scratch = [UInt64](repeating: 0, count: packed.count)
    for shift in [UInt64(32), 43, 54] { pass(shift: shift) }
    scratch = []
  }

  private mutating func pass(shift: UInt64) {
    let mask: UInt64 = shift == 54 ? 0x3FF : 0x7FF
    var places = [Int](repeating: 0, count: 2048)
    for value in packed { places[Int(value >> shift & mask)] += 1 }
    var sum = 0
    for digit in places.indices { (places[digit], sum) = (sum, sum + places[digit]) }
    scratch.withUnsafeMutableBufferPointer { scratch in
      for value in packed {
        let digit = Int(value >> shift & mask)
        scratch[places[digit]] = value
        places[digit] += 1
      }
    }
    swap(&packed, &scratch)
  }
}
