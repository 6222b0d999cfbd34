/// How many shingles two texts have, and how many both have.
struct Overlap {
  var first: Int
  var second: Int
  var shared: Int

  /// Jaccard similarity; 0 for texts without shingles.
  var jaccard: Double {
    let union = first + second - shared
    return union == 0 ? 0 : Double(shared) / Double(union)
  }

  /// The share of the smaller set that the larger one has too (Broder 1997).
  var containment: Double {
    let smaller = min(first, second)
    return smaller == 0 ? 0 : Double(shared) / Double(smaller)
  }

  /// Of two ascending arrays of distinct numbers.
  static func shared(_ first: UnsafeBufferPointer<UInt64>, _ second: UnsafeBufferPointer<UInt64>) -> Int {
    var (left, right, shared) = (0, 0, 0)
    while left < first.count, right < second.count {
      let (a, b) = (first[left], second[right])
      // Without branches on the (random) order of the hashes.
      shared += a == b ? 1 : 0
      left += a <= b ? 1 : 0
      right += b <= a ? 1 : 0
    }
    return shared
  }
}
