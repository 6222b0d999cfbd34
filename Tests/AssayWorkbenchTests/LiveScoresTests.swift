import AssayModel
import AssayWorkbench
import TerminalCore
import Testing

/// Scores that come in while a person is looking.
@Suite struct LiveScoresTests {
  private func host(judged: ClosedRange<Int64>? = 1...2, count: Int = 8) -> MemoryHost {
    let host = MemoryHost((1...count).map { ("text \($0)", nil) })
    for id in judged.map(Array.init) ?? [] { score(host, id, 3) }
    return host
  }

  private func score(_ host: MemoryHost, _ id: Int64, _ value: Double, spread: Double? = nil) {
    host.judgements[ExampleID(id)] = []
    host.judge(
      id,
      Judgement(
        judge: "judge v1",
        scores: [DimensionScore(dimension: "accuracy", value: value, spread: spread)]))
  }

  private func batch(_ scores: (Int64, Float)..., judge: Int64 = 1) -> Action {
    .scored(
      ScoreBatch(
        judge: JudgeID(judge),
        scores: scores.map { .init(example: ExampleID($0.0), mean: $0.1, spread: 0.5) }))
  }

  @Test func theyAppearInTheListAndInThePane() {
    let host = host()
    let person = Person(host)
    person.press(.down, .down)
    #expect(person.screen.contains("Not scored by this judge"))
    score(host, 3, 4.5)
    person.dispatcher.dispatch(batch((3, 4.5), (4, 2)))
    #expect(person.state.columns?.score[2] == 4.5)
    #expect(person.state.columns?.spread[3] == 0.5)
    #expect(person.screen.contains("accuracy") && person.screen.contains("4.5"))
    #expect(person.state.review.current == ExampleID(3))
    let lists = host.effects.filter { if case .list = $0 { true } else { false } }
    #expect(lists.isEmpty, "the list does not rest on scores")
  }

  @Test func scoresOfAnotherJudgeAreNotShown() {
    let person = Person(host())
    person.dispatcher.dispatch(batch((3, 1), judge: 9))
    #expect(person.state.columns?.score[2].isNaN == true)
  }

  @Test func examplesThatAreNotInTheColumnsYetAreLeftOut() {
    let person = Person(host())
    person.dispatcher.dispatch(batch((100, 1), (0, 1), (3, 2)))
    #expect(person.state.columns?.score[2] == 2)
  }

  @Test func aListByScoresIsMadeAnewOncePerSecondAndKeepsThePlace() throws {
    let host = host(judged: 1...8)
    let person = Person(host)
    person.press(.commandLine)
    person.type("order lowest score")
    person.enter()
    person.press(.down, .down)
    let here = try #require(person.state.review.current)
    score(host, 8, 1)
    // Each event of these tests is two seconds after the one before it.
    person.dispatcher.dispatch(batch((8, 1)))
    #expect(person.state.review.listing[0] == ExampleID(8))
    #expect(person.state.review.current == here, "the example under the cursor stays under it")
    #expect(person.state.review.cursor == 3)
    #expect(person.screen.contains("▸"))
  }

  @Test func anExampleThatLeavesTheListStaysUnderTheCursorUntilThePersonLeaves() {
    let host = host(judged: nil)
    host.judge(8, Judgement(judge: "judge v1", scores: [DimensionScore(dimension: "accuracy", value: 3)]))
    let person = Person(host)
    person.press(.commandLine)
    person.type("filter judge:none")
    person.enter()
    #expect(person.state.review.listing == .some([1, 2, 3, 4, 5, 6, 7]))
    person.press(.down, .down)
    score(host, 3, 5)
    score(host, 5, 5)
    person.dispatcher.dispatch(batch((3, 5), (5, 5)))
    #expect(person.state.review.current == ExampleID(3))
    #expect(person.state.review.listing == .some([1, 2, 3, 4, 6, 7]), "5 is gone, 3 waits")
    person.press(.down)
    score(host, 6, 5)
    person.dispatcher.dispatch(batch((6, 5)))
    #expect(person.state.review.listing == .some([1, 2, 4, 7]))
    #expect(person.state.review.current == ExampleID(4))
  }

  @Test func theListIsNotMadeMoreOftenThanOncePerSecond() {
    let host = host(judged: 1...8)
    let person = Person(host, now: 5_000)
    person.press(.commandLine)
    person.type("order lowest score")
    person.enter()
    let before = host.effects.count { if case .list = $0 { true } else { false } }
    for value in 1...5 { person.dispatcher.dispatch(batch((8, Float(value)))) }
    #expect(host.effects.count { if case .list = $0 { true } else { false } } == before)
    #expect(person.state.review.isListOld, "the next second brings it")
  }

  @Test func whatWasPutOffComesWithTheClock() {
    let host = host(judged: 1...8)
    var now: Int64 = 5_000
    let person = Person(host, clock: { now })
    person.press(.commandLine)
    person.type("order lowest score")
    person.enter()
    score(host, 8, 1)
    person.dispatcher.dispatch(batch((8, 1)))
    #expect(person.state.review.listing[0] == ExampleID(1))
    person.dispatcher.dispatch(.tick)
    #expect(person.state.review.listing[0] == ExampleID(1))
    now += 1_000
    person.dispatcher.dispatch(.tick)
    #expect(person.state.review.listing[0] == ExampleID(8))
    #expect(!person.state.review.isListOld)
  }

  @Test func theFirstJudgeIsShownAsSoonAsItIsThere() {
    let host = host(judged: nil)
    let person = Person(host)
    #expect(person.screen.contains("No judge yet") || person.state.judge == nil)
    score(host, 2, 4)
    person.dispatcher.dispatch(
      .judgesRead([
        JudgeVersion(id: JudgeID(1), name: "judge v1", dimensions: ["accuracy"], count: 1),
        JudgeVersion(id: JudgeID(2), name: "judge v1 · small", dimensions: ["accuracy"], count: 1),
      ]))
    #expect(person.state.review.judge == JudgeID(1))
    #expect(person.state.columns?.judge == JudgeID(1))
    #expect(person.state.columns?.score[1] == 4)
  }

  @Test func theJudgeThatWasAskedIsShownWithItsAnswer() {
    let host = host()
    let person = Person(host)
    let shown = person.state.judge?.id
    let message = Message(.info, "Judged again by judge v2")
    let other = JudgeVersion(id: JudgeID(9), name: "judge v2", dimensions: ["accuracy"], count: 1)
    person.dispatcher.dispatch(.judgedAgain(other, message))
    #expect(person.state.judge == other && shown != other.id)
    #expect(person.state.message?.text == "Judged again by judge v2, which is shown now")
    person.dispatcher.dispatch(.judgedAgain(other, message))
    #expect(person.state.message == message)
  }

  @Test func judgingAgainMeansTheMarkedOnesOrTheOneUnderTheCursor() {
    let host = host()
    let person = Person(
      host, task: TaskSpecification(name: "test", judges: [JudgeSpecification(name: "judge", models: ["m"])]))
    person.press(.judgeAgain)
    #expect(
      host.effects.last
        == .startRun(RunRequest(judge: "judge", selection: .examples([ExampleID(1)]), isFresh: true)))
    #expect(person.screen.contains("Asking judge again"))
    person.press(.mark, .mark, .judgeAgain)
    #expect(
      host.effects.last
        == .startRun(
          RunRequest(judge: "judge", selection: .examples([ExampleID(1), ExampleID(2)]), isFresh: true)))
    #expect(person.state.review.marks.isEmpty)
  }

  @Test func theJudgeThatIsShownIsAskedAgain() {
    let host = host(judged: nil)
    host.judge(1, Judgement(judge: "strict v2", scores: [DimensionScore(dimension: "accuracy", value: 3)]))
    let judges = ["judge", "strict"].map { JudgeSpecification(name: $0, models: ["m"]) }
    let person = Person(host, task: TaskSpecification(name: "test", judges: judges))
    person.press(.judgeAgain)
    #expect(
      host.effects.last
        == .startRun(RunRequest(judge: "strict", selection: .examples([ExampleID(1)]), isFresh: true)))
  }
}
