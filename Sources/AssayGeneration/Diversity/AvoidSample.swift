import AssayText

/// The texts that a call is told to be different from: those most like what the call shows, and those whose cluster is
/// hit most. Its size and its cost stay the same however many texts there are.
public struct AvoidSample: Sendable {
  private struct Entry: Sendable {
    var text: String
    var words: [UInt64]
    var size: Int
    var number: Int
  }

  private static let frequentKept = 64
  private static let recentKept = 64

  /// The largest clusters, with their latest text.
  private var frequent: [Int: Entry] = [:]
  /// The latest texts, one after the other.
  private var recent: [(cluster: Int, entry: Entry)] = []
  private var next = 0

  public init() {}

  /// Takes texts with where they came down; as many of the one as of the other.
  public mutating func add(_ texts: [String], _ arrivals: [ClusterArrival]) {
    for (text, arrival) in zip(texts, arrivals) {
      let entry = Entry(
        text: text, words: Shingles.hashes(of: text, size: 1), size: arrival.size, number: arrival.number)
      if recent.count < Self.recentKept {
        recent.append((arrival.cluster, entry))
      } else {
        recent[next] = (arrival.cluster, entry)
        next = (next + 1) % Self.recentKept
      }
      keep(entry, of: arrival.cluster)
    }
  }

  private mutating func keep(_ entry: Entry, of cluster: Int) {
    guard entry.size > 1 else { return }
    frequent[cluster] = entry
    guard frequent.count > Self.frequentKept else { return }
    let least = frequent.min { ($0.value.size, $0.value.number) < ($1.value.size, $1.value.number) }
    frequent[least!.key] = nil
  }

  /// Up to `count` texts of different clusters, in turns the one most like one of `shown` (shared words, Jaccard) and
  /// the one of the largest cluster; without `shown`, or where nothing is like it, by size alone, the latest first.
  public func texts(_ count: Int, like shown: [String] = []) -> [String] {
    var pool = frequent
    for (cluster, entry) in recent where pool[cluster]?.number ?? -1 < entry.number { pool[cluster] = entry }
    let bySize = pool.sorted { ($0.value.size, $0.value.number) > ($1.value.size, $1.value.number) }
    let wanted = shown.map { Shingles.hashes(of: $0, size: 1) }
    let bySimilarity = bySize.map { item in
      (item, wanted.map { Shingles.jaccard($0, item.value.words) }.max() ?? 0)
    }
    .filter { $0.1 > 0 }
    .sorted { ($0.1, $0.0.value.size, $0.0.value.number) > ($1.1, $1.0.value.size, $1.0.value.number) }
    .map(\.0)
    var (result, taken): ([String], Set<Int>) = ([], [])
    var sources = [bySimilarity[...], bySize[...]]
    var turn = 0
    while result.count < count, sources.contains(where: { !$0.isEmpty }) {
      defer { turn = 1 - turn }
      while let (cluster, entry) = sources[turn].popFirst() {
        if taken.insert(cluster).inserted {
          result.append(entry.text)
          break
        }
      }
    }
    return result
  }
}
