import AssayModel
import AssayParallel
import AssayStatistics
import Testing

@testable import AssayDuplicates

@Suite struct LexicalPartsTests {
  @Test func radixSortSorts() {
    var random = RepeatableGenerator(seed: 41)
    for count in [0, 1, 2, 600, 5_000] {
      for mask in [UInt64.max, 0xff, 0xffff_0000_0000, 0] {
        var values = (0..<count).map { _ in random.next() & mask }
        let expected = values.sorted()
        RadixSort.sort(&values)
        #expect(values == expected)
      }
    }
  }

  @Test func pairsAreOrderedAsTheirTypeSays() {
    var random = RepeatableGenerator(seed: 42)
    let pairs = (0..<3_000).map { _ in
      DuplicatePair(
        Int32.random(in: 0..<30, using: &random), 30 + Int32.random(in: 0..<30, using: &random),
        method: DuplicateMethod.allCases.randomElement(using: &random)!, similarity: 1)
    }
    let sorted = PairOrder.sorted(pairs)
    #expect(sorted == Set(pairs).sorted())
    #expect(PairOrder.sorted([]) == [])
    for pair in pairs.prefix(100) {
      let packed = PackedPair.pack(Int(pair.second), Int(pair.first))
      #expect(PairOrder.contains(packed, pair.method, in: sorted))
    }
    #expect(!PairOrder.contains(PackedPair.pack(0, 99), .exact, in: sorted))
  }

  @Test func equalBytesAreCounted() {
    var random = RepeatableGenerator(seed: 43)
    for count in [0, 1, 7, 8, 9, 64, 128, 2_041, 4_096] {
      let first = (0..<count).map { _ in UInt8.random(in: 0...3, using: &random) }
      let second = first.map { $0 ^ (UInt8.random(in: 0...3, using: &random) == 0 ? 0x80 : 0) }
      let expected = zip(first, second).count { $0 == $1 }
      #expect(SketchFilter.equalBytes(first, second, count: count) == expected)
      #expect(SketchFilter.equalBytes(first, first, count: count) == count)
    }
  }

  @Test func postingsAreFound() {
    var random = RepeatableGenerator(seed: 44)
    let entries = (0..<2_000).map { UInt64(random.next() % 300) << 56 | UInt64($0) }.sorted()
    let postings = PostingList(entries, crowd: 4)
    for image in Set(entries.map { UInt32(truncatingIfNeeded: $0 >> 32) }) {
      let expected = entries.filter { $0 >> 32 == UInt64(image) }.prefix(4)
      #expect(postings.mayHave(image))
      #expect(Array(postings[image]) == Array(expected))
    }
    #expect(PostingList([], crowd: 4)[7].isEmpty)
    #expect(!PostingList([], crowd: 4).mayHave(7))
  }

  @Test func equalItemsAreGroupedEvenWhereHashesCollide() {
    let values = [3, 1, 3, 2, 1, 3, 9]
    let families = EqualItems(Array(0..<7), hash: { _ in 5 << 40 }, isEqual: { values[$0] == values[$1] })
      .families
    #expect(families == [[0, 2, 5], [1, 4]])
  }

  @Test func comparingInManyStretchesIsTheSame() throws {
    let texts = RandomTexts.make(300, seed: 45)
    let lexical = Lexical(.minhash, .masked)
    let corpus = try lexical.corpus(texts)
    var pairs = (0..<400).map {
      PackedPair.pack($0 % 300, ($0 * 7 + 1) % 300 == $0 % 300 ? 299 : ($0 * 7 + 1) % 300)
    }
    .filter { PackedPair.first($0) != PackedPair.second($0) }
    PackedPair.sortUnique(&pairs)
    let parallel = Parallel(threads: 1, isCancelled: { false })
    func shared(budget: Int) throws -> [UInt64: Int] {
      let found = Slots(count: 1) { [UInt64: Int]() }
      try PairComparison(corpus: corpus, comparesMasked: true, parallel: parallel)
        .run(pairs, budget: budget) { _, pair, plain, _ in found[0][pair] = plain.shared }
      return found[0]
    }
    let expected = try shared(budget: .max)
    #expect(expected.count == pairs.count)
    for budget in [1, 500, 3_000] { #expect(try shared(budget: budget) == expected) }
    let truth = BruteForce(texts)
    for (pair, count) in expected {
      let (first, second) = (PackedPair.first(pair), PackedPair.second(pair))
      #expect(truth.sets[first].intersection(truth.sets[second]).count == count)
    }
  }

  @Test func theSampleIsDrawnWithoutRepeats() {
    for (wanted, count) in [(0, 10), (5, 10), (10, 10), (20, 10), (300, 100_000)] {
      let drawn = RecallSample.draw(wanted, of: count, seed: 1)
      #expect(drawn.count == min(wanted, count))
      #expect(Set(drawn).count == drawn.count && drawn.allSatisfy { (0..<count).contains($0) })
    }
    #expect(RecallSample.draw(10, of: 1_000, seed: 1) != RecallSample.draw(10, of: 1_000, seed: 2))
  }

  /// A chain of 200 items, each like those within 40 places: no item is like all.
  @Test func whoIsNotLikeTheHubGetsAnotherOne() throws {
    let chain = (0..<199).map { DuplicatePair(Int32($0), Int32($0 + 1), method: .minhash, similarity: 0.9) }
    let hubs = FamilyHubs(chain, method: .minhash, count: 300)
    #expect(hubs.families == [Array(0..<200)])
    #expect(hubs.family[199] == 1 && hubs.family[200] == 0)
    var compared = 0
    func compare(_ wanted: [UInt64]) -> [DuplicatePair] {
      compared += wanted.count
      return wanted.filter { PackedPair.second($0) - PackedPair.first($0) <= 40 }.map {
        DuplicatePair(
          Int32(PackedPair.first($0)), Int32(PackedPair.second($0)), method: .minhash, similarity: 0.8)
      }
    }
    let missing = try hubs.missingPairs(
      chain, method: .minhash, isCandidate: { _, _ in true }, compare: compare)
    let pairs = Set((chain + missing).map { [$0.first, $0.second] })
    for hub in stride(from: Int32(0), to: 200, by: 41) {
      for member in hub + 1..<min(hub + 41, 200) { #expect(pairs.contains([hub, member])) }
    }
    #expect(Set(missing).isDisjoint(with: chain))
    #expect(compared < FamilyHubs.rounds * 200)
    // A family in which all fit into one bucket needs none.
    #expect(FamilyHubs(Array(chain.prefix(60)), method: .minhash, count: 300).families.isEmpty)
    #expect(FamilyHubs(chain, method: .masked, count: 300).families.isEmpty)
  }
}
