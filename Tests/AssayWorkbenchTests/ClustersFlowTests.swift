import AssayModel
import AssayWorkbench
import TerminalCore
import Testing

@Suite struct ClustersFlowTests {
  /// Two families and a copy: 1, 2, 3 and 4, 5 and 6, 7; 8 stands alone.
  static func host() -> MemoryHost {
    let host = MemoryHost([
      ("I was charged twice for my order last week", "billing"),
      ("I was charged two times for my order last week", "billing"),
      ("They charged me twice for my order", "billing"),
      ("My parcel says delivered, but it is not here", "shipping"),
      ("My parcel says delivered but is not here", "shipping"),
      ("Why is there a fee", "billing"), ("Why is there a fee", "billing"),
      ("I cannot log in with my password", "account"),
    ])
    host.pair(1, 2, 0.8)
    host.pair(1, 3, 0.72)
    host.pair(4, 5, 0.9)
    host.pair(3, 4, 0.6)
    host.pair(6, 7, 1, method: .exact)
    host.pair(4, 8, 0.93, method: .embedding)
    return host
  }

  private func person(columns: Int = 120, rows: Int = 36) -> Person {
    let person = Person(Self.host(), size: Size(rows: rows, columns: columns))
    person.press(.screenClusters)
    return person
  }

  private func members(_ person: Person) -> [Int64] {
    person.state.clusters.current?.members.map(\.example.rawValue) ?? []
  }

  @Test func largestClusterComesFirstWithItsMembersBeside() {
    let person = person()
    #expect(members(person) == [1, 2, 3])
    #expect(person.screen.contains("Clusters · 3 · 3 to go"))
    #expect(person.screen.contains("I was charged ⟨two times⟩ for my order last week"))
    #expect(person.screen.contains("0.72 shared words"))
  }

  @Test func keepingOneRejectsTheRestAndGoesOn() {
    let person = person()
    person.press(.keepOne)
    #expect([1, 2, 3].map { person.verdict($0) } == [.accept, .reject, .reject])
    #expect(members(person) == [4, 5])
    #expect(person.screen.contains("2 to go"))
    person.press(.undo)
    #expect([1, 2, 3].map { person.verdict($0) } == [nil, nil, nil])
    #expect(members(person) == [1, 2, 3], "the cursor shows what was undone")
    person.press(.redo)
    #expect(person.verdict(3) == .reject)
  }

  @Test func keepingTheMarkedKeepsSeveral() {
    let person = person()
    person.press(.members, .mark, .down, .mark)
    #expect(person.screen.contains("keep 2"))
    person.press(.keepOne)
    #expect([1, 2, 3].map { person.verdict($0) } == [.accept, .reject, .accept])
    #expect(person.state.clusters.marks.isEmpty)
    person.press(.undo)
    #expect([1, 2, 3].map { person.verdict($0) } == [nil, nil, nil])
  }

  @Test func aMemberAloneIsDecidedAndTheNextComes() {
    let person = person()
    person.press(.members, .reject)
    #expect(person.verdict(1) == .reject)
    #expect(person.state.clusters.memberCursor == 1)
    person.press(.accept, .reject)
    #expect(members(person) == [4, 5], "the cluster has no undecided member left")
  }

  @Test func whatIsNotSeenIsNotDecided() {
    let person = person(columns: 80, rows: 24)
    person.press(.accept)
    #expect(person.host.decisions.isEmpty)
    #expect(person.screen.contains("shows the members first"))
    person.press(.members, .accept)
    #expect(person.verdict(1) == .accept)
  }

  @Test func whatIsNoDuplicateIsSplitOffForGood() {
    let person = person()
    person.press(.members, .last, .separate)
    #expect(members(person) == [1, 2])
    #expect(person.host.decisions.last?.action == .separate(from: [ExampleID(1), ExampleID(2)]))
    #expect(person.verdict(3) == nil, "splitting says nothing about the example's worth")
    person.press(.thresholdDown, .thresholdUp)
    #expect(members(person) == [1, 2], "a new threshold does not forget it")
    person.press(.undo)
    #expect(members(person) == [1, 2, 3])
    person.press(.redo)
    #expect(members(person) == [1, 2])
  }

  @Test func twoClustersAreMerged() {
    let person = person()
    person.press(.merge, .down, .merge)
    #expect(Set(members(person)) == [1, 2, 3, 4, 5])
    #expect(person.screen.contains("Clusters · 2"))
    person.press(.undo)
    #expect(person.screen.contains("Clusters · 3"))
  }

  @Test func mergingIsLeftWithEscape() {
    let person = person()
    person.press(.merge)
    #expect(person.screen.contains("press m again"))
    person.press(.down)
    #expect(person.screen.contains("merge with: m"))
    person.press(.cancel, .up)
    person.press(.down, .merge, .merge)
    #expect(person.host.decisions.isEmpty, "with itself it is not merged")
  }

  @Test func theThresholdReformsTheClusters() {
    let person = person()
    #expect(person.screen.contains("shared words from 0.70: 3 pairs, 1 below"))
    for _ in 0..<3 { person.press(.thresholdUp) }
    #expect(person.screen.contains("from 0.73"))
    #expect(members(person) == [1, 2], "the cursor stays on the cluster with the same representative")
    person.press(.thresholdFarUp)
    #expect(person.screen.contains("from 0.78"))
    person.press(.thresholdReset)
    #expect(members(person) == [1, 2, 3])
    person.press(.thresholdFarDown, .thresholdFarDown)
    #expect(Set(members(person)) == [1, 2, 3, 4, 5])
  }

  @Test func belowTheFloorThereAreNoPairs() {
    let person = person()
    for _ in 0..<4 { person.press(.thresholdFarDown) }
    #expect(person.state.clusters.threshold(.minhash) == 0.55)
    #expect(person.screen.contains("Pairs below 0.55 were not kept"))
  }

  @Test func thresholdsAreRememberedAndOfOneMethodEach() throws {
    let person = person()
    person.press(.nextMethod)
    #expect(person.state.clusters.method == .embedding)
    for _ in 0..<2 { person.press(.thresholdDown) }
    #expect(person.screen.contains("meaning from 0.93"))
    #expect(person.screen.contains("= 0.95"))
    #expect(person.state.clusters.position(ofExample: 8) != nil)
    let session = try #require(Session(json: Session(person.state).json))
    var fresh = Person(Self.host()).state
    _ = session.restore(&fresh)
    #expect(fresh.clusters.thresholds == [.embedding: 0.93])
  }

  @Test func anotherProcessesWordFormsThemAnew() {
    let person = person()
    person.dispatcher.dispatch(
      .othersDecided([
        Decision(
          id: DecisionID(1), uuid: "b", step: DecisionID(1), example: ExampleID(2), reviewer: "ben",
          action: .separate(from: [ExampleID(1), ExampleID(3)]), at: 5)
      ]))
    #expect(members(person) == [1, 3])
  }

  @Test func settlingShowsWhatItWouldDo() {
    let person = person()
    person.press(.settle)
    #expect(person.screen.contains("copies"))
    #expect(person.host.decisions.isEmpty)
    person.press(.cancel)
    #expect(person.host.decisions.isEmpty)
    #expect(person.screen.contains("Nothing was settled"))
    person.press(.settle)
    person.enter()
    #expect([6, 7].map { person.verdict($0) } == [.accept, .reject])
    #expect(person.verdict(1) == nil)
    person.press(.undo)
    #expect([6, 7].map { person.verdict($0) } == [nil, nil])
  }

  @Test func settlingLeavesAloneWhatAPersonHasBegun() {
    let person = person()
    person.press(.keepOne, .members, .down, .accept)
    person.press(.commandLine)
    person.type("settle near,exact")
    person.enter()
    #expect(person.screen.contains("Left alone: 1 decided already"))
    person.type("y")
    #expect(person.verdict(5) == .accept, "what was kept stays")
    #expect(person.verdict(4) == .reject)
    #expect(person.verdict(7) == .reject)
  }

  @Test func settlingLeavesAloneWhatHasDifferentLabels() {
    let host = MemoryHost([("the same", "billing"), ("the same", "shipping")])
    host.pair(1, 2, 1, method: .exact)
    let person = Person(host)
    person.press(.screenClusters, .settle)
    #expect(person.screen.contains("1 with different labels"))
    person.enter()
    #expect(host.decisions.isEmpty)
  }

  @Test func enterLeadsToTheExampleAndEscapeBack() {
    let person = person()
    person.press(.screenReview, .last, .screenClusters)
    person.press(.open, .down, .open)
    #expect(person.state.screen == .review)
    #expect(person.state.review.current == ExampleID(2))
    #expect(person.screen.contains("cluster:1"))
    person.press(.cancel)
    #expect(person.state.screen == .clusters)
    #expect(person.state.clusters.memberCursor == 1)
    person.press(.screenReview)
    #expect(person.state.review.filter.isEmpty)
    #expect(person.state.review.current == ExampleID(8), "Review is as it was before")
  }

  @Test func ordersAndFiltersKeepTheCursorOnItsCluster() {
    let person = person()
    person.press(.down)
    #expect(members(person) == [4, 5])
    person.press(.order, .order)
    #expect(person.state.clusters.order == .doubtful)
    #expect(members(person) == [4, 5])
    person.press(.first)
    #expect(members(person) == [1, 2, 3], "its last member is the least similar of all")
    person.press(.filter)
    person.type("exact")
    person.enter()
    #expect(members(person) == [6, 7])
    #expect(person.screen.contains("1 of 3"))
    person.press(.clearFilter)
    #expect(person.screen.contains("Clusters · 3"))
  }

  @Test func onlyClustersWithUndecidedMembersAreListed() {
    let person = person()
    person.press(.keepOne, .filter)
    person.type("undecided")
    person.enter()
    #expect(person.screen.contains("Clusters · 2 of 3 · 2 to go"))
    person.press(.keepOne, .keepOne)
    #expect(person.screen.contains("all settled"))
  }

  @Test func blindHidesScoresHereToo() {
    let host = Self.host()
    host.judge(1, Judgement(judge: "judge-a", scores: [DimensionScore(dimension: "accuracy", value: 4)]))
    let person = Person(host, size: Size(rows: 36, columns: 120))
    person.press(.screenClusters)
    #expect(person.screen.contains("representative 4.0"))
    person.press(.blind)
    #expect(!person.screen.contains("4.0"))
    person.press(.members, .accept)
    #expect(person.screen.contains("4.0"), "shown once it is decided")
  }

  @Test func reviewFiltersByKindAndByOtherSets() {
    let host = Self.host()
    host.columns.references = [.test: [7]]
    host.references[ExampleID(8)] = [
      ReferenceMatch(
        example: ExampleID(8), set: "held-out", role: .test, line: 12, method: .minhash, similarity: 0.971,
        text: "I cannot log in with the password")
    ]
    let person = Person(host, size: Size(rows: 36, columns: 140))
    person.press(.screenClusters, .screenReview, .commandLine)
    person.type("filter kind:exact")
    person.enter()
    #expect(person.state.review.listing == .some([6, 7]))
    person.press(.clearFilter, .filter)
    person.type("in:test")
    person.enter()
    #expect(person.state.review.listing == .some([8]))
    #expect(person.screen.contains("! also in test set held-out, line"))
    #expect(person.screen.contains("│ 0.97"))
    #expect(person.screen.contains("⟨the⟩ password"))
  }

  @Test func emptyStatesSayWhatToDo() {
    let person = Person(MemoryHost([("one", nil), ("two", nil)]))
    person.press(.screenClusters)
    #expect(person.screen.contains("No two examples are near duplicates"))
    #expect(person.screen.contains("assay dedupe looks for them"))
    person.press(.thresholdUp)
    #expect(person.screen.contains("There are no pairs"))
    person.press(.keepOne)
    #expect(person.screen.contains("There is no cluster here"))
  }

  @Test func onlyMembersInSightAreRead() {
    let host = MemoryHost((0..<10_000).map { _ in ("the very same text", nil) })
    host.clusters = [
      Cluster(
        id: ClusterID(1), method: "exact", kind: .exact, threshold: 1,
        members: (1...10_000).map { .init(example: ExampleID($0), similarity: 1, method: "exact") })
    ]
    let person = Person(host, size: Size(rows: 36, columns: 120))
    person.press(.screenClusters, .members, .last)
    #expect(person.state.clusters.memberCursor == 9_999)
    let read = person.host.effects.reduce(0) { sum, effect in
      if case .readRows(let ids) = effect { sum + ids.count } else { sum }
    }
    #expect(read < 200)
    #expect(person.screen.contains("10,000/10,000"))
  }
}

extension ClustersState {
  /// Where the cluster of this example is listed.
  fileprivate func position(ofExample id: Int64) -> Int? {
    listing.indices.first { cluster(at: $0)?.members.contains { $0.example == ExampleID(id) } == true }
  }
}
