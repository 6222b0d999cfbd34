import AssayCalibration
import AssayModel
import AssayStatistics
import AssayWorkbench
import TerminalCore
import Testing

/// Blind first, then the judge, then perhaps another verdict: all of it in the log.
@Suite struct RevealTests {
  private func person(reveals: Bool = true) -> Person {
    let host = MemoryHost([("one", nil), ("two", nil), ("three", nil), ("four", nil)])
    for (example, score) in [(1, 5.0), (2, 2.0), (3, 5.0)] as [(Int64, Double)] {
      host.judge(
        example,
        Judgement(
          judge: "judge-a", scores: [DimensionScore(dimension: "accuracy", value: score)],
          reason: "reason \(example)"))
    }
    let person = Person(host, size: Size(rows: 36, columns: 120))
    person.press(.blind)
    if reveals { person.press(.reveal) }
    return person
  }

  private func actions(_ person: Person) -> [Decision.Action] { person.host.decisions.map(\.action) }

  @Test func aBlindVerdictStaysAndShowsTheJudge() {
    let person = person()
    #expect(!person.screen.contains("reason 1"))
    person.press(.reject)
    #expect(person.state.review.current == ExampleID(1))
    #expect(person.screen.contains("reason 1"))
    #expect(person.screen.contains("The judge keeps it: 5.0; a, r or l changes your verdict; . goes on"))
    #expect(actions(person) == [.reject, .reveal(judge: "judge-a")])
    #expect(person.host.decisions[0].blind)
    #expect(Set(person.host.decisions.map(\.step)).count == 1)
  }

  @Test func theJudgeComesWithoutTheOthers() {
    let person = person()
    let other = Decision(
      id: DecisionID(1_000), uuid: "o", step: DecisionID(1_000), example: ExampleID(1), reviewer: "ben",
      action: .reject, at: 1)
    person.dispatcher.dispatch(.othersDecided([other]))
    person.press(.accept)
    #expect(person.screen.contains("reason 1"))
    #expect(!person.screen.contains("ben"))
    person.press(.accept, .up)
    #expect(person.screen.contains("ben ✗ rejected"))
  }

  @Test func theNextVerdictChangesTheFirstAndGoesOn() {
    let person = person()
    person.press(.reject, .accept)
    #expect(person.verdict(1) == .accept)
    #expect(person.state.review.current == ExampleID(2))
    #expect(person.host.decisions.last?.blind == false)
    person.press(.accept, .reject)
    let anchoring = Anchoring(person.state.log) { example, _ in example != ExampleID(2) }
    #expect(anchoring.changed.n == 2)
    #expect(anchoring.rejectToAccept == 1 && anchoring.acceptToReject == 1)
  }

  @Test(arguments: [CommandID.nextUndecided, .down, .open]) func theseGoOn(command: CommandID) {
    let person = person()
    person.press(.accept)
    person.press(command)
    #expect(person.state.review.current == ExampleID(2))
    #expect(actions(person).count == 2)
    #expect(person.state.review.pane == .list)
  }

  @Test func theSameVerdictAgainGoesOnAndWritesNothing() {
    let person = person()
    person.press(.accept, .accept)
    #expect(person.state.review.current == ExampleID(2))
    #expect(actions(person).count == 2)
  }

  @Test func undoTakesVerdictAndRevealBackAndWhatFollowsIsNotBlind() {
    let person = person()
    person.press(.accept, .undo)
    #expect(person.verdict(1) == nil)
    #expect(person.state.review.current == ExampleID(1))
    #expect(!person.screen.contains("reason 1"), "hidden until there is a verdict again")
    person.press(.reject)
    #expect(person.host.decisions.last?.action == .reject, "it has been seen: there is nothing to reveal")
    #expect(person.host.decisions.last?.blind == false)
    let anchoring = Anchoring(person.state.log) { _, _ in false }
    #expect(anchoring.acceptToReject == 1)
    person.press(.undo, .redo)
    #expect(person.verdict(1) == .reject)
  }

  @Test func undoOfAChangeBringsTheBlindVerdictBack() {
    let person = person()
    person.press(.accept, .reject, .undo)
    #expect(person.verdict(1) == .accept)
    #expect(person.state.log.opinion(of: "ana", on: ExampleID(1))?.blind == true)
    person.press(.undo)
    #expect(person.verdict(1) == nil)
  }

  @Test func whereTheJudgeSaysNothingOneKeyGoesOn() {
    let person = person()
    person.press(.last, .accept)
    #expect(person.state.review.current == ExampleID(1), "past the end to the first that is open")
    #expect(actions(person) == [.accept])
  }

  @Test func withoutTheModeOneKeyGoesOn() {
    let person = person(reveals: false)
    person.press(.accept)
    #expect(person.state.review.current == ExampleID(2))
    #expect(actions(person) == [.accept])
  }

  @Test func theConfigurationTurnsItOnAndTheCommandLineOff() {
    let person = person()
    person.press(.commandLine)
    person.type("reveal off")
    person.enter()
    person.press(.accept)
    #expect(actions(person) == [.accept])
  }

  @Test func plainLinesReadTheJudgeOut() {
    let person = person()
    let before = person.state
    person.press(.accept)
    let lines = LinearText.change(ofViewFrom: before, to: person.state)
    #expect(lines.contains { $0.contains("Judge judge-a: accuracy 5") })
    #expect(lines.contains { $0.contains("reason 1") })
  }

  @Test func everyDecisionCarriesTheRubric() {
    let person = person()
    person.press(.accept)
    #expect(person.host.decisions.allSatisfy { $0.rubric == person.state.task.rubricVersion })
  }

  @Test func theLineSaysHowManyRejectedOnesAreMissing() throws {
    let person = person(reveals: false)
    #expect(!person.screen.contains("more rejected"))
    person.press(.reject)
    person.press(.cancel)
    let left = try #require(Proportion.trials(forLowerEnd: 0.8, observed: 0.9)) - 1
    #expect(
      person.screen.contains(
        "\(left) more rejected examples until the lower end can reach 80 % (at 90 % caught)"))
    person.resize(24, 80)
    #expect(person.screen.contains("\(left) more rejected until the lower end can reach 80 %"))
  }
}
