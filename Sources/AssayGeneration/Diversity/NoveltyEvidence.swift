import AssayStatistics

/// How likely the next text is to found a new cluster, from the texts since a certain one.
///
/// A text counts as new as if it had come last: when nothing else is in its cluster, be it from before. That is
/// Turing's estimate (Good 1953) for a source of which a part is known already.
struct NoveltyEvidence: Hashable, Sendable, Codable {
  /// The number of the first text that counts.
  let start: Int
  private(set) var examples = 0
  /// Clusters founded.
  private(set) var founded = 0
  /// Of these, how many have one text, two texts … now.
  private(set) var sizes = [Int](repeating: 0, count: 8)

  init(start: Int) { self.start = start }

  var abundance: Abundance {
    Abundance(n: examples, observed: founded, singletons: sizes[0], doubletons: sizes[1])
  }

  mutating func add(_ arrival: ClusterArrival) {
    examples += 1
    if arrival.isNew { founded += 1 }
    guard arrival.founded >= start else { return }
    if arrival.size <= sizes.count { sizes[arrival.size - 1] += 1 }
    if arrival.size > 1, arrival.size - 1 <= sizes.count { sizes[arrival.size - 2] -= 1 }
  }

  /// How many of these clusters one would expect to have been founded in the last `share` of the texts, had they come
  /// in any order: a cluster of k texts lies within that part with chance shareᵏ. Clusters of nine and more are left
  /// out.
  func expectedFounded(inLast share: Double) -> Double {
    sizes.reversed().reduce(0) { ($0 + Double($1)) * share }
  }
}
