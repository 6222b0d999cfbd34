import AssayModel
import AssayStatistics
import AssayWorkbench
import Foundation
import TerminalCore
import Testing

/// What a person meets at the edges: ends of texts, huge numbers, lists that have just grown.
@Suite struct ReviewEdgeTests {
  private func host(_ texts: [String] = ["one", "two", "three", "four", "five", "six"]) -> MemoryHost {
    let host = MemoryHost(texts.map { ($0, "billing") })
    host.judge(1, Judgement(judge: "judge-a", scores: [DimensionScore(dimension: "accuracy", value: 5)]))
    return host
  }

  @Test func theConfusionMatrixLeavesKnownBadProbesOut() throws {
    let host = host()
    host.judge(2, Judgement(judge: "judge-a", scores: [DimensionScore(dimension: "accuracy", value: 5)]))
    host.probes = [
      Probe(example: ExampleID(2), origin: ExampleID(1), fault: .garbled, detail: "", place: ExampleID(1))
    ]
    host.calibration.splits = [ExampleID(1): .dev, ExampleID(2): .dev]
    let person = Person(host)
    person.press(.first, .accept, .accept, .screenCalibration)
    let matrix = try #require(person.state.calibration.shown?.matrix)
    #expect(person.state.log.count(of: .accept, by: person.state.reviewer) == 2)
    #expect(matrix.truePositives == 1 && matrix.count == 1)
  }

  @Test func skippingBlindTellsNothingOfTheJudge() {
    let person = Person(host())
    person.press(.blind, .skip)
    #expect(!person.screen.contains("The judge keeps"))
    person.press(.first, .accept)
    #expect(person.screen.contains("The judge keeps it: 5.0"))
  }

  @Test(arguments: [("-9223372036854775808", 0), ("0", 0), ("9223372036854775807", 5), ("go -3", 0)])
  func numbersBeyondTheListGoToItsEnds(line: String, place: Int) {
    let person = Person(host())
    person.press(.down, .commandLine)
    person.type(line)
    person.enter()
    #expect(person.state.review.cursor == place)
  }

  @Test func aBatchThatIsNamedTakesThePlaceOfOthers() {
    let person = Person(host())
    func run(_ line: String) {
      person.press(.commandLine)
      person.type(line)
      person.enter()
    }
    run("filter verdict:undecided")
    run("filter batch:Batch 1")
    run("filter batch:Batch 2")
    #expect(person.state.review.listing.count == 6, "filters of one kind widen")
    run("batch Batch 2")
    #expect(person.state.review.filter.terms.map(\.text) == ["verdict:undecided", "batch:Batch 2"])
    #expect(person.state.review.listing.count == 1)
    run("batch Batch 7")
    #expect(person.screen.contains("\"Batch 7\" is not a batch"))
    #expect(person.state.review.listing.count == 1, "a slip changes nothing")
    person.press(.screenRuns)
    run("batch Batch 1")
    #expect(person.state.screen == .review && person.state.review.listing.count == 5)
  }

  @Test func theEndOfALongTextIsNoTrap() {
    let text = (1...60).map { "line \($0)" }.joined(separator: "\n")
    let person = Person(host([text, "two"]))
    person.press(.open, .last)
    let end = person.screen
    #expect(end.contains("line 60"))
    person.press(.up)
    #expect(person.screen != end, "one step back is one line back")
    person.press(.down)
    #expect(person.screen == end)
    for _ in 0..<20 { person.press(.pageDown) }
    #expect(person.screen == end)
    person.press(.up)
    #expect(person.screen != end)
    person.press(.first)
    #expect(person.screen.contains("line 1 "))
  }

  @Test func aLongReasonScrollsAfterTheText() {
    let host = host()
    let reasons = (1...30).map { "word\($0)" }
    host.judge(
      2,
      Judgement(
        judge: "judge-a",
        scores: reasons.map { DimensionScore(dimension: $0, value: 3, reason: "because \($0)") }))
    let person = Person(host)
    person.press(.down, .open)
    #expect(!person.screen.contains("because word30"))
    person.press(.last)
    #expect(person.screen.contains("because word30"))
    person.press(.first)
    #expect(!person.screen.contains("because word30"))
  }

  @Test func aSearchFindsWhatStandsBeforeTheCursorToo() {
    let person = Person(host())
    person.press(.last, .search)
    person.type("two")
    #expect(person.state.review.current == ExampleID(2))
    #expect(person.screen.contains("From the top again"))
    person.key(.escape)
    #expect(person.state.review.current == ExampleID(6))
  }

  @Test func aFilterOnWhatTheJudgeDoesNotScoreIsRefused() {
    let person = Person(host())
    person.press(.commandLine)
    person.type("filter acuracy>3")
    person.enter()
    #expect(
      person.screen.contains("\"acuracy\" is not a number of this judge; there are score, spread, length"))
    #expect(person.state.review.filter.isEmpty)
  }

  @Test func blindHidesThePublishedTruthToo() {
    let host = host()
    host.truths[ExampleID(1)] = Truth(verdict: .accept, label: nil, source: "gold set")
    let person = Person(host)
    person.press(.truth)
    #expect(person.screen.contains("gold set"))
    person.press(.blind)
    #expect(!person.screen.contains("gold set"))
    person.press(.accept, .first)
    #expect(person.screen.contains("gold set"), "shown once decided")
  }

  @Test(arguments: 40...90) func aMessageNeverLeavesHalfAPlaceBehind(length: Int) {
    let person = Person(host())
    person.dispatcher.dispatch(.notice(Message(.info, String(repeating: "x", count: length))))
    let line = person.screen.split(separator: "\n")[22]
    let rest = String(line.drop { $0 == " " || $0 == "x" }).trimmingCharacters(in: .whitespaces)
    #expect(["", "1 of 6"].contains(rest))
  }

  @Test func theLineModeReadsOutWhatAKeyBringsToLight() {
    let host = host()
    host.judge(1, Judgement(judge: "judge-b", scores: [DimensionScore(dimension: "accuracy", value: 2)]))
    host.truths[ExampleID(1)] = Truth(verdict: .reject, label: nil, source: "gold set")
    let person = Person(host)
    var before = person.state
    person.press(.nextJudge)
    #expect(LinearText.change(ofViewFrom: before, to: person.state) == ["Judge judge-b: accuracy 2."])
    before = person.state
    person.press(.truth)
    #expect(
      LinearText.change(ofViewFrom: before, to: person.state) == ["Published truth: rejected (gold set)"])
    before = person.state
    person.press(.accept, .first)
    #expect(LinearText.change(ofViewFrom: before, to: person.state) == [])
  }

  @Test func aTruthThatIsNotThereIsSaidToBeMissing() {
    let person = Person(host())
    person.press(.truth)
    #expect(person.screen.contains("No truth was published for this example"))
  }

  @Test func theFooterShowsTheKeysOfTheBoxThatIsOpen() {
    let person = Person(host())
    person.press(.relabel)
    #expect(person.screen.contains("Enter choose  Up Down move  Esc close"))
    #expect(!person.screen.contains("a accept"))
    person.key(.escape)
    #expect(person.screen.contains("a accept"))
  }

  @Test func batchKeysWaitForTheColumnsOfNewExamples() {
    let host = host()
    host.columns.batch.removeLast(2)
    let person = Person(host)
    person.press(.last, .nextBatch)
    #expect(person.screen.contains("Still reading the workspace"))
  }

  @Test func theFirstJudgeOfAWorkspaceIsShownAtOnce() {
    let host = MemoryHost([("one", nil), ("two", nil)])
    let person = Person(host)
    host.judge(1, Judgement(judge: "judge-a", scores: [DimensionScore(dimension: "accuracy", value: 5)]))
    person.dispatcher.dispatch(.workspaceChanged(host.facts))
    #expect(host.effects.contains(.readColumns(JudgeID(1))))
    #expect(person.screen.contains("5.0"))
  }

  @Test func anUndoOutsideOfTheListSaysSo() {
    let person = Person(host())
    person.press(.accept, .commandLine)
    person.type("filter verdict:undecided")
    person.enter()
    person.press(.undo)
    #expect(person.verdict(1) == nil)
    #expect(person.screen.contains("Undone: accept, on an example that is not in this list"))
  }

  @Test func aLabelThatWasMadeUpIsOfferedFromThenOn() {
    let person = Person(host())
    person.press(.relabel)
    person.type("refunds")
    person.enter()
    person.press(.relabel)
    #expect(person.screen.contains("refunds"))
    person.key(.escape)
    person.press(.filter)
    person.type("label:ref")
    #expect(person.screen.contains("label:refunds"))
  }

  @Test func whatIsPastedNarrowsAList() {
    let person = Person(host())
    person.press(.relabel)
    person.send(.paste("ship\n"))
    person.enter()
    #expect(person.state.log.opinion(of: "ana", on: ExampleID(1))?.label == "shipping")
  }

  @Test func theHelpGoesBackFromItsEndAtOnce() {
    let person = Person(host())
    person.press(.help, .last)
    let end = person.screen
    person.press(.up)
    #expect(person.screen != end)
  }

  @Test func aLineThatIsBeingTypedSurvivesALookAtTheHistory() {
    let person = Person(host())
    person.press(.commandLine)
    person.type("order shortest")
    person.enter()
    person.press(.commandLine)
    person.type("fil")
    person.key(.up)
    #expect(person.screen.contains(":order shortest"))
    person.key(.down)
    #expect(person.screen.contains(":fil"))
  }

  @Test(arguments: [
    ("l", "l LABEL: billing, shipping, account"), ("s", "s DIMENSION SCORE: relevance 1 to 5"),
    ("o", "o ORDER: import, lowest score"), ("f", "f TERM: verdict:undecided"), ("/", "/TEXT"),
    ("s relevance 9", "s DIMENSION SCORE: relevance 1 to 5"),
  ])
  func theLineModeSaysWhatACommandNeeds(line: String, answer: String) {
    let person = Person(host())
    #expect(LinearText.action(for: line, person.state) == nil)
    #expect(LinearText.usage(for: line, person.state)?.first?.hasPrefix(answer) == true)
    #expect(LinearText.usage(for: "frobnicate", person.state) == nil)
  }
}
