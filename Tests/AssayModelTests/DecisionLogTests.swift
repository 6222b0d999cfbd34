import AssayModel
import AssayStatistics
import Testing

@Suite struct DecisionLogTests {
  /// A person at the keyboard: makes decisions, takes them back, brings them again.
  struct Keyboard {
    var log = DecisionLog()
    var all: [Decision] = []
    mutating func step(_ reviewer: String, _ actions: [(Int64?, Decision.Action)]) {
      let first = DecisionID(Int64(all.count) + 1)
      for (example, action) in actions {
        let id = DecisionID(Int64(all.count) + 1)
        let decision = Decision(
          id: id, uuid: "\(id.rawValue)", step: first, example: example.map { ExampleID($0) },
          reviewer: reviewer, action: action, at: id.rawValue * 1_000)
        all.append(decision)
        log.append(decision)
      }
    }
    mutating func undo(_ reviewer: String) {
      guard let step = log.nextUndo(for: reviewer) else { return }
      self.step(reviewer, [(nil, .undo(step: step))])
    }
    mutating func redo(_ reviewer: String) {
      guard let step = log.nextRedo(for: reviewer) else { return }
      self.step(reviewer, [(nil, .redo(step: step))])
    }
  }

  @Test func undoTakesBackAWholeStepAndRedoBringsItAgain() {
    var keyboard = Keyboard()
    keyboard.step("ana", [(1, .accept)])
    keyboard.step("ana", [(1, .reject), (2, .reject), (3, .relabel("billing"))])
    #expect(keyboard.log.opinion(of: "ana", on: ExampleID(3))?.label == "billing")
    keyboard.undo("ana")
    #expect(keyboard.log.opinion(of: "ana", on: ExampleID(1))?.verdict == .accept)
    #expect(keyboard.log.opinion(of: "ana", on: ExampleID(3)) == nil)
    keyboard.redo("ana")
    #expect(keyboard.log.opinion(of: "ana", on: ExampleID(1))?.verdict == .reject)
    #expect(keyboard.log.count(of: .reject, by: "ana") == 2)
    #expect(keyboard.log.count(of: .accept, by: "ana") == 1)
  }

  @Test func aNewDecisionEndsWhatCouldBeRedone() {
    var keyboard = Keyboard()
    keyboard.step("ana", [(1, .accept)])
    keyboard.undo("ana")
    keyboard.step("ana", [(2, .accept)])
    #expect(keyboard.log.nextRedo(for: "ana") == nil)
  }

  @Test func nobodyUndoesWhatIsAnothers() {
    var keyboard = Keyboard()
    keyboard.step("ana", [(1, .accept)])
    keyboard.step("ben", [(nil, .undo(step: DecisionID(1)))])
    #expect(keyboard.log.opinion(of: "ana", on: ExampleID(1))?.verdict == .accept)
    #expect(keyboard.log.nextUndo(for: "ben") == nil)
  }

  @Test func anEditOrNoteIsNoVerdict() {
    var keyboard = Keyboard()
    keyboard.step("ana", [(1, .edit([TextField(name: "text", text: "new")]))])
    keyboard.step("ana", [(1, .note("look again"))])
    let opinion = keyboard.log.opinion(of: "ana", on: ExampleID(1))
    #expect(opinion?.verdict == nil)
    #expect(opinion?.note == "look again")
    #expect(keyboard.log.count(of: .accept, by: "ana") == 0)
  }

  @Test func agreementNeedsOneVoice() {
    var keyboard = Keyboard()
    keyboard.step("ana", [(1, .accept)])
    #expect(keyboard.log.agreedVerdict(on: ExampleID(1)) == .accept)
    keyboard.step("ben", [(1, .reject)])
    #expect(keyboard.log.agreedVerdict(on: ExampleID(1)) == nil)
  }

  /// Any sequence of keys by two people leaves the same state as a replay of what is in the log without
  /// the steps that were taken back, and as a log fed in any order.
  @Test(arguments: 0..<40) func everySequenceEqualsItsReplay(seed: Int) {
    var generator = RepeatableGenerator(seed: UInt64(seed))
    var keyboard = Keyboard()
    var undone: Set<DecisionID> = []
    for _ in 0..<200 {
      let reviewer = Bool.random(using: &generator) ? "ana" : "ben"
      switch Int.random(in: 0..<10, using: &generator) {
      case 0, 1:
        if let step = keyboard.log.nextUndo(for: reviewer) { undone.insert(step) }
        keyboard.undo(reviewer)
      case 2:
        if let step = keyboard.log.nextRedo(for: reviewer) { undone.remove(step) }
        keyboard.redo(reviewer)
      default:
        let count = Int.random(in: 1...4, using: &generator)
        let actions: [Decision.Action] = [
          .accept, .reject, .relabel("a"), .relabel("b"), .skip, .note("n"), .note(""),
          .score(dimension: "x", value: 3), .score(dimension: "x", value: nil),
          .edit([TextField(name: "text", text: "e")]),
        ]
        let chosen = (0..<count).map { _ in
          (Int64.random(in: 1...6, using: &generator) as Int64?, actions.randomElement(using: &generator)!)
        }
        keyboard.step(reviewer, chosen)
      }
    }
    let remaining = keyboard.all.filter { decision in
      switch decision.action {
      case .undo, .redo: false
      default: !undone.contains(decision.step)
      }
    }
    let replayed = DecisionLog(remaining)
    let shuffled = DecisionLog(keyboard.all.shuffled(using: &generator))
    for example in (1...6).map({ ExampleID($0) }) {
      #expect(keyboard.log.opinions(on: example) == replayed.opinions(on: example))
      #expect(keyboard.log.opinions(on: example) == shuffled.opinions(on: example))
    }
    for reviewer in ["ana", "ben"] {
      #expect(keyboard.log.nextUndo(for: reviewer) == shuffled.nextUndo(for: reviewer))
      for verdict in Verdict.allCases {
        #expect(keyboard.log.count(of: verdict, by: reviewer) == replayed.count(of: verdict, by: reviewer))
      }
    }
  }
}
