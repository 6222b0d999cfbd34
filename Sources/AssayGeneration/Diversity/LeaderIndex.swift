import AssayText

/// Finds the most similar of the texts that stand for groups, at a cost that does not grow with their number: MinHash
/// bands propose (``LSHBanding``), and the shingles themselves decide.
///
/// A text that is like no leader becomes one (leader clustering, Hartigan 1975). Of a text's shingles the 128 smallest
/// are kept: up to there the similarity is exact, beyond it is the bottom-k estimate (Broder 1997).
final class LeaderIndex {
  /// The most similar leader.
  struct Match {
    var leader: Int
    var similarity: Double
  }

  private static let bins = 64
  private static let bottom = 128
  /// Leaders that are compared with one text, at most.
  private static let compared = 32

  private let threshold: Double
  private let banding: LSHBanding
  private let writer = SketchWriter(bins: bins, seed: MinHashSketch.defaultSeed)
  private var sketch = [UInt8](repeating: 0, count: bins)
  private var hashes: [UInt32]
  private var table = BandTable()
  /// The shingles of all leaders, one after the other, and where each ends.
  private var shingles: [UInt32] = []
  private var ends: [Int] = []
  private var candidates: [Int] = []
  /// The last text that looked at a leader, so that none is compared twice.
  private var lookedAt: [UInt32] = []
  private var look: UInt32 = 0

  init(threshold: Double) {
    self.threshold = threshold
    banding = LSHBanding(threshold: threshold, bins: Self.bins)
    hashes = [UInt32](repeating: 0, count: banding.bands)
  }

  /// The number of leaders.
  var count: Int { ends.count }

  /// The most similar leader at or over the threshold; without one the text becomes the leader with the next number.
  ///
  /// - Parameter text: distinct shingles, sorted; not empty.
  func place(_ text: UnsafeBufferPointer<UInt64>) -> Match? {
    sketch.withUnsafeMutableBufferPointer { sketch in
      _ = writer.write(text, to: sketch.baseAddress!)
      for band in hashes.indices {
        // Each band has its own hashes: the band number is part of them.
        hashes[band] = banding.bandHash(band, of: UnsafePointer(sketch.baseAddress!))
      }
    }
    propose()
    let own = text.prefix(Self.bottom).map { UInt32(truncatingIfNeeded: $0 >> 32) }
    if let best = best(of: own) { return best }
    shingles += own
    ends.append(shingles.count)
    lookedAt.append(look)
    for hash in hashes { table.insert(ends.count - 1, under: hash) }
    return nil
  }

  private func propose() {
    look &+= 1
    candidates.removeAll(keepingCapacity: true)
    for hash in hashes where candidates.count < Self.compared {
      table.forEach(hash) { leader in
        if lookedAt[leader] != look {
          lookedAt[leader] = look
          candidates.append(leader)
        }
      }
    }
  }

  private func best(of own: [UInt32]) -> Match? {
    var best: Match?
    shingles.withUnsafeBufferPointer { all in
      own.withUnsafeBufferPointer { own in
        for leader in candidates {
          let start = leader == 0 ? 0 : ends[leader - 1]
          let bar = best.map(\.similarity) ?? threshold
          let other = UnsafeBufferPointer(rebasing: all[start..<ends[leader]])
          let similarity = Self.similarity(own, other, atLeast: bar)
          if similarity >= bar, similarity > best?.similarity ?? 0 {
            best = Match(leader: leader, similarity: similarity)
          }
        }
      }
    }
    return best
  }

  /// Jaccard similarity of two sorted runs: among the smallest `bottom` of the union, the share that both have. 0 as
  /// soon as it is clear that `bar` will not be reached, which most candidates show early.
  private static func similarity(
    _ first: UnsafeBufferPointer<UInt32>, _ second: UnsafeBufferPointer<UInt32>, atLeast bar: Double
  ) -> Double {
    // Where one was cut, what is beyond its largest is not known.
    let isCut = max(first.count, second.count) == bottom
    let limit = isCut ? bottom : first.count + second.count
    // Jaccard similarity s of a and b shingles means s (a + b) / (1 + s) shared ones, and the rest different.
    let total = Double(first.count + second.count)
    let allowed = (isCut ? (1 - bar) * Double(bottom) : total * (1 - bar) / (1 + bar)) + 1e-9
    if !isCut, Double(abs(first.count - second.count)) > allowed { return 0 }
    var (left, right, shared, union) = (0, 0, 0, 0)
    while left < first.count, right < second.count, union < limit {
      let (a, b) = (first[left], second[right])
      shared += a == b ? 1 : 0
      left += a <= b ? 1 : 0
      right += b <= a ? 1 : 0
      union += 1
      if Double(union - shared) > allowed { return 0 }
    }
    union += min(limit - union, first.count - left + second.count - right)
    return Double(shared) / Double(union)
  }
}
