import AssayStatistics
import AssayText
import Testing

@Suite struct MinHashTests {
  /// Two sets with a known similarity: `shared` common elements, `own` more on each side.
  private func pair(shared: Int, own: Int, _ random: inout RepeatableGenerator) -> ([UInt64], [UInt64]) {
    let common = (0..<shared).map { _ in random.next() }
    let first = common + (0..<own).map { _ in random.next() }
    let second = common + (0..<own).map { _ in random.next() }
    return (first.sorted(), second.sorted())
  }

  @Test func emptyIsLikeNothing() {
    let empty = MinHashSketch([])
    #expect(empty.isEmpty)
    #expect(empty.estimatedJaccard(empty) == 0)
    #expect(empty.estimatedJaccard(MinHashSketch([1])) == 0)
    #expect(LSHBanding(bands: 4, rows: 2).bandHashes(empty) == [0, 0, 0, 0])
  }

  @Test func oneShingleFillsAllBins() {
    let sketch = MinHashSketch([42])
    #expect(sketch.values.count == 64)
    #expect(Set(sketch.values).count == 1)
    #expect(sketch.estimatedJaccard(MinHashSketch([42])) == 1)
    #expect(sketch.estimatedJaccard(MinHashSketch([43])) == 0)
  }

  @Test func seedsDiffer() {
    #expect(MinHashSketch([1, 2, 3]) == MinHashSketch([3, 2, 1]))
    #expect(MinHashSketch([1, 2, 3]) != MinHashSketch([1, 2, 3], seed: 1))
    #expect(MinHashSketch(values: MinHashSketch([7]).values) == MinHashSketch([7]))
  }

  /// Unbiased also where most bins are vacant (Shrivastava 2017, theorem 1), and no more scattered
  /// than independent bins would be.
  @Test(arguments: [(3, 1), (8, 1), (8, 4), (40, 5), (40, 20), (300, 40), (300, 300)])
  func estimateIsUnbiased(shared: Int, own: Int) {
    let truth = Double(shared) / Double(shared + 2 * own)
    var random = RepeatableGenerator(seed: UInt64(shared * 1_000 + own))
    let trials = 400
    var (sum, squares) = (0.0, 0.0)
    for _ in 0..<trials {
      let (first, second) = pair(shared: shared, own: own, &random)
      let error = MinHashSketch(first).estimatedJaccard(MinHashSketch(second)) - truth
      sum += error
      squares += error * error
    }
    // Small sets fill few bins, so their effective number of bins is smaller.
    let effective = Double(min(64, shared + 2 * own))
    let deviation = (truth * (1 - truth) / effective).squareRoot()
    #expect(abs(sum / Double(trials)) < 4 * deviation / Double(trials).squareRoot() + 0.002)
    #expect((squares / Double(trials)).squareRoot() < 1.25 * deviation)
  }

  @Test func bandingReachesTheRecallItPromises() {
    #expect(LSHBanding(threshold: 0.8) == LSHBanding(bands: 12, rows: 5))
    #expect(LSHBanding(threshold: 0.7) == LSHBanding(bands: 16, rows: 4))
    #expect(LSHBanding(threshold: 1) == LSHBanding(bands: 1, rows: 64))
    // "Mining of Massive Datasets", example 3.11: b = 20, r = 5.
    let book = LSHBanding(bands: 20, rows: 5)
    let table = [
      (0.2, 0.006), (0.3, 0.047), (0.4, 0.186), (0.5, 0.470), (0.6, 0.802), (0.7, 0.975), (0.8, 0.9996),
    ]
    for (similarity, probability) in table {
      #expect(abs(book.probability(at: similarity) - probability) < 0.0006)
    }
    for percent in 5...100 {
      let banding = LSHBanding(threshold: Double(percent) / 100)
      #expect(banding.bands * banding.rows <= 64)
      #expect(banding.probability(at: Double(percent) / 100) >= 0.95)
    }
    #expect(LSHBanding(threshold: 0.01) == LSHBanding(bands: 64, rows: 1))
  }

  @Test func bandHashIsNeverTheReservedOne() {
    var random = RepeatableGenerator(seed: 5)
    let banding = LSHBanding(threshold: 0.7)
    for _ in 0..<500 {
      #expect(!banding.bandHashes(MinHashSketch([random.next()])).contains(LSHBanding.noCandidate))
    }
  }

  /// Recall at the threshold for sets of a text's size, long and short, against the formula's promise.
  @Test(arguments: [(7, 0.7), (14, 0.7), (70, 0.7), (9, 0.8), (16, 0.8), (80, 0.8), (400, 0.8)])
  func recallAtTheThreshold(shared: Int, threshold: Double) {
    let own = Int((Double(shared) * (1 / threshold - 1) / 2).rounded(.down))
    let similarity = Double(shared) / Double(shared + 2 * own)
    let banding = LSHBanding(threshold: threshold)
    var random = RepeatableGenerator(seed: UInt64(shared))
    var found = 0
    for _ in 0..<500 {
      let (first, second) = pair(shared: shared, own: own, &random)
      let hashes = zip(banding.bandHashes(MinHashSketch(first)), banding.bandHashes(MinHashSketch(second)))
      if hashes.contains(where: { $0 == $1 }) { found += 1 }
    }
    #expect(similarity >= threshold - 1e-9)
    #expect(Double(found) / 500 >= 0.95, "similarity \(similarity): \(found) of 500")
  }

  /// All near-duplicate pairs of 7,500 real short requests (CLINC150), by exact comparison, against
  /// those that share a band.
  @Test(
    .enabled(if: RealData.has("clinc150/train.jsonl"), Comment(rawValue: RealData.reason)),
    arguments: [0.7, 0.8])
  func recallOnRealPairs(threshold: Double) throws {
    let shingles = Set(
      try RealData.texts("clinc150/train.jsonl", fields: ["text"]).map { Shingles.hashes(of: $0) }
    )
    .sorted { $0.lexicographicallyPrecedes($1) }
    var holders: [UInt64: [Int]] = [:]
    for (item, hashes) in shingles.enumerated() {
      for hash in hashes { holders[hash, default: []].append(item) }
    }
    let banding = LSHBanding(threshold: threshold)
    let bands = shingles.map { banding.bandHashes(MinHashSketch($0)) }
    var (near, found) = (0, 0)
    for (item, hashes) in shingles.enumerated() {
      for other in Set(hashes.flatMap { holders[$0] ?? [] }) where other > item {
        guard Shingles.jaccard(hashes, shingles[other]) >= threshold else { continue }
        near += 1
        if zip(bands[item], bands[other]).contains(where: { $0 == $1 }) { found += 1 }
      }
    }
    #expect(near > 50)
    #expect(Double(found) / Double(near) >= 0.95, "\(found) of \(near)")
  }
}
