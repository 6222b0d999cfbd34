import AssayModel
import AssayWorkbench
import TerminalCore
import Testing

/// Examples that come in while a person is looking.
@Suite struct LiveBatchesTests {
  private func host(_ count: Int = 8) -> MemoryHost {
    MemoryHost((1...count).map { ("text \($0)", $0 % 2 == 0 ? "billing" : "shipping") })
  }

  /// More come in, and the watcher tells of them.
  private func come(_ texts: [(String, String?)], to person: Person) {
    person.host.add(texts)
    person.dispatcher.dispatch(.workspaceGrown(person.host.facts))
  }

  private func arrivalReads(_ host: MemoryHost) -> Int {
    host.effects.count { if case .readArrivals = $0 { true } else { false } }
  }

  private func lists(_ host: MemoryHost) -> Int {
    host.effects.count { if case .list = $0 { true } else { false } }
  }

  private func command(_ person: Person, _ line: String) {
    person.press(.commandLine)
    person.type(line)
    person.enter()
  }

  @Test func theyStandAtTheEndOfTheWholeListAndNothingMoves() {
    let person = Person(host())
    person.press(.down, .down)
    let before = person.screen.split(separator: "\n")
    come([("new one", nil), ("new two", nil)], to: person)
    #expect(person.state.review.listing == .all(count: 10))
    #expect(person.state.review.current == ExampleID(3))
    #expect(person.screen.split(separator: "\n")[3] == before[3], "the lines in sight stand where they stood")
    #expect(person.screen.contains("new two"))
    #expect(person.screen.contains("+2 new") && person.screen.contains("3 of 10"))
    #expect(person.state.columns?.count == 10)
  }

  @Test func aFilteredListTakesInWhatFitsIt() {
    let person = Person(host())
    command(person, "filter label:billing")
    person.press(.down)
    let lists = lists(person.host)
    come([("a", "shipping"), ("b", "billing"), ("c", "billing")], to: person)
    #expect(person.state.review.listing == .some([2, 4, 6, 8, 10, 11]))
    #expect(person.state.review.current == ExampleID(4))
    #expect(self.lists(person.host) == lists, "no list is made anew for them")
    #expect(person.screen.contains("+3 new"))
  }

  @Test func aBatchThatIsShownGrows() {
    let person = Person(host(7))
    command(person, "batch Batch 2")
    #expect(person.state.review.listing == .some([6, 7]))
    come([("a", nil), ("b", nil), ("c", nil), ("d", nil)], to: person)
    #expect(person.state.review.listing == .some([6, 7, 8, 9, 10]), "the eleventh is of the third batch")
  }

  @Test func aSortedListHasThemAtItsEndUntilItIsSortedAgain() {
    let person = Person(MemoryHost([("long text here", nil), ("mid text", nil), ("a", nil)]))
    command(person, "order shortest")
    #expect(person.state.review.listing == .some([3, 2, 1]))
    come([("ab", nil)], to: person)
    #expect(person.state.review.listing == .some([3, 2, 1, 4]))
    command(person, "order import")
    command(person, "order shortest")
    #expect(person.state.review.listing == .some([3, 4, 2, 1]))
  }

  @Test func whatNobodyHasDecidedBelongsToTheUndecided() {
    let person = Person(host(3))
    command(person, "filter verdict:undecided")
    come([("a", nil)], to: person)
    #expect(person.state.review.listing == .some([1, 2, 3, 4]))
    command(person, "clear")
    command(person, "filter verdict:accepted")
    come([("b", nil)], to: person)
    #expect(person.state.review.listing == .some([]))
  }

  @Test func manyArrivalsAtOnceAreReadOnceAndWhole() {
    let person = Person(host(5))
    command(person, "filter length>0")
    person.host.isSlow = true
    for number in 1...4 { come([("new \(number)", nil)], to: person) }
    #expect(arrivalReads(person.host) == 1, "one question at a time")
    person.host.isSlow = false
    person.dispatcher.dispatch(.arrived(person.host.arrivals(after: 5)))
    #expect(person.state.columns?.count == 9)
    #expect(person.state.review.listing == .some([1, 2, 3, 4, 5, 6, 7, 8, 9]))
  }

  @Test func whatComesWhileAListIsMadeComesAfterIt() {
    let person = Person(host(5))
    person.host.isSlow = true
    command(person, "filter label:billing")
    let request = ListingRequest(
      filter: person.state.review.filter, order: .imported, number: person.state.review.requestNumber)
    come([("a", "billing")], to: person)
    person.dispatcher.dispatch(.arrived(person.host.arrivals(after: 5)))
    #expect(person.state.columns?.count == 5, "the list that is being made uses them")
    person.dispatcher.dispatch(.listed(.some([2, 4]), request: request, rows: 5))
    #expect(person.state.columns?.count == 6)
    #expect(person.state.review.listing == .some([2, 4, 6]))
  }

  @Test func aListThatWasMadeBeforeTheColumnsWereReadAnewCatchesUp() {
    let person = Person(host(5))
    command(person, "filter length>0")
    person.host.add([("a", nil)])
    // Something else has changed as well: all columns are read.
    person.dispatcher.dispatch(.workspaceChanged(person.host.facts))
    #expect(person.state.review.listing == .some([1, 2, 3, 4, 5, 6]))
    #expect(person.screen.contains("+1 new"))
  }

  @Test func columnsThatDoNotFitAreReadAgain() {
    let person = Person(host(5))
    person.host.isSlow = true
    come([("a", nil)], to: person)
    person.host.isSlow = false
    // An answer to a question of a moment ago.
    person.dispatcher.dispatch(.arrived(person.host.arrivals(after: 3)))
    #expect(person.state.columns?.count == 6)
    #expect(person.state.columns?.length == person.host.columns.length)
  }

  @Test func aScoreThatIsFasterThanItsExampleIsNotLost() {
    let host = host(3)
    host.judge(1, Judgement(judge: "judge v1", scores: [DimensionScore(dimension: "accuracy", value: 3)]))
    let person = Person(host)
    host.isSlow = true
    come([("a", nil)], to: person)
    person.dispatcher.dispatch(
      .scored(
        ScoreBatch(judge: JudgeID(1), scores: [.init(example: ExampleID(4), mean: 4.5, spread: 0.1)])))
    person.dispatcher.dispatch(.arrived(host.arrivals(after: 3)))
    #expect(person.state.columns?.score[3] == 4.5)
    #expect(person.state.columns?.spread[3] == 0.1)
  }

  @Test func plusShowsTheNewBatchAndEscLeadsBack() {
    let person = Person(host(10))
    command(person, "filter label:billing")
    person.press(.down, .down)
    come([("a", nil), ("b", nil)], to: person)
    person.press(.news)
    #expect(person.state.review.filter.terms.map(\.text) == ["batch:Batch 3"])
    #expect(person.state.review.listing == .some([11, 12]))
    #expect(person.state.review.current == ExampleID(11))
    #expect(!person.screen.contains("+2 new"))
    person.press(.cancel)
    #expect(person.state.review.filter.terms.map(\.text) == ["label:billing"])
    #expect(person.state.review.current == ExampleID(6))
    person.press(.news)
    #expect(person.state.review.listing == .some([11, 12]), "also when they have been looked at")
  }

  @Test func withoutNewsPlusSaysSo() {
    let person = Person(host())
    person.press(.news)
    #expect(person.screen.contains("Nothing has come in since"))
  }

  @Test func theMarkGoesOnceThePersonIsThere() {
    let person = Person(host(3))
    come([("a", nil)], to: person)
    #expect(person.screen.contains("+1 new"))
    person.press(.down, .down, .down)
    #expect(person.state.review.current == ExampleID(4))
    #expect(!person.screen.contains("+1 new"))
  }

  @Test func whatIsMarkedAndTheStartOfARangeStay() {
    let person = Person(host(4))
    person.press(.mark, .markRange)
    come([("a", nil)], to: person)
    person.press(.down, .markRange)
    #expect(person.state.review.marks == [ExampleID(1), ExampleID(2), ExampleID(3)])
  }

  @Test func theFirstExamplesOfAnEmptyWorkspaceAppear() {
    let host = MemoryHost([])
    let person = Person(host)
    come([("a", nil), ("b", nil)], to: person)
    #expect(person.state.review.current == ExampleID(1))
    #expect(person.screen.contains("1 of 2"))
  }

  /// Otherwise each arrival would cost as much as the workspace is large: a million rows take longer than a frame.
  @Test func columnsGrowWhereTheyAre() {
    func columns(_ count: Int) -> ExampleColumns {
      ExampleColumns(
        batch: Array(repeating: 1, count: count), label: Array(repeating: -1, count: count),
        technique: Array(repeating: -1, count: count), length: Array(repeating: 9, count: count),
        cluster: Array(repeating: 0, count: count), score: Array(repeating: .nan, count: count),
        spread: Array(repeating: .nan, count: count))
    }
    var facts = WorkspaceFacts(folder: "memory", count: 1_000, batches: [], judges: [], labels: [])
    var state = AppState(
      size: Size(rows: 24, columns: 80), now: 0, bindings: KeyBindings.make().bindings,
      appearance: Appearance(theme: "plain", themes: [], mouse: false, ascii: false), workspace: facts,
      task: TaskSpecification(name: "test"), reviewer: "ana", log: DecisionLog([]),
      review: ReviewState(listing: facts.importedListing, openedAt: 0))
    var read = columns(1_000)
    read.batch.reserveCapacity(2_000)
    read.score.reserveCapacity(2_000)
    _ = update(&state, .columnsRead(read))
    read = ExampleColumns()
    func places() -> [UnsafeRawPointer?] {
      [
        state.columns?.batch.withUnsafeBytes { $0.baseAddress },
        state.columns?.score.withUnsafeBytes { $0.baseAddress },
      ]
    }
    let before = places()
    for _ in 1...5 {
      let known = facts.count
      facts.count += 20
      _ = update(&state, .workspaceGrown(facts))
      _ = update(&state, .arrived(ArrivedExamples(after: known, columns: columns(20))))
    }
    #expect(state.columns?.count == 1_100)
    #expect(places() == before)
  }

  @Test func probesAmongTheNewOnesAreNotListed() {
    var new = ExampleColumns(
      batch: [1, 1, 1], label: [-1, -1, -1], technique: [-1, -1, -1], length: [3, 3, 3], cluster: [0, 0, 0],
      score: [.nan, .nan, .nan], spread: [.nan, .nan, .nan])
    new.probes = [1]
    #expect(
      Listing.arrivals(new, after: 10, filter: ExampleFilter([.length(.greater, 0)]), batches: [:], keepAt: 4)
        == [11, 13])
    #expect(
      Listing.arrivals(new, after: 10, filter: ExampleFilter(), batches: [:], keepAt: 4) == [11, 13],
      "a list that is only sorted")
  }
}
