import AssayModel

/// The order of ``DuplicatePair``, for millions of pairs.
enum PairOrder {
  /// Sorted as `pairs.sorted()` does, and without repeats.
  static func sorted(_ pairs: [DuplicatePair]) -> [DuplicatePair] {
    var result = pairs
    RadixSort.sort(&result, by: key)
    // What is left are the methods of each pair.
    var (start, kept) = (0, 0)
    while start < result.count {
      var end = start + 1
      while end < result.count, key(result[end]) == key(result[start]) { end += 1 }
      if end - start > 1 { result[start..<end].sort() }
      for index in start..<end where kept == 0 || result[index] != result[kept - 1] {
        result[kept] = result[index]
        kept += 1
      }
      start = end
    }
    result.removeLast(result.count - kept)
    return result
  }

  /// Whether `pairs`, sorted, hold a pair of a method.
  static func contains(_ pair: UInt64, _ method: DuplicateMethod, in pairs: [DuplicatePair]) -> Bool {
    var (low, high) = (0, pairs.count)
    while low < high {
      let middle = (low + high) / 2
      if key(pairs[middle]) < pair { low = middle + 1 } else { high = middle }
    }
    while low < pairs.count, key(pairs[low]) == pair {
      if pairs[low].method == method { return true }
      low += 1
    }
    return false
  }

  private static func key(_ pair: DuplicatePair) -> UInt64 {
    PackedPair.pack(Int(pair.first), Int(pair.second))
  }
}
