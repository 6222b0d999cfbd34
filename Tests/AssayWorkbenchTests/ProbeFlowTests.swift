import AssayModel
import AssayWorkbench
import TerminalCore
import Testing

/// Probes in Review: they are there, and nothing tells.
@Suite struct ProbeFlowTests {
  /// Ten examples, then four known-bad probes and two that nobody has confirmed.
  private func host(good: [Int64] = []) -> MemoryHost {
    let texts = (1...10).map { "example text \($0)" } + (1...6).map { "probe text \($0)" }
    let host = MemoryHost(texts.map { ($0, "billing") })
    let places: [Int64] = [2, 4, 6, 8]
    host.probes = places.enumerated().map { index, place in
      probe(Int64(11 + index), .garbled, place: place)
    }
    host.probes.append(probe(15, .subtle, place: 1, .proposed))
    host.probes.append(probe(16, .truncated, place: 1, .discarded))
    host.probes += good.map { Probe(example: ExampleID($0), origin: ExampleID($0), fault: nil, detail: "") }
    return host
  }

  private func probe(_ id: Int64, _ fault: Fault, place: Int64, _ status: Probe.Status = .confirmed) -> Probe
  {
    Probe(
      example: ExampleID(id), origin: ExampleID(1), fault: fault, detail: "", status: status,
      place: ExampleID(place))
  }

  @Test func theyStandAmongTheOthersFromTheFirstScreenOn() {
    let person = Person(host())
    let listing = person.state.review.listing
    #expect(
      (0..<listing.count).map { listing[$0].rawValue } == [1, 2, 11, 3, 4, 12, 5, 6, 13, 7, 8, 14, 9, 10])
    #expect(person.screen.contains("1 of 14"))
    #expect(!person.screen.contains("in all"), "the hidden ones are not counted either")
    #expect(!person.screen.contains("probe text 5") && !person.screen.contains("probe text 6"))
  }

  @Test func decidingMovesNothing() {
    let person = Person(host())
    let before = person.state.review.listing
    for _ in 0..<5 { person.press(.reject) }
    #expect(person.state.review.listing == before)
    #expect(person.state.review.current == ExampleID(12))
    #expect(person.verdict(11) == .reject)
    #expect(person.screen.contains("bad 5"), "a decision counts the same whatever it is on")
  }

  @Test func aSearchWalksThroughThemInTheListsOrder() {
    let person = Person(host())
    person.press(.search)
    person.type("text")
    person.enter()
    #expect(person.screen.contains("/text 14"))
    var seen: [Int64] = []
    for _ in 0..<14 {
      seen.append(person.state.review.current?.rawValue ?? 0)
      person.press(.nextMatch)
    }
    #expect(seen == [1, 2, 11, 3, 4, 12, 5, 6, 13, 7, 8, 14, 9, 10])
    #expect(person.state.review.current == ExampleID(1))
    person.press(.previousMatch, .previousMatch, .previousMatch)
    #expect(person.state.review.current == ExampleID(14))
  }

  @Test func newProbesLeaveTheCursorOnItsExample() {
    let host = MemoryHost((1...30).map { ("example text \($0)", "billing") })
    let person = Person(host)
    for _ in 0..<25 { person.press(.down) }
    let line = person.state.review.cursor - person.state.review.top
    var facts = person.state.workspace
    facts.probes = [probe(29, .garbled, place: 2), probe(30, .garbled, place: 5)]
    person.dispatcher.dispatch(.workspaceChanged(facts))
    #expect(person.state.review.current == ExampleID(26))
    #expect(person.state.review.cursor == 27)
    #expect(person.state.review.cursor - person.state.review.top == line, "on the same line of the screen")
    facts.probes[0].status = .discarded
    person.dispatcher.dispatch(.workspaceChanged(facts))
    #expect(person.state.review.cursor == 26)
    #expect(person.state.review.listing.count == 29)
  }

  @Test func aVisitGoesOnWhereTheLastOneEnded() throws {
    let person = Person(host())
    for _ in 0..<5 { person.press(.down) }
    #expect(person.state.review.current == ExampleID(12))
    let session = try #require(Session(json: Session(person.state).json))
    var state = Person(host()).state
    _ = session.restore(&state)
    #expect(state.review.current == ExampleID(12))
  }

  @Test func figuresOfTheReviewerComeInStepsUntilAllIsDecided() {
    let host = host(good: [1, 3, 5, 7, 9, 10])
    host.probes.append(probe(15, .subtle, place: 1))
    host.probes.removeAll { $0.example == ExampleID(15) && $0.status == .proposed }
    let person = Person(host)
    person.press(.screenCalibration)
    #expect(person.screen.contains("come in steps of 5"))
    person.press(.screenReview)
    // 1 and 15 are decided, 2, 11 …
    for _ in 0..<9 { person.press(.reject) }
    person.press(.screenCalibration)
    #expect(!person.screen.contains("caught"), "three known-bad and three known-good ones: no step is full")
    person.press(.screenReview)
    for _ in 0..<6 { person.press(.accept) }
    person.press(.screenCalibration)
    #expect(person.screen.contains("Probes: you caught 3 of 5 known-bad (60 %, 23-88)"), "\(person.screen)")
    #expect(person.screen.contains("accepted 3 of 6 known-good"))
  }

  @Test func ownWordAndNearCopiesMeasureNobody() {
    let host = MemoryHost([("one", nil), ("two", nil), ("three", nil)])
    host.probes = [
      Probe(example: ExampleID(1), origin: ExampleID(1), fault: nil, detail: "", reviewer: "ana"),
      probe(3, .nearCopy, place: 2),
    ]
    let person = Person(host)
    for _ in 0..<3 { person.press(.accept) }
    person.press(.screenCalibration)
    #expect(!person.screen.contains("Probes:"))
  }
}
