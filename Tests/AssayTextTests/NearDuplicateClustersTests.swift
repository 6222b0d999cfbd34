import Testing

@testable import AssayText

@Suite struct NearDuplicateClustersTests {
  /// A source in memory over texts, as the import would build it.
  private struct Corpus {
    var texts: [String]
    var scores: [Double?] = []
    var banding = LSHBanding(threshold: 0.7)

    var source: NearDuplicateSource {
      let shingles = texts.map { Shingles.hashes(of: $0) }
      let hashes = shingles.map { banding.bandHashes(MinHashSketch($0)) }
      let keys = texts.map { ContentHash(fields: [("text", $0)], normalization: .exact).high }
      return NearDuplicateSource(
        count: texts.count, contentKey: { keys[$0] }, shingles: { shingles[$0] },
        bandHashes: { band in hashes.map { $0[band] } },
        score: { $0 < scores.count ? scores[$0] : nil }, length: { texts[$0].utf8.count })
    }

    func clusters(
      threshold: Double = 0.7, firstNew: Int = 0, existing: [[Int]] = []
    ) throws -> [NearDuplicateCluster] {
      try NearDuplicateClusters(source: source, threshold: threshold, firstNew: firstNew, existing: existing)
        .find(bands: banding.bands)
    }
  }

  /// A text of `count` words that no other `topic` shares.
  private func text(_ topic: String, count: Int = 40, edits: [Int] = []) -> String {
    (0..<count).map { edits.contains($0) ? "edit\($0)" : "\(topic)\($0)" }.joined(separator: " ")
  }

  private func items(_ clusters: [NearDuplicateCluster]) -> [[Int]] {
    clusters.map { $0.members.map(\.item).sorted() }
  }

  @Test func nothingToFind() throws {
    #expect(try Corpus(texts: []).clusters() == [])
    #expect(try Corpus(texts: ["a b c"]).clusters() == [])
    #expect(try Corpus(texts: ["a b c", "d e f", "g h i"]).clusters() == [])
  }

  @Test func textsWithoutWordsAreNotAlikeUnlessEqual() throws {
    let clusters = try Corpus(texts: ["???", "!", "", "???", "..."]).clusters()
    #expect(items(clusters) == [[0, 3]])
    #expect(clusters[0].method == .exact)
    #expect(clusters[0].members.map(\.similarity) == [1, 1])
  }

  @Test func exactOnlyWhenAllAreExact() throws {
    let (first, second) = (text("a"), text("b"))
    let corpus = Corpus(texts: [
      first, second, first.uppercased(), text("b", edits: [0]), "  " + second, text("c"),
      text("b", edits: [0]),
    ])
    let clusters = try corpus.clusters()
    #expect(items(clusters) == [[0, 2], [1, 3, 4, 6]])
    #expect(clusters.map(\.method) == [.exact, .minhash])
    // 38 runs of 3 words each; the edit touches the first only: 37 shared of 39.
    let similarity = 37.0 / 39.0
    #expect(clusters[1].members.map(\.similarity) == [1, 1, similarity, similarity])
    // Item 3 is nearest to the median length.
    #expect(clusters[1].members.map(\.item) == [3, 6, 1, 4])
  }

  @Test func chainsAreCutIntoStars() throws {
    // Each step is near the one before it, the ends are far apart.
    let texts = (0..<12).map { step in text("a", count: 60, edits: (0..<step).map { $0 * 5 }) }
    let clusters = try Corpus(texts: texts).clusters()
    #expect(clusters.count > 1)
    #expect(
      clusters.flatMap { $0.members.map(\.item) }.count
        == Set(clusters.flatMap { $0.members.map(\.item) }).count)
    let shingles = texts.map { Shingles.hashes(of: $0) }
    for cluster in clusters {
      #expect(cluster.members[0].similarity == 1)
      for member in cluster.members.dropFirst() {
        #expect(
          member.similarity == Shingles.jaccard(shingles[cluster.representative], shingles[member.item]))
        #expect(member.similarity >= 0.7)
      }
    }
  }

  @Test func representativeByScoreThenLengthThenAge() throws {
    let short = text("a", count: 38)
    let long = text("a", count: 46)
    let middle = text("a", count: 42)
    #expect(try Corpus(texts: [short, long, middle]).clusters().map(\.representative) == [2])
    #expect(
      try Corpus(texts: [short, long, middle], scores: [nil, 4, nil]).clusters().map(\.representative) == [1])
    #expect(
      try Corpus(texts: [short, long, middle], scores: [-3, nil, -2]).clusters().map(\.representative) == [2])
    #expect(try Corpus(texts: [short, short, short]).clusters().map(\.representative) == [0])
    #expect(
      try Corpus(texts: [short, short, short], scores: [1, 2, 2]).clusters().map(\.representative) == [1])
  }

  @Test func onlyPairsWithANewOne() throws {
    let texts = [
      text("a"), text("a", edits: [0]), text("b"), text("c"), text("c"), text("b", edits: [3]), text("d"),
    ]
    let corpus = Corpus(texts: texts)
    #expect(items(try corpus.clusters()) == [[0, 1], [2, 5], [3, 4]])
    #expect(items(try corpus.clusters(firstNew: 5)) == [[2, 5]])
    #expect(try corpus.clusters(firstNew: 6) == [])
    #expect(try corpus.clusters(firstNew: 7) == [])
  }

  @Test func existingFamiliesGrowAndJoin() throws {
    let texts = [
      text("a", edits: [0]), text("a", edits: [1]), text("b"), text("b", edits: [0]), text("c"), text("c"),
      text("a"), text("a", edits: [0, 1]), text("b", edits: [39]),
    ]
    let clusters = try Corpus(texts: texts).clusters(firstNew: 6, existing: [[4, 5], [0, 1], [2, 3]])
    #expect(items(clusters) == [[0, 1, 6, 7], [2, 3, 8]])
    #expect(clusters.map(\.existing) == [[1], [2]])
  }

  @Test func errorsOfTheSourceArePassedOn() {
    struct Stopped: Error {}
    var source = Corpus(texts: [text("a"), text("a", edits: [0])]).source
    source.shingles = { _ in throw Stopped() }
    #expect(throws: Stopped.self) {
      try NearDuplicateClusters(source: source, threshold: 0.7).find(bands: 16)
    }
  }

  @Test func orderOfTheBandsDoesNotMatter() throws {
    var random = FixedRandom(state: 17)
    let texts = (0..<400).map { item in
      text("t\(item % 40)x", count: 30, edits: (0..<2).map { _ in Int(random.next() % 30) })
    }
    let corpus = Corpus(texts: texts)
    let expected = try corpus.clusters()
    #expect(expected.count > 20)
    for _ in 0..<5 {
      var source = corpus.source
      let order = Array(0..<corpus.banding.bands).shuffled(using: &random)
      let hashes = source.bandHashes
      // Another order of the bands and of the buckets inside them.
      source.bandHashes = { band in try hashes(order[band]).map { max(1, $0 &* 2_654_435_761) } }
      let found = try NearDuplicateClusters(source: source, threshold: 0.7).find(bands: corpus.banding.bands)
      #expect(found == expected)
    }
  }

  /// Everything in one bucket, nothing alike: the work must not be quadratic.
  @Test func crowdedBucketsAreBounded() throws {
    let count = 20_000
    var comparisons = 0
    let source = NearDuplicateSource(
      count: count, contentKey: { BitMixer.mix(UInt64($0)) },
      shingles: {
        comparisons += 1
        return [UInt64($0)]
      },
      bandHashes: { _ in [UInt32](repeating: 7, count: count) })
    #expect(try NearDuplicateClusters(source: source, threshold: 0.5).find(bands: 3) == [])
    #expect(comparisons <= 3 * count * (NearDuplicateClusters.representativesPerBucket + 2))
  }

  /// A chain in which nobody is near more than his two neighbours: rounds and windows are bounded.
  @Test func endlessChainsAreBounded() throws {
    let count = 3_000
    let source = NearDuplicateSource(
      count: count, contentKey: { BitMixer.mix(UInt64($0)) },
      shingles: { item in (0..<10).map { UInt64(item * 3 + $0) } },
      bandHashes: { band in (0..<count).map { UInt32(($0 + band) / 2 + 1) } })
    let clusters = try NearDuplicateClusters(source: source, threshold: 0.5).find(bands: 2)
    #expect(clusters.count > 500)
    for cluster in clusters { #expect(cluster.members.allSatisfy { $0.similarity >= 0.5 }) }
    let seen = clusters.flatMap { $0.members.map(\.item) }
    #expect(seen.count == Set(seen).count)
  }

  @Test(
    .enabled(if: RealData.has("banking_generated/smollm2_135m.jsonl"), Comment(rawValue: RealData.reason)))
  func realCopiesAreFound() throws {
    let texts = try RealData.texts("banking_generated/smollm2_135m.jsonl", fields: ["text"])
    let clusters = try Corpus(texts: texts).clusters()
    let copies = Dictionary(grouping: texts.indices) { Normalization.exact.normalized(texts[$0]) }
      .values.filter { $0.count > 1 }
    #expect(!copies.isEmpty)
    for family in copies {
      let homes = Set(family.map { item in clusters.firstIndex { $0.members.contains { $0.item == item } } })
      #expect(homes.count == 1 && homes.first! != nil)
    }
  }
}
