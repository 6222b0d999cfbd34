/// Numbers clusters in the order in which they are founded, whoever grouped the texts, and counts their texts.
struct ClusterFounding {
  private var sizes: [Int] = []
  private var founded: [Int] = []
  private var number = 0
  private var leaders: [Int] = []
  private var given: [Int: Int] = [:]
  private var wordless: Int?

  var count: Int { sizes.count }
  /// Whether a text without words has come.
  var hasWordless: Bool { wordless != nil }

  /// A text whose leader has a number of ``LeaderIndex``, which come without gaps.
  mutating func arrive(leader: Int, isNearDuplicate: Bool) -> ClusterArrival {
    if leader == leaders.count { leaders.append(found()) }
    return arrive(in: leaders[leader], isNearDuplicate)
  }

  /// A text whose cluster was given.
  mutating func arrive(given name: Int, isNearDuplicate: Bool) -> ClusterArrival {
    let cluster = given[name] ?? found()
    given[name] = cluster
    return arrive(in: cluster, isNearDuplicate)
  }

  mutating func arriveWordless() -> ClusterArrival {
    let isFirst = wordless == nil
    let cluster = wordless ?? found()
    wordless = cluster
    return arrive(in: cluster, !isFirst)
  }

  private mutating func found() -> Int {
    sizes.append(0)
    founded.append(number)
    return sizes.count - 1
  }

  private mutating func arrive(in cluster: Int, _ isNearDuplicate: Bool) -> ClusterArrival {
    sizes[cluster] += 1
    defer { number += 1 }
    return ClusterArrival(
      cluster: cluster, size: sizes[cluster], founded: founded[cluster], number: number,
      isNearDuplicate: isNearDuplicate)
  }
}
