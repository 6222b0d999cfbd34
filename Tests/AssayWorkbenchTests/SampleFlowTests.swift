import AssayModel
import AssayWorkbench
import TerminalCore
import Testing

/// `:sample` in Review.
@Suite struct SampleFlowTests {
  /// Ten examples and a copy of the second, which is in the queue.
  private func host() -> MemoryHost {
    let texts = (1...10).map { "example text \($0)" } + ["example text 2"]
    let host = MemoryHost(texts.map { ($0, "billing") })
    host.judge(4, Judgement(judge: "j", scores: [DimensionScore(dimension: "accuracy", value: 2)]))
    host.probes = [Probe(example: ExampleID(11), origin: ExampleID(2), fault: nil, detail: "repeat")]
    host.queue = [4, 2, 7, 11].map {
      DrawnExample(
        example: ExampleID($0), role: $0 == 11 ? .repeat : .drawn, probability: $0 == 11 ? nil : 0.3,
        reason: "near the threshold")
    }
    return host
  }

  private func command(_ line: String, _ person: Person) {
    person.press(.commandLine)
    person.type(line)
    person.enter()
  }

  private func ids(_ person: Person) -> [Int64] {
    let listing = person.state.review.listing
    return (0..<listing.count).map { listing[$0].rawValue }
  }

  @Test func aQueueOpensBlindInItsOrder() {
    let person = Person(host())
    command("sample 40 informative", person)
    #expect(ids(person) == [4, 2, 7, 11])
    #expect(person.state.review.current == ExampleID(4))
    #expect(person.state.review.isBlind)
    #expect(person.screen.contains("4 of 11 drawn, informative, worth 2 equally drawn ones"))
    #expect(person.state.drawn?.reason == "near the threshold")
    let asked = SampleRequest(size: 40, strategy: .informative, judge: JudgeID(1))
    #expect(person.host.effects.contains(.drawSample(asked)))
  }

  @Test func aBlindQueueIsSilentOnWhatIsDecidedToo() {
    let person = Person(host())
    command("sample 40 informative", person)
    person.press(.accept)
    #expect(person.state.review.current == ExampleID(2))
    #expect(!person.screen.contains("The judge drops it") && !person.screen.contains("2.0"))
    person.press(.blind)
    #expect(person.screen.contains("2.0"), "the list has the score of the first")
  }

  @Test func withoutASizeTheQueueGoesOnWhereItWasLeft() {
    let person = Person(host())
    command("sample", person)
    person.press(.accept)
    person.press(.reject)
    command("clear", person)
    #expect(ids(person) == (1...10).map(Int64.init), "the copy is in no other list")
    #expect(person.state.review.order == .imported)
    command("sample", person)
    #expect(ids(person) == [4, 2, 7, 11] && person.state.review.current == ExampleID(7))
    #expect(person.screen.contains("2 of 4 are left"))
    #expect(person.host.draws.count == 1)
    person.press(.accept)
    person.press(.accept)
    command("sample", person)
    #expect(person.host.draws.count == 2, "a queue that is done is followed by another")
  }

  @Test func aFilterOpensAQueueAsWell() {
    let person = Person(host())
    command("filter sample", person)
    #expect(person.screen.contains("is not a queue that was drawn"))
    command("sample 2", person)
    command("clear", person)
    command("filter sample:1", person)
    #expect(ids(person) == [4, 2] && person.state.review.order == .drawn)
  }

  @Test(arguments: ["sample 0", "sample twice", "sample 3 4", "sample random balanced"])
  func whatIsNeitherASizeNorAStrategyIsRefused(line: String) {
    let person = Person(host())
    command(line, person)
    #expect(person.host.draws.isEmpty)
    #expect(person.state.message?.kind == .error)
  }

  @Test func theNextVisitGoesOnWithTheQueue() {
    let person = Person(host())
    command("sample", person)
    let session = Session(person.state)
    let later = Person(person.host)
    var state = later.state
    _ = Session(json: session.json)?.restore(&state)
    #expect(state.review.filter == ExampleFilter([.sample(nil)]) && state.review.order == .drawn)
    #expect(state.review.isBlind)
  }
}
