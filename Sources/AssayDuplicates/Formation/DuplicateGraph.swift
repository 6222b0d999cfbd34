import AssayModel

/// The pairs as a graph of contents, in flat arrays: a content is an example or several that are copies of one
/// another. Only examples that are in a pair are there.
struct DuplicateGraph: Sendable {
  /// An end of an edge, as seen from the other.
  struct Neighbour: Sendable {
    var content: Int32
    var similarity: Float
    var code: DuplicateEdge.Code
  }

  /// The number of examples, in pairs or not.
  let count: Int
  /// By example index; -1: in no pair.
  private(set) var contentOf: [Int32]
  /// The examples of content c, ascending, are `members[memberStarts[c]..<memberStarts[c + 1]]`.
  private(set) var members: [Int32] = []
  private(set) var memberStarts: [Int] = [0]
  /// The neighbours of content c, by their content, are `neighbours[neighbourStarts[c]..<neighbourStarts[c + 1]]`.
  private(set) var neighbours: [Neighbour] = []
  private(set) var neighbourStarts: [Int] = [0]

  var contents: Int { memberStarts.count - 1 }

  init(count: Int, pairs: [DuplicatePair]) {
    self.count = count
    contentOf = [Int32](repeating: -1, count: count)
    gatherContents(pairs)
    gatherNeighbours(pairs)
  }

  private mutating func gatherContents(_ pairs: [DuplicatePair]) {
    var sets = DisjointSets(count: count)
    var isPaired = [Bool](repeating: false, count: count)
    for pair in pairs where Self.isSound(pair) {
      precondition(pair.first >= 0 && Int(pair.second) < count, "a pair of examples that are there")
      isPaired[Int(pair.first)] = true
      isPaired[Int(pair.second)] = true
      if pair.method == .exact { sets.unite(pair.first, pair.second) }
    }
    // The root is the oldest, so contents are numbered by their oldest examples.
    for item in 0..<count where isPaired[item] {
      let root = Int(sets.root(Int32(item)))
      if root == item {
        contentOf[item] = Int32(memberStarts.count - 1)
        memberStarts.append(0)
      } else {
        contentOf[item] = contentOf[root]
      }
      memberStarts[Int(contentOf[item]) + 1] += 1
    }
    for content in 0..<contents { memberStarts[content + 1] += memberStarts[content] }
    var next = memberStarts
    members = [Int32](repeating: 0, count: memberStarts[contents])
    for item in 0..<count where isPaired[item] {
      let content = Int(contentOf[item])
      members[next[content]] = Int32(item)
      next[content] += 1
    }
  }

  /// Lists the neighbours in the order of the pairs, then turns the lists around: what each list of c holds is
  /// written in the order of c to the lists that hold c, which sorts them without comparing.
  private mutating func gatherNeighbours(_ pairs: [DuplicatePair]) {
    var starts = [Int](repeating: 0, count: contents + 1)
    for pair in pairs where Self.isEdge(pair) {
      let (first, second) = (contentOf[Int(pair.first)], contentOf[Int(pair.second)])
      guard first != second else { continue }
      starts[Int(first) + 1] += 1
      starts[Int(second) + 1] += 1
    }
    for content in 0..<contents { starts[content + 1] += starts[content] }
    let empty = Neighbour(content: 0, similarity: 0, code: .exact)
    var unsorted = [Neighbour](repeating: empty, count: starts[contents])
    var next = starts
    for pair in pairs where Self.isEdge(pair) {
      let (first, second) = (contentOf[Int(pair.first)], contentOf[Int(pair.second)])
      guard first != second else { continue }
      let code = DuplicateEdge.Code(pair.method)
      unsorted[next[Int(first)]] = Neighbour(content: second, similarity: pair.similarity, code: code)
      unsorted[next[Int(second)]] = Neighbour(content: first, similarity: pair.similarity, code: code)
      next[Int(first)] += 1
      next[Int(second)] += 1
    }
    neighbours = [Neighbour](repeating: empty, count: unsorted.count)
    next = starts
    for content in 0..<contents {
      for var neighbour in unsorted[starts[content]..<starts[content + 1]] {
        let other = Int(neighbour.content)
        neighbour.content = Int32(content)
        neighbours[next[other]] = neighbour
        next[other] += 1
      }
    }
    neighbourStarts = starts
  }

  private static func isSound(_ pair: DuplicatePair) -> Bool {
    pair.first != pair.second && !pair.similarity.isNaN
  }

  private static func isEdge(_ pair: DuplicatePair) -> Bool { pair.method != .exact && isSound(pair) }

  /// The examples of a content, ascending.
  func members(of content: Int32) -> Range<Int> {
    memberStarts[Int(content)]..<memberStarts[Int(content) + 1]
  }

  /// The places of a content's neighbours.
  func neighbours(of content: Int32) -> Range<Int> {
    neighbourStarts[Int(content)]..<neighbourStarts[Int(content) + 1]
  }
}
