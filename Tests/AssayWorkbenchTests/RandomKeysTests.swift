import AssayModel
import AssayStatistics
import AssayWorkbench
import TerminalCore
import Testing

/// What the keys ought to do, said once more and in the plainest way: whole states on a stack.
private struct Model {
  var verdicts: [Int: String] = [:]
  var cursor = 0
  var marks: Set<Int> = []
  private var past: [(verdicts: [Int: String], example: Int)] = []
  private var future: [(verdicts: [Int: String], example: Int)] = []
  let count: Int

  init(count: Int) { self.count = count }

  mutating func press(_ command: CommandID) {
    switch command {
    case .accept: decide([cursor], "accept")
    case .reject: decide([cursor], "reject")
    case .skip: decide([cursor], "skip")
    case .acceptMarked: decideMarked("accept")
    case .rejectMarked: decideMarked("reject")
    case .down: cursor = min(cursor + 1, count - 1)
    case .up: cursor = max(cursor - 1, 0)
    case .first: cursor = 0
    case .last: cursor = count - 1
    case .mark:
      if marks.remove(cursor) == nil { marks.insert(cursor) }
      cursor = min(cursor + 1, count - 1)
    case .undo:
      guard let last = past.popLast() else { return }
      future.append((verdicts, last.example))
      verdicts = last.verdicts
      cursor = last.example
    case .redo:
      guard let next = future.popLast() else { return }
      past.append((verdicts, next.example))
      verdicts = next.verdicts
      cursor = next.example
    default: break
    }
  }

  private mutating func decideMarked(_ verdict: String) {
    guard !marks.isEmpty else { return }
    decide(marks.sorted(), verdict)
    marks = []
  }

  private mutating func decide(_ examples: [Int], _ verdict: String) {
    past.append((verdicts, examples[0]))
    future = []
    for example in examples { verdicts[example] = verdict }
    let order = Array(cursor + 1..<max(count, cursor + 1)) + Array(0..<cursor)
    if let next = order.first(where: { verdicts[$0] == nil }) { cursor = next }
  }
}

@Suite struct RandomKeysTests {
  /// Four hundred key sequences of 60 keys each, as fast fingers would type them, against the model.
  @Test(arguments: 0..<400) func decisionsEqualTheModels(seed: Int) {
    var generator = RepeatableGenerator(seed: UInt64(seed))
    let count = Int.random(in: 1...9, using: &generator)
    let person = Person(MemoryHost((0..<count).map { ("text number \($0)", nil) }))
    var model = Model(count: count)
    let commands: [CommandID] = [
      .accept, .accept, .reject, .skip, .down, .up, .first, .last, .mark, .acceptMarked, .rejectMarked, .undo,
      .undo, .redo,
    ]
    var pressed: [CommandID] = []
    for _ in 0..<60 {
      let command = commands.randomElement(using: &generator)!
      pressed.append(command)
      person.press(command)
      model.press(command)
      let shown = (0..<count).map { index -> String? in
        let opinion = person.state.log.opinion(of: "ana", on: ExampleID(Int64(index) + 1))
        return opinion?.verdict?.rawValue ?? (opinion?.skipped == true ? "skip" : nil)
      }
      guard shown == (0..<count).map({ model.verdicts[$0] }), person.state.review.cursor == model.cursor
      else {
        Issue.record("after \(pressed.map(\.rawValue)): \(shown) at \(person.state.review.cursor)")
        return
      }
    }
    let replayed = DecisionLog(person.host.decisions)
    for id in (1...count).map({ ExampleID(Int64($0)) }) {
      #expect(replayed.opinions(on: id) == person.state.log.opinions(on: id))
    }
  }

  /// Any keys at all, in any window, with the screen drawn after each: nothing traps, nothing runs over.
  @Test(arguments: 0..<40) func anyKeysAtAnySize(seed: Int) {
    var generator = RepeatableGenerator(seed: UInt64(seed) &+ 77_777)
    let texts = [
      "plain", "日本語のテキスト 👨‍👩‍👧 🇩🇪", "\u{1b}[31mred \u{202e}", "שלום עולם", String(repeating: "long ", count: 300),
      "",
    ]
    let host = MemoryHost((0..<12).map { (texts[$0 % texts.count], $0 % 3 == 0 ? nil : "label \($0 % 3)") })
    host.judge(2, Judgement(judge: "j", scores: [DimensionScore(dimension: "accuracy", value: nil)]))
    host.judge(
      3, Judgement(judge: "k", scores: [DimensionScore(dimension: "accuracy", value: 2.5, reason: texts[4])]))
    host.cluster(1, [(1, 1), (7, 0.9), (5, 0.75)])
    if seed % 2 == 0 {
      for (one, other, similarity) in [(1, 7, 0.9), (7, 5, 0.75), (2, 3, 0.56), (9, 10, 1), (10, 11, 0.8)] {
        host.pair(Int32(one), Int32(other), Float(similarity), method: one == 9 ? .masked : .minhash)
      }
    }
    host.runs = seed % 3 == 0 ? [] : SampleRuns.all
    host.proposed = ProbeWalkTests.host().proposed
    let person = Person(host)
    let keys: [KeyChord.Key] =
      "abcdefghijklmnoprstuvxyzABCDEFGHIJKLMNOPRSTUVXYZ0123456789/:?.[]<>=- +".map { .character($0) } + [
        .enter, .escape, .tab, .backspace, .up, .down, .left, .right, .pageUp, .pageDown, .home, .end,
        .delete,
      ]
    for _ in 0..<150 {
      switch Int.random(in: 0..<12, using: &generator) {
      case 0:
        person.resize(Int.random(in: 0...60, using: &generator), Int.random(in: 0...220, using: &generator))
      case 1:
        let kinds: [MouseEvent.Kind] = [.press, .release, .drag, .doubleClick, .wheelUp, .wheelDown]
        let point = Point(
          row: Int.random(in: 0...60, using: &generator), column: Int.random(in: 0...220, using: &generator))
        person.send(.mouse(MouseEvent(kind: kinds.randomElement(using: &generator)!, at: point)))
      case 2: person.send(.paste("pasted\n\u{1b}[31m text"))
      case 3:
        let id = Int64.random(in: 1...14, using: &generator)
        person.dispatcher.dispatch(
          .scored(
            ScoreBatch(judge: JudgeID(1), scores: [.init(example: ExampleID(id), mean: 2, spread: .nan)])))
        person.dispatcher.dispatch(
          .runsRead([SampleRuns.run(id, Run.State.allCases[Int(id) % 7])], isAll: false))
      default:
        let modifiers: KeyChord.Modifiers = Int.random(in: 0..<10, using: &generator) == 0 ? .control : []
        person.send(.key(KeyChord(keys.randomElement(using: &generator)!, modifiers: modifiers)))
      }
      let frame = view(person.state, theme: Theme(name: "plain", styles: [:]))
      #expect(frame.grid.size == person.state.size)
      #expect(
        frame.grid.cells.allSatisfy { cell in
          cell.text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202e }
        })
    }
    #expect(DecisionLog(host.decisions).lastID == person.state.log.lastID)
  }
}
