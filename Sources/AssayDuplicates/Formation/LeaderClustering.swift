import AssayModel

/// One run of ``ClusterFormation``: stars (a representative and its neighbours) by leader clustering.
///
/// The list of a content's neighbours is read a few times at most: to find the families, to count, when the content
/// is a centre, when it may be a representative. So the time grows with the number of pairs; only families in which a
/// person has separated some are gone over member by member.
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
  /// The newest star that has examples of the content; -1: none.
  private var starOfContent: [Int32]
  /// By content, how many of its examples are not fixed.
  private let free: [Int32]

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
    starOfContent = [Int32](repeating: -1, count: graph.contents)
    var free = (0..<Int32(graph.contents)).map { Int32(graph.members(of: $0).count) }
    for item in fixed where item >= 0 && Int(item) < graph.count && graph.contentOf[Int(item)] >= 0 {
      free[Int(graph.contentOf[Int(item)])] -= 1
    }
    self.free = free
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
    for content in 0..<Int32(graph.contents) where free[Int(content)] > 0 {
      for place in graph.neighbours(of: content) {
        let neighbour = graph.neighbours[place]
        // What is fixed connects nobody.
        if neighbour.content > content, free[Int(neighbour.content)] > 0, cut.admits(neighbour) {
          sets.unite(content, neighbour.content)
        }
      }
    }
    return (0..<Int32(graph.contents)).map { sets.root($0) }
  }

  /// Leader clustering of one family.
  private mutating func split(_ contents: ArraySlice<Int32>) {
    var items: [Int32] = []
    for content in contents { forEachFree(in: content) { items.append($0) } }
    guard items.count > 1 else { return }
    let isSeparated = !word.separations.isEmpty && items.contains { word.separations[$0] != nil }
    let median = Preference.median(of: items, lengths: lengths)
    var family: [Preference.Centre] = []
    family.reserveCapacity(items.count)
    for content in contents {
      let neighbours = freeNeighbours(of: content)
      forEachFree(in: content) { item in
        let preference = Preference(item, median: median, scores: scores, lengths: lengths)
        family.append(Preference.Centre(preference: preference, neighbours: neighbours))
      }
    }
    guard let best = family.min() else { return }
    takeStar(around: best.preference, median: median, isSeparated: isSeparated)
    // Mostly this was all of it, and nothing needs to be sorted.
    family.removeAll { starOf[Int($0.preference.item)] >= 0 }
    family.sort()
    for centre in family where starOf[Int(centre.preference.item)] < 0 {
      takeStar(around: centre.preference, median: median, isSeparated: isSeparated)
    }
  }

  /// How many examples that are not fixed have an edge to the content, its own copies among them.
  private func freeNeighbours(of content: Int32) -> Int {
    var result = Int(free[Int(content)])
    forEachAdjacent(to: content) { other, _ in result += Int(free[Int(other)]) }
    return result
  }

  private mutating func takeStar(around centre: Preference, median: UInt32, isSeparated: Bool) {
    let start = members.count
    let star = stars.count
    let content = graph.contentOf[Int(centre.item)]
    members.append(Member(item: centre.item, edge: .copy))
    starOf[Int(centre.item)] = Int32(star)
    if isSeparated {
      members.append(contentsOf: unseparated(neighbours(of: content), centre: centre.item))
    } else {
      // A content is in one star with all of its examples.
      var place = graph.neighbours(of: content).lowerBound
      append(content, .copy, except: centre.item)
      while let (other, edge) = nextAdjacent(to: content, from: &place) {
        if starOfContent[Int(other)] < 0 { append(other, edge, except: -1) }
      }
    }
    stars.append(start..<members.count)
    chooseRepresentative(of: star, centre: centre, median: median)
    members[(start + 1)...].sort(by: Self.isCloser)
  }

  /// The content's examples that are not fixed.
  private mutating func append(_ content: Int32, _ edge: DuplicateEdge, except centre: Int32) {
    for place in graph.members(of: content) {
      let item = graph.members[place]
      if item != centre, fixed.isEmpty || !fixed.contains(item) {
        members.append(Member(item: item, edge: edge))
      }
    }
  }

  static func isCloser(_ left: Member, _ right: Member) -> Bool {
    left.edge.similarity != right.edge.similarity
      ? left.edge.similarity > right.edge.similarity : left.item < right.item
  }

  // MARK: The representative

  /// Marks the star's members as its own and puts the best of those that can represent it first.
  private mutating func chooseRepresentative(of star: Int, centre: Preference, median: UInt32) {
    let range = stars[star]
    var contents = 0
    for member in members[range] {
      let content = Int(graph.contentOf[Int(member.item)])
      starOf[Int(member.item)] = Int32(star)
      if starOfContent[content] != Int32(star) { contents += 1 }
      starOfContent[content] = Int32(star)
    }
    var better = members[range].compactMap { member in
      let preference = Preference(member.item, median: median, scores: scores, lengths: lengths)
      return preference < centre ? preference : nil
    }
    if better.isEmpty { return }
    better.sort()
    var tried: Set<Int32> = []
    for candidate in better {
      let content = graph.contentOf[Int(candidate.item)]
      guard tried.insert(content).inserted else { continue }
      if isHub(content, of: star, contents: contents) { return represent(star, by: candidate.item) }
    }
  }

  /// Whether the content has an edge to all others of the star, and none to one that is in no star yet and would
  /// then be kept beside its like.
  private func isHub(_ content: Int32, of star: Int, contents: Int) -> Bool {
    var linked = 1
    var isAlikeElsewhere = false
    forEachAdjacent(to: content) { other, _ in
      if starOfContent[Int(other)] == Int32(star) {
        linked += 1
      } else if starOfContent[Int(other)] < 0, free[Int(other)] > 0 {
        isAlikeElsewhere = true
      }
    }
    return linked == contents && !isAlikeElsewhere
  }

  private mutating func represent(_ star: Int, by item: Int32) {
    let content = graph.contentOf[Int(item)]
    var edges: [Int32: DuplicateEdge] = [content: .copy]
    forEachAdjacent(to: content) { other, edge in
      if starOfContent[Int(other)] == Int32(star) { edges[other] = edge }
    }
    let range = stars[star]
    for place in range {
      if members[place].item == item { members.swapAt(place, range.lowerBound) }
    }
    for place in range { members[place].edge = edges[graph.contentOf[Int(members[place].item)]] ?? .copy }
  }

  // MARK: Neighbours

  /// The next content that has an edge to this one, ascending, with the surest edge; nil after the last.
  @inline(__always)
  private func nextAdjacent(to content: Int32, from place: inout Int) -> (
    content: Int32, edge: DuplicateEdge
  )? {
    let end = graph.neighbours(of: content).upperBound
    while place < end {
      let other = graph.neighbours[place].content
      var best = DuplicateEdge.Best()
      while place < end, graph.neighbours[place].content == other {
        if cut.admits(graph.neighbours[place]) { best.add(graph.neighbours[place]) }
        place += 1
      }
      if let edge = best.surest { return (other, edge) }
    }
    return nil
  }

  @inline(__always)
  private func forEachAdjacent(to content: Int32, _ body: (Int32, DuplicateEdge) -> Void) {
    var place = graph.neighbours(of: content).lowerBound
    while let (other, edge) = nextAdjacent(to: content, from: &place) { body(other, edge) }
  }

  /// The examples that are in no star, not fixed, and copies of the content or adjacent to it.
  private func neighbours(of content: Int32) -> [Member] {
    var result: [Member] = []
    func gather(_ other: Int32, _ edge: DuplicateEdge) {
      forEachFree(in: other) { item in
        if starOf[Int(item)] < 0 { result.append(Member(item: item, edge: edge)) }
      }
    }
    gather(content, .copy)
    forEachAdjacent(to: content, gather)
    return result
  }

  /// The examples of a content that are not fixed.
  @inline(__always)
  private func forEachFree(in content: Int32, _ body: (Int32) -> Void) {
    for place in graph.members(of: content) {
      let item = graph.members[place]
      if fixed.isEmpty || !fixed.contains(item) { body(item) }
    }
  }

  /// Those of the centre's neighbours that nobody has separated from it, or from one that comes before. The examples
  /// that were split off come last, so that the others stay.
  private func unseparated(_ found: [Member], centre: Int32) -> [Member] {
    // A copy of the set, so that comparing does not hold on to all of this.
    let splitOff = word.splitOff
    var order = found
    let others = order.partition { splitOff.contains($0.item) }
    order[..<others].sort(by: Self.isCloser)
    order[others...].sort(by: Self.isCloser)
    var taken: Set<Int32> = [centre]
    var result: [Member] = []
    for member in order {
      let separations = word.separations[member.item] ?? []
      if separations.contains(where: { taken.contains($0.other) }) { continue }
      taken.insert(member.item)
      result.append(member)
    }
    return result
  }
}
