import AssayModel

extension LeaderClustering {
  /// What the stars are to a person: the largest first, then by id.
  func clusters() -> [Cluster] {
    let (merged, consumed) = word.merges.isEmpty ? ([], []) : mergedStars()
    var sources: [(size: Int, oldest: Int32, star: Int, merged: Int)] = []
    for (star, range) in stars.enumerated() where range.count > 1 {
      if !consumed.isEmpty, consumed.contains(Int32(star)) { continue }
      sources.append((range.count, oldest(members[range]), star, -1))
    }
    for (index, group) in merged.enumerated() {
      sources.append((group.count, oldest(group[...]), -1, index))
    }
    sources.sort { $0.size != $1.size ? $0.size > $1.size : $0.oldest < $1.oldest }
    return sources.map { source in
      cluster(
        source.star >= 0 ? members[stars[source.star]] : merged[source.merged][...], oldest: source.oldest)
    }
  }

  private func oldest(_ members: ArraySlice<Member>) -> Int32 { members.map(\.item).min() ?? 0 }

  private func cluster(_ star: ArraySlice<Member>, oldest: Int32) -> Cluster {
    let vaguest = star.dropFirst().map(\.edge.code).filter { $0 != .person }.max { $0.rawValue < $1.rawValue }
    let code = vaguest ?? .person
    var result: [Cluster.Member] = []
    result.reserveCapacity(star.count)
    for (place, member) in star.enumerated() {
      // The representative is held by what holds its cluster.
      let method = place == 0 ? code : member.edge.code
      // A cosine can be a little over 1, or under 0.
      let similarity = min(1, max(0, Double(member.edge.similarity)))
      result.append(
        Cluster.Member(example: Self.id(member.item), similarity: similarity, method: method.name))
    }
    return Cluster(
      id: ClusterID(Self.id(oldest).rawValue), method: code.name, kind: code.method?.kind,
      threshold: cut.threshold(code), members: result)
  }

  private static func id(_ item: Int32) -> ExampleID { ExampleID(rawValue: Int64(item) + 1) }
}
