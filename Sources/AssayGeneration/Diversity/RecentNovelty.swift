import AssayStatistics

/// Which of the last texts founded a cluster.
struct RecentNovelty: Hashable, Sendable, Codable {
  /// Texts that are remembered.
  static let limit = 1_000

  private var isNew: [Bool] = []
  private var next = 0

  mutating func add(_ arrival: ClusterArrival) {
    if isNew.count < Self.limit {
      isNew.append(arrival.isNew)
    } else {
      isNew[next] = arrival.isNew
      next = (next + 1) % Self.limit
    }
  }

  /// How many of the last `count` texts founded a cluster; of fewer where fewer are remembered.
  func share(ofLast count: Int) -> Proportion {
    let count = min(count, isNew.count)
    let found = (1...max(count, 1)).prefix(count).count { back in
      isNew[(next - back + isNew.count) % isNew.count]
    }
    return Proportion(successes: found, n: count)
  }
}
