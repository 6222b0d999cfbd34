import AssayModel

/// One run of ``ClusterFormation``: stars (a representative and its neighbours) by leader clustering.
///
/// Each list of neighbours is read once to find the families and once when its content leads, so the time grows with
/// the number of pairs; only families that a person has separated some of are gone over member by member.
struct LeaderClustering {
  struct Member: Sendable {
    var item: Int32
    /// To the representative; a ``DuplicateEdge/copy`` for the representative itself.
    var edge: DuplicateEdge
  }

  let graph: DuplicateGraph
  let scores: [Float]
  let lengths: [UInt32]
  let cut: DuplicateCut
  let word: PersonalWord
  let fixed: Set<Int32>

  /// By example index; -1: in no family.
  private(set) var starOf: [Int32]
  /// The members of star s are `members[stars[s]]`, the representative first. A star can be of one.
  private(set) var stars: [Range<Int>] = []
  private(set) var members: [Member] = []
  /// All of the content's examples are in stars.
  private var isTaken: [Bool]

  init(
    graph: DuplicateGraph, scores: [Float], lengths: [UInt32], cut: DuplicateCut, word: PersonalWord,
    fixed: Set<Int32>
  ) {
    self.graph = graph
    self.scores = scores
    self.lengths = lengths
    self.cut = cut
    self.word = word
    self.fixed = fixed
    starOf = [Int32](repeating: -1, count: graph.count)
    isTaken = [Bool](repeating: false, count: graph.contents)
  }

  mutating func run() {
    let roots = familyRoots()
    // Contents by family, each family in the place of its lowest content.
    var starts = [Int](repeating: 0, count: graph.contents + 1)
    for root in roots { starts[Int(root) + 1] += 1 }
    for content in 0..<graph.contents { starts[content + 1] += starts[content] }
    var families = [Int32](repeating: 0, count: graph.contents)
    var next = starts
    for (content, root) in roots.enumerated() {
      families[next[Int(root)]] = Int32(content)
      next[Int(root)] += 1
    }
    for root in 0..<graph.contents {
      let family = starts[root]..<starts[root + 1]
      // A content alone is a family only as copies.
      if family.count > 1 || family.count == 1 && cut.countsCopies { split(families[family]) }
    }
  }

  /// For each content the lowest of its connected component.
  private func familyRoots() -> [Int32] {
    var sets = DisjointSets(count: graph.contents)
    for content in 0..<Int32(graph.contents) {
      for place in graph.neighbours(of: content) {
        let neighbour = graph.neighbours[place]
        if neighbour.content > content, cut.admits(neighbour) { sets.unite(content, neighbour.content) }
      }
    }
    return (0..<Int32(graph.contents)).map { sets.root($0) }
  }

  /// Leader clustering of one family.
  private mutating func split(_ contents: ArraySlice<Int32>) {
    var items: [Int32] = []
    for content in contents {
      for item in graph.members[graph.members(of: content)] where fixed.isEmpty || !fixed.contains(item) {
        items.append(item)
      }
    }
    guard items.count > 1 else { return }
    let isSeparated =
      !word.separations.isEmpty && items.contains { word.separations[$0] != nil }
    var family = Preference.all(of: items, scores: scores, lengths: lengths)
    guard let best = family.min() else { return }
    takeStar(of: best.item, checkingSeparations: isSeparated)
    // Mostly this was all of it, and nothing needs to be sorted.
    family.removeAll { starOf[Int($0.item)] >= 0 }
    family.sort()
    for candidate in family where starOf[Int(candidate.item)] < 0 {
      takeStar(of: candidate.item, checkingSeparations: isSeparated)
    }
  }

  private mutating func takeStar(of leader: Int32, checkingSeparations: Bool) {
    let start = members.count
    let star = Int32(stars.count)
    members.append(Member(item: leader, edge: .copy))
    starOf[Int(leader)] = star
    if checkingSeparations {
      admitSeparated(candidates(of: leader), to: star)
    } else {
      forEachAdjacent(to: graph.contentOf[Int(leader)]) { clustering, content, edge in
        guard !clustering.isTaken[Int(content)] else { return }
        clustering.isTaken[Int(content)] = true
        clustering.forEachFree(in: content) { clustering, item in
          clustering.starOf[Int(item)] = star
          clustering.members.append(Member(item: item, edge: edge))
        }
      }
    }
    members[(start + 1)...].sort(by: Self.isCloser)
    stars.append(start..<members.count)
  }

  static func isCloser(_ left: Member, _ right: Member) -> Bool {
    left.edge.similarity != right.edge.similarity
      ? left.edge.similarity > right.edge.similarity : left.item < right.item
  }

  // MARK: Neighbours

  /// The content itself and all that have an edge to it, with the surest.
  private mutating func forEachAdjacent(
    to content: Int32, _ body: (inout LeaderClustering, Int32, DuplicateEdge) -> Void
  ) {
    body(&self, content, .copy)
    let places = graph.neighbours(of: content)
    var place = places.lowerBound
    while place < places.upperBound {
      let other = graph.neighbours[place].content
      var best = DuplicateEdge.Best()
      while place < places.upperBound, graph.neighbours[place].content == other {
        if cut.admits(graph.neighbours[place]) { best.add(graph.neighbours[place]) }
        place += 1
      }
      if let edge = best.surest { body(&self, other, edge) }
    }
  }

  /// The examples of a content that are in no star and not fixed.
  private mutating func forEachFree(in content: Int32, _ body: (inout LeaderClustering, Int32) -> Void) {
    for place in graph.members(of: content) {
      let item = graph.members[place]
      if starOf[Int(item)] < 0, fixed.isEmpty || !fixed.contains(item) { body(&self, item) }
    }
  }

  // MARK: Separations

  private mutating func candidates(of leader: Int32) -> [Member] {
    var result: [Member] = []
    forEachAdjacent(to: graph.contentOf[Int(leader)]) { clustering, content, edge in
      clustering.forEachFree(in: content) { _, item in result.append(Member(item: item, edge: edge)) }
    }
    return result
  }

  /// Takes in those that nobody has separated from one that is there. The examples that were split off come last, so
  /// that the others stay.
  private mutating func admitSeparated(_ candidates: [Member], to star: Int32) {
    let isSplitOff = word.splitOff
    let order = candidates.sorted { left, right in
      let (isLeft, isRight) = (isSplitOff.contains(left.item), isSplitOff.contains(right.item))
      return isLeft != isRight ? isRight : Self.isCloser(left, right)
    }
    for candidate in order {
      let separations = word.separations[candidate.item] ?? []
      if separations.contains(where: { starOf[Int($0.other)] == star }) { continue }
      starOf[Int(candidate.item)] = star
      members.append(candidate)
    }
  }
}
