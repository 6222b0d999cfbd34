/// Disjoint sets of 0..<count with path halving (Tarjan and van Leeuwen 1984). The lowest item is the root, so the
/// result does not depend on the order of the unions.
struct DisjointSets {
  private var parents: [Int32]

  init(count: Int) { parents = Array(0..<Int32(count)) }

  mutating func root(_ item: Int32) -> Int32 {
    parents.withUnsafeMutableBufferPointer { parents in
      var item = item
      while parents[Int(item)] != item {
        let grandparent = parents[Int(parents[Int(item)])]
        parents[Int(item)] = grandparent
        item = grandparent
      }
      return item
    }
  }

  /// The root of the two.
  @discardableResult
  mutating func unite(_ first: Int32, _ second: Int32) -> Int32 {
    let (a, b) = (root(first), root(second))
    if a == b { return a }
    parents[Int(max(a, b))] = min(a, b)
    return min(a, b)
  }
}

extension DisjointSets {
  /// The same for indices of arrays.
  mutating func root(_ item: Int) -> Int { Int(root(Int32(truncatingIfNeeded: item))) }

  /// The same for indices of arrays.
  mutating func unite(_ first: Int, _ second: Int) {
    _ = unite(Int32(truncatingIfNeeded: first), Int32(truncatingIfNeeded: second))
  }
}
