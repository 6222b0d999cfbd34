import AssayDuplicates
import AssayModel
import Testing

@Suite struct ClusterFormationTests {
  @Test func aChainOfThreeIsHeldByItsMiddle() {
    let chain = [near(0, 1, 0.8), near(1, 2, 0.8)]
    #expect(members(form(3, chain)) == [[2, 1, 3]])
  }

  @Test func theBestScoreOfAChainTakesOnlyItsNeighbours() {
    let chain = [near(0, 1, 0.8), near(1, 2, 0.8)]
    // C has no edge to A and is kept.
    #expect(members(form(3, chain, scores: [5, 3, 4])) == [[1, 2]])
    // The middle is taken by A, so C and D are one.
    let longer = chain + [near(2, 3, 0.9)]
    #expect(members(form(4, longer, scores: [5, 3, 4, 1])) == [[1, 2], [3, 4]])
  }

  @Test func aHubHoldsAllThatAreLikeIt() throws {
    let hub = (1...500).map { near(0, Int32($0), 0.75 + Float($0) / 10_000) }
    // The length nearest the median is that of another, which could not represent the rest.
    let lengths = [9_000] + (1...500).map(UInt32.init)
    let clusters = form(501, hub, lengths: lengths)
    #expect(clusters.count == 1)
    #expect(clusters[0].id == ClusterID(1))
    #expect(clusters[0].members.map(\.example.rawValue) == [1] + (2...501).reversed())
    let higher = form(501, hub, lengths: lengths, thresholds: [.minhash: 0.79])
    #expect(higher.map(\.members.count) == [102])
  }

  @Test func theRepresentativeIsBestByScoreThenMedianLengthThenAge() {
    let all = [near(0, 1, 0.9), near(0, 2, 0.8), near(1, 2, 0.7)]
    #expect(members(form(3, all)) == [[1, 2, 3]])
    #expect(members(form(3, all, lengths: [10, 30, 20])) == [[3, 1, 2]])
    #expect(members(form(3, all, scores: [.nan, 1, 2], lengths: [20, 10, 30])) == [[3, 1, 2]])
    #expect(members(form(3, all, scores: [.nan, 2, 2], lengths: [20, 10, 31])) == [[2, 1, 3]])
  }

  @Test func clustersAreSortedBySizeThenByTheirOldest() {
    let pairs = [near(7, 8, 0.9), near(1, 2, 0.9), near(4, 5, 0.9), near(5, 6, 0.9), near(4, 6, 0.9)]
    let clusters = form(9, pairs)
    #expect(clusters.map(\.id.rawValue) == [5, 2, 8])
  }

  @Test func idsStayWhileTheOldestStays() {
    let pairs = [near(3, 4, 0.75), near(3, 5, 0.95), near(4, 5, 0.95)]
    let low = form(6, pairs, scores: [1, 1, 1, 1, 1, 5])
    let high = form(6, pairs, scores: [1, 1, 1, 1, 5, 1], thresholds: [.minhash: 0.9])
    #expect(members(low) == [[6, 4, 5]])
    #expect(members(high) == [[5, 6]])
    #expect(low[0].id == ClusterID(4))
    #expect(high[0].id == ClusterID(5))
    #expect(form(7, pairs + [near(5, 6, 0.9)], scores: [1, 1, 1, 1, 1, 5, 1])[0].id == ClusterID(4))
  }

  // MARK: Copies

  @Test func copiesHaveTheEdgesOfTheirLeader() {
    let pairs = [copy(0, 3), copy(0, 4), masked(0, 2, 0.95), copy(2, 5)]
    let clusters = form(6, pairs)
    #expect(members(clusters) == [[1, 4, 5, 3, 6]])
    #expect(clusters[0].members.map(\.method) == ["masked", "exact", "exact", "masked", "masked"])
    #expect(clusters[0].kind == .masked)
    #expect(clusters[0].threshold == 0.9)
  }

  @Test func theBestCopyRepresents() {
    let pairs = [copy(0, 3), near(0, 2, 0.8)]
    let clusters = form(4, pairs, scores: [2, 5, 3, 4])
    #expect(members(clusters) == [[4, 1, 3]])
    #expect(clusters[0].members.map(\.method) == ["minhash", "exact", "minhash"])
  }

  @Test func copiesAloneAreExactUnlessThatIsOff() {
    let pairs = [copy(0, 1), copy(1, 2), near(3, 4, 0.9), copy(4, 5)]
    let clusters = form(6, pairs)
    #expect(members(clusters) == [[1, 2, 3], [4, 5, 6]])
    #expect(clusters.map(\.kind) == [.exact, .near])
    #expect(clusters[0].method == "exact" && clusters[0].threshold == 1)
    #expect(members(form(6, pairs, methods: [.minhash])) == [[4, 5, 6]])
  }

  @Test func fixedExamplesAreLeftOutAndHoldNobodyTogether() {
    let pairs = [near(0, 1, 0.9), near(0, 2, 0.9), copy(3, 4), copy(3, 5)]
    #expect(members(form(6, pairs, fixed: [0])) == [[5 - 1, 5, 6]])
    // Copies of a fixed example are copies of each other.
    #expect(members(form(6, pairs, fixed: [3])) == [[1, 2, 3], [5, 6]])
  }

  // MARK: What a person is told

  @Test(arguments: [
    ([DuplicateMethod.minhash: 0.8, .masked: 1.0], DuplicateKind.masked, "masked", 1.0),
    ([.minhash: 0.8, .masked: 0.9], .masked, "masked", 0.9),
    ([.minhash: 0.9, .masked: 0.93], .near, "minhash", 0.9),
    ([.minhash: 1, .masked: 1], .near, "minhash", 1),
    ([.minhash: 0.6, .masked: 0.93], .masked, "masked", 0.93),
    ([.minhash: 0.8, .masked: 0.89], .near, "minhash", 0.8),
    ([.minhash: 0.75, .embedding: 0.99], .near, "minhash", 0.75),
    ([.containment: 0.95, .embedding: 0.99], .contained, "containment", 0.95),
    ([.embedding: 0.96], .semantic, "embedding", 0.96),
    ([.exact: 1, .minhash: 0.99, .embedding: 1], .exact, "exact", 1),
  ])
  func theSurestEdgeExplainsAPair(
    similarities: [DuplicateMethod: Double], kind: DuplicateKind, method: String, similarity: Double
  ) {
    let pairs = similarities.map { DuplicatePair(0, 1, method: $0.key, similarity: Float($0.value)) }
    let clusters = form(2, pairs)
    #expect(clusters.map(\.kind) == [kind])
    #expect(clusters.map(\.method) == [method])
    #expect(clusters.first?.members.last?.method == method)
    #expect(abs((clusters.first?.members.last?.similarity ?? 0) - similarity) < 1e-6)
  }

  @Test func aClusterIsAsVagueAsItsVaguestMember() {
    let pairs = [
      copy(0, 1), masked(0, 2, 1), near(0, 3, 0.7), DuplicatePair(0, 4, method: .embedding, similarity: 0.97),
    ]
    let settings: [DuplicateMethod: Double] = [.embedding: 0.96]
    let clusters = form(5, pairs, thresholds: settings)
    #expect(clusters.map(\.kind) == [.semantic])
    #expect(clusters.map(\.method) == ["embedding"])
    #expect(clusters.map(\.threshold) == [0.96])
    #expect(clusters[0].members.map(\.method) == ["embedding", "exact", "masked", "embedding", "minhash"])
    let fewer = form(5, pairs, methods: [.exact, .masked])
    #expect(members(fewer) == [[1, 2, 3]])
    #expect(fewer.map(\.kind) == [.masked])
  }

  // MARK: Odd input

  @Test func nothingMakesNoClusters() {
    #expect(form(0, []).isEmpty)
    #expect(form(3, []).isEmpty)
    #expect(form(3, [near(0, 1, .nan), near(1, 1, 1), near(1, 2, 0.1)]).isEmpty)
    #expect(form(2, [near(0, 1, 1)], thresholds: [.minhash: .nan]).isEmpty)
    #expect(form(2, [near(0, 1, 1)], methods: []).isEmpty)
    let bare = ClusterFormation(count: 2, pairs: [near(0, 1, 1)], scores: [], lengths: [])
    #expect(bare.form(thresholds: [:], methods: [.minhash]).count == 1)
  }

  @Test func similaritiesAreTakenIntoZeroToOne() {
    let pairs = [DuplicatePair(0, 1, method: .embedding, similarity: 1.000_000_2)]
    #expect(form(2, pairs)[0].members[1].similarity == 1)
    let opposite = [DuplicatePair(0, 1, method: .embedding, similarity: -0.5)]
    #expect(form(2, opposite, thresholds: [.embedding: -1])[0].members[1].similarity == 0)
  }

  @Test func largeFamiliesTakeNoLongerThanTheirPairs() {
    // Quadratic work on any of these would not end within the time of a test run.
    let count = 30_000
    let copies = (1..<Int32(count)).map { copy(0, $0) }
    #expect(form(count, copies).map(\.members.count) == [count])
    let hub = (1..<Int32(count)).map { near(0, $0, 0.9) }
    #expect(form(count, hub, lengths: (0..<UInt32(count)).reversed()).map(\.members.count) == [count])
    let chain = (1..<Int32(count)).map { near($0 - 1, $0, 0.9) }
    let found = form(count, chain)
    #expect(found.allSatisfy { $0.members.count <= 3 })
    #expect(found.reduce(0) { $0 + $1.members.count } > count * 9 / 10)
    let others = (2...Int64(count)).map { ExampleID($0) }
    let split = form(count, copies, constraints: [.separate(ExampleID(1), from: others)])
    #expect(split.map(\.members.count) == [count - 1])
  }
}
