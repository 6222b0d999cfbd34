import AssayCalibration
import AssayModel
import AssayWorkbench
import TerminalCore
import Testing

@Suite struct AdjudicationTests {
  /// Ana and Ben differ on 1, 2 and 4, agree on 3; 5 is a probe.
  static func host() -> MemoryHost {
    let host = MemoryHost([
      ("I was charged twice for my order", "billing"), ("My parcel is not here", "shipping"),
      ("Why is there a fee", "billing"), ("I cannot log in", "account"), ("a probe", "billing"),
    ])
    host.probes = [
      Probe(example: ExampleID(5), origin: ExampleID(1), fault: .garbled, detail: "", place: ExampleID(2))
    ]
    func say(_ reviewer: String, _ example: Int64, _ actions: Decision.Action...) {
      let step = DecisionID(Int64(host.decisions.count) + 1)
      for (index, action) in actions.enumerated() {
        let id = step.rawValue + Int64(index)
        host.decisions.append(
          Decision(
            id: DecisionID(id), uuid: "\(id)", step: step, example: ExampleID(example), reviewer: reviewer,
            action: action, at: id))
      }
    }
    say("ana", 1, .accept, .note("clear enough"))
    say("ben", 1, .reject, .note("two questions in one"), .score(dimension: "accuracy", value: 2))
    say("ana", 2, .reject)
    say("ben", 2, .relabel("billing"))
    say("ana", 3, .accept)
    say("ben", 3, .accept)
    say("ana", 4, .accept)
    say("ben", 4, .relabel("billing"))
    say("ana", 5, .accept)
    say("ben", 5, .reject)
    return host
  }

  private func person(_ size: Size = Size(rows: 36, columns: 120)) -> Person {
    Person(Self.host(), size: size, reviewer: "eve")
  }

  @Test func theConflictsAreShownWithoutNames() {
    let person = person()
    person.press(.adjudicate)
    #expect(person.screen.contains("People differ · 1 of 3 · 3 to rule on"))
    #expect(person.screen.contains("I was charged twice for my order"))
    for words in ["reviewer A", "reviewer B", "“clear enough”", "“two questions in one”", "accuracy 2"] {
      #expect(person.screen.contains(words))
    }
    let box = person.screen.split(separator: "\n").filter { $0.contains("reviewer") }.joined()
    #expect(!box.contains("ana") && !box.contains("ben"))
  }

  @Test func theJudgeIsHiddenWhileConflictsAreRuledOn() {
    let host = Self.host()
    host.judge(
      1,
      Judgement(
        judge: "j", scores: [DimensionScore(dimension: "accuracy", value: 2)], reason: "the judge's reason"))
    let person = Person(host, size: Size(rows: 36, columns: 120), reviewer: "eve")
    #expect(person.screen.contains("the judge's reason"))
    person.press(.adjudicate)
    #expect(!person.screen.contains("the judge's reason"))
    #expect(!person.screen.contains("2.0"))
    person.key(.escape)
    #expect(person.screen.contains("the judge's reason"))
  }

  @Test func whoIsAIsDrawnForEachExample() {
    let host = MemoryHost((1...40).map { ("text \($0)", nil) })
    for example in 1...40 as ClosedRange<Int64> {
      for (offset, reviewer) in ["ana", "ben"].enumerated() {
        let id = DecisionID(2 * example + Int64(offset))
        host.decisions.append(
          Decision(
            id: id, uuid: "\(id.rawValue)", step: id, example: ExampleID(example), reviewer: reviewer,
            action: offset == 0 ? .accept : .reject, at: id.rawValue))
      }
    }
    let person = Person(host, size: Size(rows: 36, columns: 120), reviewer: "eve")
    person.press(.adjudicate)
    var accepts = 0
    for _ in 1...40 {
      let line = person.screen.split(separator: "\n").first {
        $0.contains("✓ accept") && $0.contains("✗ reject")
      }
      if let line, let accept = line.firstRange(of: "✓"), let reject = line.firstRange(of: "✗"),
        accept.lowerBound < reject.lowerBound
      {
        accepts += 1
      }
      person.key(.character("j"))
    }
    #expect((8...32).contains(accepts), "neither always comes first")
  }

  @Test func aRulingStandsAndTheNextConflictComes() {
    let person = person()
    person.press(.adjudicate)
    person.key(.character("r"))
    #expect(person.host.decisions.last?.action == .adjudicate(.reject, label: nil))
    #expect(person.host.decisions.last?.rubric == person.state.task.rubricVersion)
    #expect(person.screen.contains("2 of 3 · 2 to rule on"))
    person.key(.character("l"))
    person.type("shipping")
    person.enter()
    #expect(person.host.decisions.last?.action == .adjudicate(.accept, label: "shipping"))
    person.key(.character("a"))
    #expect(person.screen.contains("Every conflict has its ruling"))
    let truths = HumanTruths(person.state.log) { $0 == ExampleID(5) }
    #expect(truths.conflicts.isEmpty)
    #expect(truths.truths.map(\.verdict) == [.reject, .accept, .accept, .accept])
    #expect(truths.truths.map(\.isAdjudicated) == [true, true, false, true])
    person.key(.escape)
    person.press(.adjudicate)
    #expect(person.screen.contains("There is nothing to rule on"))
  }

  @Test func undoTakesARulingBackAndNothingElse() {
    let person = person()
    person.press(.down, .accept, .adjudicate)
    person.key(.character("u"))
    #expect(person.screen.contains("No ruling of yours is left to undo"))
    person.key(.character("a"))
    person.key(.character("u"))
    #expect(person.state.log.ruling(on: ExampleID(1)) == nil)
    #expect(person.screen.contains("1 of 3 · 3 to rule on"))
    #expect(person.screen.contains("Ruling taken back"))
    person.key(.character("u"))
    #expect(person.verdict(2) == .accept, "the verdict from before stays")
  }

  @Test func escapeLeavesTheListOfLabelsThenTheQueue() {
    let person = person()
    person.press(.adjudicate)
    person.key(.character("l"))
    #expect(person.screen.contains("Right with the label"))
    person.key(.escape)
    #expect(person.screen.contains("1 of 3"))
    person.key(.escape)
    #expect(person.state.overlay == nil)
    #expect(person.host.decisions.count == Self.host().decisions.count)
  }

  @Test func itWorksOnANarrowScreen() {
    let person = person(Size(rows: 14, columns: 40))
    person.press(.adjudicate)
    #expect(person.screen.contains("1 of 3"))
    person.key(.pageDown)
    person.key(.pageDown)
    #expect(person.screen.contains("reviewer B"))
  }

  @Test func theFilterShowsConflictsAndTheCommandLineRules() {
    let person = person()
    person.press(.commandLine)
    person.type("filter conflict")
    person.enter()
    #expect(
      (0..<person.state.review.listing.count).map { person.state.review.listing[$0].rawValue } == [1, 2, 4])
    person.press(.commandLine)
    person.type("rule reject")
    person.enter()
    #expect(person.host.decisions.last?.action == .adjudicate(.reject, label: nil))
    person.press(.cancel)
    #expect(person.screen.contains("ruled: reject"))
  }

  @Test func verdictsUnderAnOlderRubricAreListedAgain() {
    let host = MemoryHost([("one", nil), ("two", nil), ("three", nil)])
    let now = TaskSpecification(name: "test", description: "as it is now")
    for (example, rubric) in [(1, "00000000"), (2, now.rubricVersion), (3, nil)] as [(Int64, String?)] {
      host.decisions.append(
        Decision(
          id: DecisionID(example), uuid: "\(example)", step: DecisionID(example), example: ExampleID(example),
          reviewer: "ana", action: .accept, at: example, rubric: rubric))
    }
    let person = Person(host, task: now)
    person.press(.commandLine)
    person.type("filter rubric:old")
    person.enter()
    #expect(person.state.review.listing == .some([1]))
    person.press(.reject)
    #expect(person.state.log.opinion(of: "ana", on: ExampleID(1))?.rubric == now.rubricVersion)
  }
}
