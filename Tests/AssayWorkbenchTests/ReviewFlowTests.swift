import AssayModel
import AssayWorkbench
import TerminalCore
import Testing

@Suite struct ReviewFlowTests {
  private func host() -> MemoryHost {
    let host = MemoryHost([
      ("I was charged twice for my order", "billing"),
      ("My parcel says delivered, but it is not here", "shipping"),
      ("Why is there a fee on my bill", "billing"), ("I cannot log in with my password", "account"),
      ("I was charged two times for my order", "billing"), ("Where is my parcel", "shipping"),
    ])
    host.judge(1, Judgement(judge: "judge-a", scores: [DimensionScore(dimension: "accuracy", value: 5)]))
    host.judge(
      2,
      Judgement(
        judge: "judge-a", scores: [DimensionScore(dimension: "accuracy", value: 2)],
        reason: "Two questions in one"))
    host.judge(5, Judgement(judge: "judge-a", scores: [DimensionScore(dimension: "accuracy", value: 4)]))
    host.cluster(1, [(1, 1), (5, 0.8)])
    return host
  }

  @Test func oneKeyDecidesAndGoesOn() {
    let person = Person(host())
    person.press(.accept)
    #expect(person.verdict(1) == .accept)
    #expect(person.state.review.current == ExampleID(2))
    person.press(.reject, .accept)
    #expect(person.verdict(2) == .reject)
    #expect(person.host.decisions.count == 3)
    #expect(person.screen.contains("good 2 · bad 1"))
  }

  @Test func theLineAboveTheJudgeStandsStillWhereThereIsRoom() {
    let person = Person(host())
    person.resize(50, 200)
    func row() -> Int? { person.screen.split(separator: "\n").firstIndex { $0.contains("├─ Judge") } }
    let first = row()
    #expect(first != nil)
    person.press(.down)
    #expect(person.screen.contains("Two questions in one"))
    #expect(row() == first, "the second example has a reason, a line more")
    person.press(.down)
    #expect(person.screen.contains("Not scored by this judge"))
    #expect(row() == first)
  }

  @Test func decidedExamplesArePassedOver() {
    let person = Person(host())
    person.press(.down, .accept)
    #expect(person.state.review.current == ExampleID(3))
    person.press(.first, .accept)
    #expect(person.state.review.current == ExampleID(3), "2 is decided already")
    person.press(.last, .accept)
    #expect(person.state.review.current == ExampleID(3), "past the end it goes on with what was left out")
  }

  @Test func undoAndRedoWalkThroughWholeSteps() {
    let person = Person(host())
    person.press(.accept, .mark, .mark, .rejectMarked)
    #expect([2, 3].map { person.verdict($0) } == [.reject, .reject])
    person.press(.undo)
    #expect([1, 2, 3].map { person.verdict($0) } == [.accept, nil, nil])
    #expect(person.state.review.current == ExampleID(2), "the cursor shows what was undone")
    person.press(.undo)
    #expect(person.verdict(1) == nil)
    person.press(.undo)
    #expect(person.screen.contains("Nothing of yours is left to undo"))
    person.press(.redo, .redo)
    #expect([1, 2, 3].map { person.verdict($0) } == [.accept, .reject, .reject])
  }

  @Test func aDecisionThatIsNotSavedIsNotShown() {
    let person = Person(host())
    person.host.isDiskFull = true
    person.press(.accept)
    #expect(person.verdict(1) == nil)
    #expect(person.state.review.current == ExampleID(1))
    #expect(person.screen.contains("Not saved: the disk is full"))
  }

  @Test func relabelTakesADigitOrTypedLetters() {
    let person = Person(host())
    person.press(.relabel)
    person.key(.character("2"))
    #expect(person.state.log.opinion(of: "ana", on: ExampleID(1))?.label == "shipping")
    person.press(.relabel)
    person.type("acc")
    person.enter()
    #expect(person.state.log.opinion(of: "ana", on: ExampleID(2))?.label == "account")
    person.press(.relabel)
    person.type("brand new")
    person.enter()
    #expect(person.state.log.opinion(of: "ana", on: ExampleID(3))?.label == "brand new")
    person.press(.relabel)
    person.key(.escape)
    #expect(person.host.decisions.count == 3)
  }

  @Test func editIsADecisionAndKeepsTheOriginal() {
    let person = Person(host())
    person.host.editor = { fields in fields.map { TextField(name: $0.name, text: $0.text + "!") } }
    person.press(.edit)
    #expect(
      person.host.decisions.map(\.action) == [
        .edit([TextField(name: "text", text: "I was charged twice for my order!")])
      ])
    #expect(person.host.examples[0].fields[0].text == "I was charged twice for my order")
    #expect(person.verdict(1) == nil)
    person.host.editor = { _ in nil }
    person.press(.edit)
    #expect(person.host.decisions.count == 1)
  }

  @Test func ownScoresAreChecked() {
    let person = Person(host())
    person.press(.score)
    person.type("4")
    person.type("9")
    person.key(.escape)
    #expect(person.host.decisions.map(\.action) == [.score(dimension: "relevance", value: 4)])
  }

  @Test func notesAndTheirKeySurviveASearch() {
    let person = Person(host())
    person.press(.note)
    person.type("look again")
    person.enter()
    #expect(person.state.log.opinion(of: "ana", on: ExampleID(1))?.note == "look again")
    person.press(.search)
    person.type("charged")
    person.enter()
    person.press(.nextMatch)
    #expect(person.state.review.current == ExampleID(5))
    person.press(.nextMatch)
    #expect(person.state.review.current == ExampleID(1))
    person.press(.cancel, .note)
    #expect(person.state.overlay != nil, "after Esc the key writes notes again")
  }

  @Test func escapeInASearchGoesBack() {
    let person = Person(host())
    person.press(.down)
    person.press(.search)
    person.type("parcel")
    #expect(person.state.review.current == ExampleID(2))
    person.type(" zzz")
    person.key(.escape)
    #expect(person.state.review.current == ExampleID(2))
    #expect(person.state.review.search == nil)
  }

  @Test func filtersComposeAndOneKeyClearsThem() {
    let person = Person(host())
    person.press(.filter)
    person.type("label:billing")
    person.enter()
    #expect(person.state.review.listing.count == 3)
    person.press(.filter)
    person.type("accuracy>=5")
    person.enter()
    #expect(person.state.review.listing == .some([1]))
    #expect(person.screen.contains("label:billing"))
    person.press(.clearFilter)
    #expect(person.state.review.listing == .all(count: 6))
  }

  @Test func aListStaysAsItIsWhileItsExamplesAreDecided() {
    let person = Person(host())
    person.press(.filter)
    person.type("verdict:undecided")
    person.enter()
    person.press(.accept, .accept)
    #expect(person.state.review.listing.count == 6)
  }

  @Test func keepOneSettlesTheCluster() {
    let person = Person(host())
    person.press(.keepOne)
    #expect(person.verdict(1) == .accept)
    #expect(person.verdict(5) == .reject)
    person.press(.undo)
    #expect(person.verdict(5) == nil, "one key, one step")
  }

  @Test func blindHidesTheJudgeUntilTheDecision() {
    let person = Person(host(), size: Size(rows: 36, columns: 120))
    person.press(.down)
    #expect(person.screen.contains("Two questions in one"))
    person.press(.blind)
    #expect(!person.screen.contains("Two questions in one"))
    person.press(.reject)
    #expect(person.host.decisions.last?.blind == true)
    person.press(.up)
    #expect(person.screen.contains("Two questions in one"), "shown once decided")
  }

  @Test func inTheClusterPaneTheMemberUnderTheCursorIsDecided() {
    let person = Person(host(), size: Size(rows: 36, columns: 120))
    let members = person.state.review.detail?.cluster?.members.map(\.example) ?? []
    #expect(members.count > 1)
    person.press(.nextPane, .nextPane, .down, .reject)
    #expect(person.host.decisions.map(\.example) == [members[1]])
    #expect(person.state.review.current == members[0], "the list stays")
    // The rejected one needs no second verdict.
    person.press(.keepOne)
    #expect(person.verdict(5) == .accept && person.verdict(1) == .reject)
  }

  @Test func aListByScoresIsNotBlind() {
    let person = Person(host(), size: Size(rows: 36, columns: 120))
    person.press(.blind, .commandLine)
    person.type("order lowest score")
    person.enter()
    #expect(person.screen.contains("not blind: the list tells of scores"))
    person.press(.reject)
    #expect(person.host.decisions.last?.blind == false)
    person.press(.commandLine)
    person.type("order uncertainty")
    person.enter()
    person.press(.accept)
    #expect(person.host.decisions.last?.blind == true)
  }

  @Test func batchesAndTheEndsOfTheListAreOneKeyAway() {
    let person = Person(host())
    person.press(.nextBatch)
    #expect(person.state.review.current == ExampleID(6))
    person.press(.previousBatch)
    #expect(person.state.review.current == ExampleID(1))
    person.press(.last)
    #expect(person.state.review.current == ExampleID(6))
  }

  @Test func theCommandLineRunsCompletesAndRemembers() {
    let person = Person(host())
    person.press(.commandLine)
    person.type("ord")
    person.key(.tab)
    person.type(" shortest")
    person.enter()
    #expect(person.state.review.listing[0] == ExampleID(6))
    person.press(.commandLine)
    person.key(.up)
    #expect(person.screen.contains(":order shortest"))
    person.key(.escape)
    person.press(.commandLine)
    person.type("4")
    person.enter()
    #expect(person.state.review.cursor == 3)
    person.press(.commandLine)
    person.type("frobnicate")
    person.enter()
    #expect(person.screen.contains("is not a command"))
  }

  @Test func othersDecisionsAppear() {
    let person = Person(host(), size: Size(rows: 36, columns: 120))
    let decision = Decision(
      id: DecisionID(1), uuid: "x", step: DecisionID(1), example: ExampleID(1), reviewer: "ben",
      action: .reject, at: 0)
    person.dispatcher.dispatch(.othersDecided([decision]))
    #expect(person.screen.contains("ben"))
    #expect(person.verdict(1) == nil)
  }

  @Test func theSessionComesBack() throws {
    let person = Person(host())
    person.press(.filter)
    person.type("label:billing")
    person.enter()
    person.press(.blind, .mark, .down)
    let marked = person.state.review.marks
    #expect(marked.count == 1)
    let json = Session(person.state).json
    let second = Person(host())
    var state = second.state
    let effects = try #require(Session(json: json)).restore(&state)
    #expect(state.review.isBlind)
    #expect(state.review.filter == person.state.review.filter)
    #expect(state.review.anchor == person.state.review.current)
    #expect(state.review.marks == marked)
    #expect(effects.count == 1)
  }

  @Test func quitLeaves() {
    let person = Person(host())
    person.press(.quit)
    #expect(person.left)
    #expect(person.host.effects.contains(.saveSession))
  }

  @Test func hostileTextNeverReachesTheScreenRaw() {
    let hostile = "a\u{1b}[2Jb \u{202e}evil\u{200b} \u{9b}31m \u{7} \u{e0041} end"
    let host = MemoryHost([(hostile, hostile)])
    host.judge(
      1,
      Judgement(
        judge: hostile, scores: [DimensionScore(dimension: hostile, value: 1, reason: hostile)],
        reason: hostile))
    host.truths[ExampleID(1)] = Truth(verdict: .accept, label: hostile, source: hostile)
    let person = Person(
      host, size: Size(rows: 40, columns: 140), task: TaskSpecification(name: hostile, labels: [hostile]))
    person.press(.truth)
    let screens: [() -> Void] = [
      {}, { person.press(.relabel) }, { person.key(.escape) }, { person.press(.screenJudge) },
      { person.press(.screenRuns) },
      { person.press(.screenClusters) }, { person.press(.screenCalibration) },
    ]
    for show in screens {
      show()
      for scalar in person.screen.unicodeScalars where scalar != "\n" {
        #expect(scalar.value >= 0x20 && !(0x7f...0x9f).contains(scalar.value))
        #expect(!(0x202a...0x202e).contains(scalar.value) && !(0xe0000...0xe007f).contains(scalar.value))
        #expect(scalar.value != 0x200b)
      }
    }
  }
}
