extension NearDuplicateClusters {
  /// A distinct content inside a family, with the items that have it.
  struct Content {
    var items: [Int32]
    var shingles: [UInt64]
    var score: Double
    var length: Int
    var leader: Int32 { items[0] }
  }

  /// The stars of a family that one representative each was found for, as contents with similarities.
  private typealias Star = [(content: Content, similarity: Double)]

  /// After this many rounds over a whole family the rest is cut into windows.
  private static var roundsPerFamily: Int { 64 }
  /// The most contents that a late round goes over.
  private static var windowSize: Int { 256 }

  /// Cuts the families into clusters.
  func clusters(of families: inout UnionFind) throws -> [NearDuplicateCluster] {
    var origins: [Int32: Set<Int>] = [:]
    for (position, family) in existing.enumerated() {
      for item in family { origins[Int32(item), default: []].insert(position) }
    }
    var buckets = HashBuckets()
    for item in 0..<Int32(source.count) {
      buckets.append(key: UInt32(families.root(item)), item: item)
    }
    var result: [NearDuplicateCluster] = []
    try buckets.forEachShared { items in
      guard let last = items.last, Int(last) >= firstNew else { return }
      let lengths = try items.map { try source.length(Int($0)) }.sorted()
      let median = lengths[(lengths.count - 1) / 2]
      for star in try stars(of: contents(items), median: median) {
        let cluster = cluster(of: star, origins: origins)
        if cluster.members.count > 1, cluster.members.contains(where: { $0.item >= firstNew }) {
          result.append(cluster)
        }
      }
    }
    return result.map { ($0.members.map(\.item).min() ?? 0, $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  private func contents(_ items: ArraySlice<Int32>) throws -> [Content] {
    var keyed = try items.map { (key: try source.contentKey(Int($0)), item: $0) }
    keyed.sort { ($0.key, $0.item) < ($1.key, $1.item) }
    var result: [Content] = []
    var start = 0
    while start < keyed.count {
      let end = keyed[start...].firstIndex { $0.key != keyed[start].key } ?? keyed.count
      // The best of the copies stands for its content.
      var members = try keyed[start..<end].map { entry in
        (item: entry.item, score: try source.score(Int(entry.item)) ?? -.infinity)
      }
      members.sort { $0.score != $1.score ? $0.score > $1.score : $0.item < $1.item }
      let leader = Int(members[0].item)
      result.append(
        Content(
          items: members.map(\.item),
          // One content alone is compared with nothing.
          shingles: end - start == keyed.count ? [] : try source.shingles(leader),
          score: members[0].score, length: try source.length(leader)))
      start = end
    }
    return result
  }

  /// Leader clustering in the order of preference.
  ///
  /// A family without a centre could need as many rounds as it has contents; so after the first
  /// ``roundsPerFamily`` the rest is sorted by its smallest shingle (a MinHash: neighbours are likely
  /// to be alike) and cut into windows of ``windowSize``. No content is compared more than 320 times.
  private func stars(of contents: [Content], median: Int) -> [Star] {
    var rest = contents.sorted { precedes($0, $1, median: median) }
    var result: [Star] = []
    for _ in 0..<Self.roundsPerFamily where !rest.isEmpty { result.append(takeStar(from: &rest)) }
    if rest.isEmpty { return result }
    rest.sort { ($0.shingles.first ?? 0, $0.leader) < ($1.shingles.first ?? 0, $1.leader) }
    for start in stride(from: 0, to: rest.count, by: Self.windowSize) {
      var window = rest[start..<min(start + Self.windowSize, rest.count)]
        .sorted { precedes($0, $1, median: median) }
      while !window.isEmpty { result.append(takeStar(from: &window)) }
    }
    return result
  }

  private func takeStar(from rest: inout [Content]) -> Star {
    let centre = rest[0]
    var star: Star = [(centre, 1)]
    var others: [Content] = []
    for content in rest.dropFirst() {
      let similarity = Shingles.jaccard(centre.shingles, content.shingles)
      if similarity >= threshold { star.append((content, similarity)) } else { others.append(content) }
    }
    rest = others
    return star
  }

  /// Score, then nearness to the median length, then age.
  private func precedes(_ first: Content, _ second: Content, median: Int) -> Bool {
    if first.score != second.score { return first.score > second.score }
    let (left, right) = (abs(first.length - median), abs(second.length - median))
    return left != right ? left < right : first.leader < second.leader
  }

  private func cluster(of star: Star, origins: [Int32: Set<Int>]) -> NearDuplicateCluster {
    let representative = star[0].content.leader
    var members: [NearDuplicateCluster.Member] = []
    for (content, similarity) in star {
      for item in content.items where item != representative {
        members.append(.init(item: Int(item), similarity: similarity))
      }
    }
    members.sort { $0.similarity != $1.similarity ? $0.similarity > $1.similarity : $0.item < $1.item }
    members.insert(.init(item: Int(representative), similarity: 1), at: 0)
    let found = members.reduce(into: Set<Int>()) { $0.formUnion(origins[Int32($1.item)] ?? []) }
    return NearDuplicateCluster(
      method: star.count == 1 ? .exact : .minhash, members: members, existing: found.sorted())
  }
}
