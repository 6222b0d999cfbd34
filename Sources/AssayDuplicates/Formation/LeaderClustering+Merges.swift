import AssayModel

extension LeaderClustering {
  /// The stars that a person's merges have made one, as members with the representative first; and the stars that
  /// are no clusters of their own any more.
  func mergedStars() -> (clusters: [[Member]], consumed: Set<Int32>) {
    var groups = MergeGroups(clustering: self)
    for merge in word.merges { groups.merge(merge) }
    var clusters: [[Member]] = []
    for items in groups.merged { clusters.append(star(of: items.sorted())) }
    return (clusters, groups.consumedStars)
  }

  /// The best of `items` as the representative and all others, whether or not they have an edge to it.
  private func star(of items: [Int32]) -> [Member] {
    let median = Preference.median(of: items, lengths: lengths)
    let preferences = items.map { Preference($0, median: median, scores: scores, lengths: lengths) }
    guard let leader = preferences.min()?.item else { return [] }
    let content = graph.contentOf[Int(leader)]
    var edges: [Int32: DuplicateEdge.Best] = [:]
    // What is known of the others, to be told with the person's word.
    var below: [Int32: Float] = [:]
    if content >= 0 {
      for neighbour in graph.neighbours[graph.neighbours(of: content)] where cut.counts(neighbour.code) {
        if cut.admits(neighbour) {
          edges[neighbour.content, default: DuplicateEdge.Best()].add(neighbour)
        } else {
          below[neighbour.content] = max(below[neighbour.content] ?? 0, neighbour.similarity)
        }
      }
    }
    var others = items.filter { $0 != leader }.map { item in
      let other = graph.contentOf[Int(item)]
      if other >= 0, other == content { return Member(item: item, edge: .copy) }
      let person = DuplicateEdge(code: .person, similarity: below[other] ?? 0)
      return Member(item: item, edge: edges[other]?.surest ?? person)
    }
    others.sort(by: Self.isCloser)
    return [Member(item: leader, edge: .copy)] + others
  }
}

/// Sets of stars that merges have made one.
private struct MergeGroups {
  let clustering: LeaderClustering
  private var parents: [Int32: Int32] = [:]
  /// By root, once a merge has named one of its examples.
  private var items: [Int32: [Int32]] = [:]
  /// The keys of those that were joined with another; what a merge has only named stays as it is.
  private var joined: Set<Int32> = []

  init(clustering: LeaderClustering) { self.clustering = clustering }

  var merged: [[Int32]] { items.filter { joined.contains($0.key) }.map(\.value) }
  var consumedStars: Set<Int32> { joined.filter { $0 >= 0 } }

  mutating func merge(_ merge: PersonalWord.Merge) {
    let (first, second) = (root(of: merge.first), root(of: merge.second))
    guard first != second, let left = items[first], let right = items[second] else { return }
    let (large, small) = left.count < right.count ? (second, first) : (first, second)
    // A later word separates the two.
    for item in items[small] ?? [] {
      for separation in clustering.word.separations[item] ?? [] where separation.place > merge.place {
        if knownRoot(of: separation.other) == large { return }
      }
    }
    let moved = items.removeValue(forKey: small) ?? []
    items[large, default: []].append(contentsOf: moved)
    parents[small] = large
    joined.formUnion([small, large])
  }

  /// The star of an example; one that is in none has a negative number of its own.
  private func key(of item: Int32) -> Int32 {
    let star = clustering.starOf[Int(item)]
    return star >= 0 ? star : -1 - item
  }

  private func knownRoot(of item: Int32) -> Int32 {
    var key = key(of: item)
    while let parent = parents[key], parent != key { key = parent }
    return key
  }

  private mutating func root(of item: Int32) -> Int32 {
    let own = key(of: item)
    if parents[own] == nil {
      parents[own] = own
      items[own] = own < 0 ? [item] : clustering.members[clustering.stars[Int(own)]].map(\.item)
    }
    return knownRoot(of: item)
  }
}
