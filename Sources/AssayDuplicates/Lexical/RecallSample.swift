import AssayModel
import AssayParallel
import AssayStatistics

/// Measures which share of the pairs at the threshold the bands have found: a seeded sample of the items is compared
/// with all items, by an inverted index of the sample's shingles, which misses nothing.
struct RecallSample {
  /// At most so many pairs of one sampled item are looked at, those with the oldest items.
  static let pairsPerItem = 1_000

  let corpus: LexicalCorpus
  let table: ShingleTable
  /// Who takes part, ascending.
  let items: [Int32]
  let firstNew: Int
  let threshold: Double
  let parallel: Parallel

  /// Items drawn without repeats, ascending (Floyd's algorithm; Bentley and Floyd 1987).
  static func draw(_ wanted: Int, of count: Int, seed: UInt64) -> [Int] {
    var random = RepeatableGenerator(seed: seed)
    var drawn = Set<Int>()
    for last in max(0, count - wanted)..<count {
      let place = Int.random(in: 0...last, using: &random)
      if !drawn.insert(place).inserted { drawn.insert(last) }
    }
    return drawn.sorted()
  }

  /// The pairs of the sampled items that may reach the threshold, sorted.
  func candidates(of sample: [Int]) throws -> [UInt64] {
    var entries: [UInt64] = []
    for (place, item) in sample.enumerated() {
      for image in table[item] { entries.append(UInt64(image) << 32 | UInt64(place)) }
    }
    RadixSort.sort(&entries)
    let postings = PostingList(entries, crowd: .max)
    let part = 4_096
    let found = Slots(count: (items.count + part - 1) / part) { [UInt64]() }
    try parallel.forEach(count: items.count, part: part) { _, range in
      var shared = [Int](repeating: 0, count: sample.count)
      var touched: [Int] = []
      for index in range {
        let item = Int(items[index])
        for image in table[item] where postings.mayHave(image) {
          for posting in postings[image] {
            let place = Int(UInt32(truncatingIfNeeded: posting))
            if shared[place] == 0 { touched.append(place) }
            shared[place] += 1
          }
        }
        for place in touched {
          // A Jaccard similarity of t needs t of the larger set.
          let larger = max(table[item].count, table[sample[place]].count)
          if isWanted(sample[place], item), Double(shared[place]) >= threshold * Double(larger) - 1e-9 {
            found[range.lowerBound / part].append(UInt64(place) << 32 | UInt64(item))
          }
          shared[place] = 0
        }
        touched.removeAll(keepingCapacity: true)
      }
    }
    var looked = [Int](repeating: 0, count: sample.count)
    var result: [UInt64] = []
    for entry in found.all.joined() {
      let place = Int(entry >> 32)
      looked[place] += 1
      if looked[place] > Self.pairsPerItem { continue }
      result.append(PackedPair.pack(sample[place], Int(UInt32(truncatingIfNeeded: entry))))
    }
    PackedPair.sortUnique(&result)
    return result
  }

  private func isWanted(_ one: Int, _ other: Int) -> Bool {
    one != other && max(one, other) >= firstNew && corpus.isSameGroup(one, other)
  }
}
