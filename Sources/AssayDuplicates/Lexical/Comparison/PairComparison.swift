import AssayParallel
import AssayText

/// Compares candidate pairs by their exact sets of shingles, read from the texts.
///
/// Pairs are taken by families (connected candidates), as many at a time as the memory for shingles allows, so that
/// a text is read once for all its pairs, unless its family alone needs more than that.
struct PairComparison {
  /// Shingles in memory at once, eight bytes each.
  static let budget = 16_000_000

  let corpus: LexicalCorpus
  /// Whether the masked texts are compared too.
  let comparesMasked: Bool
  let parallel: Parallel

  typealias Body = @Sendable (_ thread: Int, _ pair: UInt64, _ plain: Overlap, _ masked: Overlap?) -> Void

  /// Calls `body` for each pair, on any thread and in any order.
  ///
  /// - Parameters:
  ///   - pairs: sorted.
  ///   - budget: ``budget``; less for tests.
  ///   - progress: how many pairs are done.
  func run(
    _ pairs: [UInt64], budget: Int = Self.budget, progress: (Int) -> Void = { _ in }, _ body: Body
  ) throws {
    if pairs.isEmpty { return }
    let readers = Slots(count: parallel.threads) { LexicalTextReader(corpus.fingerprinter) }
    let slots = SharedColumn<Int32>(count: corpus.count)
    var chunk = ShingleChunk(columns: corpus.fingerprints, hasMasked: comparesMasked, slots: slots)
    let order = families(pairs, budget: budget)
    var start = 0
    while start < pairs.count {
      var end = start
      while end < pairs.count, chunk.takes(order.map { pairs[Int($0[end])] } ?? pairs[end], budget: budget) {
        end += 1
      }
      try chunk.read(corpus, readers, parallel)
      let filled = chunk
      let begin = start
      try parallel.forEach(count: end - begin, part: 256) { thread, range in
        for index in range.lowerBound + begin..<range.upperBound + begin {
          let pair = order.map { pairs[Int($0[index])] } ?? pairs[index]
          body(thread, pair, filled.plain(pair), filled.masked(pair))
        }
      }
      chunk.removeAll()
      progress(end)
      start = end
    }
  }

  /// The order in which connected pairs follow each other; nil when all fit into memory anyway.
  private func families(_ pairs: [UInt64], budget: Int) -> [UInt32]? {
    var needed = 0
    let seen = SharedColumn<Bool>(count: corpus.count)
    for pair in pairs {
      for item in [PackedPair.first(pair), PackedPair.second(pair)] where !seen[item] {
        seen[item] = true
        needed += ShingleChunk.size(item, corpus.fingerprints, hasMasked: comparesMasked)
      }
    }
    if needed <= budget { return nil }
    var sets = DisjointSets(count: corpus.count)
    for pair in pairs { sets.unite(PackedPair.first(pair), PackedPair.second(pair)) }
    var keyed = pairs.indices.map { index in
      UInt64(sets.root(PackedPair.first(pairs[index]))) << 32 | UInt64(index)
    }
    RadixSort.sort(&keyed)
    return keyed.map { UInt32(truncatingIfNeeded: $0) }
  }
}
