import AssayParallel
import AssayText

/// Finds the pairs of which the smaller set of shingles is mostly in the larger one, exactly.
///
/// If at least c·|A| of A's shingles are in B, then any |A| - ⌈c·|A|⌉ + 1 of A's shingles hold one that is in B: the
/// prefix filter (Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007). The rarest are taken, and those
/// that no other text has are not even kept; so most texts leave nothing in the index. An index was preferred to
/// sketches (LSH Ensemble; Zhu, Nargesian, Pu and Miller 2016) because a short text in a long one has so low a Jaccard
/// similarity that bands of a hundred bins find it no more.
///
/// A shingle that more than ``crowd`` texts have in their prefix keeps the oldest ``crowd`` of them, so that rows of
/// one template cost no more than that each.
struct ContainmentIndex {
  static let crowd = 64

  let table: ShingleTable
  /// Who takes part, ascending.
  let items: [Int32]
  let corpus: LexicalCorpus
  let firstNew: Int
  let floor: Double
  let rules: PairRules
  let parallel: Parallel

  /// The pairs, sorted.
  func candidates() throws -> [UInt64] {
    guard items.count > 1 else { return [] }
    let frequencies = try documentFrequencies()
    let postings = PostingList(try prefixes(frequencies), crowd: Self.crowd)
    return try probe(postings)
  }

  /// How many items have each shingle, at least (shingles that share a place are counted together); 255: or more.
  private func documentFrequencies() throws -> SharedColumn<UInt8> {
    let shingles = items.reduce(0) { $0 + table[Int($1)].count }
    let bits = min(28, max(10, Int.bitWidth - shingles.leadingZeroBitCount + 1))
    let result = SharedColumn<UInt8>(count: 1 << bits)
    // Each thread has a range of places of its own and goes over all shingles.
    let ranges = parallel.threads
    try parallel.forEach(count: ranges, part: 1) { _, range in
      let low = (range.lowerBound << bits) / ranges
      let high = (range.upperBound << bits) / ranges
      for item in items {
        for image in table[Int(item)] {
          let place = Int(image >> UInt32(32 - bits))
          if place >= low, place < high, result[place] < 255 { result[place] += 1 }
        }
      }
    }
    return result
  }

  /// The least number of shared shingles that reaches the floor; a rounding error must not ask for one more.
  private func leastShared(_ count: Int) -> Int {
    Int((floor * Double(count) - 1e-9).rounded(.up))
  }

  /// (image, item) of the rarest shingles of each item that some other item has too.
  private func prefixes(_ frequencies: SharedColumn<UInt8>) throws -> [UInt64] {
    let shift = UInt32(32 - frequencies.count.trailingZeroBitCount)
    let found = Slots(count: parallel.threads) { [UInt64]() }
    try parallel.forEach(count: items.count, part: 1_024) { thread, range in
      var rarest: [UInt64] = []
      for index in range {
        let item = Int(items[index])
        let images = table[item]
        if images.count < rules.leastContained { continue }
        let length = images.count - leastShared(images.count) + 1
        rarest.removeAll(keepingCapacity: true)
        var unique = 0
        for image in images {
          let frequency = frequencies[Int(image >> shift)]
          if frequency < 2 { unique += 1 } else { rarest.append(UInt64(frequency) << 32 | UInt64(image)) }
        }
        // Shingles of its own come first in the prefix and lead nowhere.
        if unique >= length { continue }
        rarest.sort()
        for entry in rarest.prefix(length - unique) {
          found[thread].append(UInt64(UInt32(truncatingIfNeeded: entry)) << 32 | UInt64(item))
        }
      }
    }
    var result = found.all.flatMap { $0 }
    RadixSort.sort(&result)
    return result
  }

  /// Looks up all shingles of all items.
  private func probe(_ postings: PostingList) throws -> [UInt64] {
    let found = Slots(count: parallel.threads) { [UInt64]() }
    let seen = Slots(count: parallel.threads) { SharedColumn<Int32>(count: corpus.count) }
    try parallel.forEach(count: items.count, part: 1_024) { thread, range in
      let seen = seen[thread]
      var pairs: [UInt64] = []
      for index in range {
        let item = Int(items[index])
        let images = table[item]
        for image in images where postings.mayHave(image) {
          for posting in postings[image] {
            let part = Int(UInt32(truncatingIfNeeded: posting))
            if seen[part] == Int32(item) + 1 || part == item { continue }
            seen[part] = Int32(item) + 1
            if mayBeIn(part, item) { pairs.append(PackedPair.pack(part, item)) }
          }
        }
      }
      found[thread] += pairs
    }
    var result = found.all.flatMap { $0 }
    PackedPair.sortUnique(&result)
    return result
  }

  /// Whether enough of `part` is in `whole` by the images, which never say less than the shingles do.
  private func mayBeIn(_ part: Int, _ whole: Int) -> Bool {
    guard max(part, whole) >= firstNew, corpus.isSameGroup(part, whole) else { return false }
    let (smaller, larger) = (table[part], table[whole])
    guard larger.count >= smaller.count, rules.mayContain(smaller.count, in: larger.count) else {
      return false
    }
    var allowed = smaller.count - leastShared(smaller.count)
    var (left, right) = (0, 0)
    while left < smaller.count {
      while right < larger.count, larger[right] < smaller[left] { right += 1 }
      if right < larger.count, larger[right] == smaller[left] {
        right += 1
      } else {
        allowed -= 1
        if allowed < 0 { return false }
      }
      left += 1
    }
    return true
  }
}
