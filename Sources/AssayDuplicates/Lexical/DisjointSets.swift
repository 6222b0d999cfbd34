/// Disjoint sets of 0..<count with path halving (Tarjan and van Leeuwen 1984). The smallest item is the root, so the
/// result does not depend on the order of the unions.
struct DisjointSets {
  private var parents: [Int32]

  init(count: Int) { parents = Array(0..<Int32(count)) }

  mutating func root(_ item: Int) -> Int {
    parents.withUnsafeMutableBufferPointer { parents in
      var item = Int32(truncatingIfNeeded: item)
      while parents[Int(item)] != item {
        parents[Int(item)] = parents[Int(parents[Int(item)])]
        item = parents[Int(item)]
      }
      return Int(item)
    }
  }

  mutating func unite(_ one: Int, _ other: Int) {
    let (a, b) = (root(one), root(other))
    if a < b { parents[b] = Int32(a) } else { parents[a] = Int32(b) }
  }
}
