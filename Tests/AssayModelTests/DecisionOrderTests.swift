import AssayModel
import AssayStatistics
import Testing

/// What a log says rests on the decisions and on when they were made, not on the order in which they came.
@Suite struct DecisionOrderTests {
  private func decision(
    _ id: Int64, at: Int64, _ action: Decision.Action, example: Int64? = 1, uuid: String? = nil,
    reviewer: String = "ana", step: Int64? = nil, blind: Bool = false
  ) -> Decision {
    Decision(
      id: DecisionID(id), uuid: uuid ?? "u\(at)", step: DecisionID(step ?? id),
      example: example.map { ExampleID($0) }, reviewer: reviewer, action: action, at: at, blind: blind)
  }

  @Test func theLaterWordHoldsWhicheverCameFirst() {
    let log = DecisionLog([decision(1, at: 2_000, .reject), decision(2, at: 1_000, .accept)])
    #expect(log.opinion(of: "ana", on: ExampleID(1))?.verdict == .reject)
    #expect(log.standing(on: ExampleID(1)).map(\.action) == [.accept, .reject])
    #expect(log.count(of: .reject, by: "ana") == 1)
    #expect(log.count(of: .accept, by: "ana") == 0)
  }

  @Test func decisionsWithoutATimeFollowEachOtherAsTheyCame() {
    let log = DecisionLog([
      decision(1, at: 0, .reject, uuid: "b"), decision(2, at: 0, .accept, uuid: "a"),
    ])
    #expect(log.opinion(of: "ana", on: ExampleID(1))?.verdict == .accept)
  }

  @Test func theNewestUndoOrRedoOfAStepDecides() {
    let step = decision(1, at: 1_000, .accept)
    let undo = decision(2, at: 3_000, .undo(step: DecisionID(1)), example: nil)
    let redo = decision(3, at: 2_000, .redo(step: DecisionID(1)), example: nil)
    let log = DecisionLog([step, undo, redo])
    #expect(log.isUndone(DecisionID(1)))
    #expect(log.opinion(of: "ana", on: ExampleID(1)) == nil)
  }

  @Test func aNewerStepEndsWhatCouldBeRedoneThoughItCameEarlier() {
    let log = DecisionLog([
      decision(1, at: 1_000, .accept), decision(2, at: 5_000, .accept, example: 2),
      decision(3, at: 2_000, .undo(step: DecisionID(1)), example: nil),
    ])
    #expect(log.nextRedo(for: "ana") == nil)
    #expect(log.nextUndo(for: "ana") == DecisionID(2))
  }

  @Test func undoTakesBackWhatWasDoneLastAndNotWhatCameLast() {
    let log = DecisionLog([decision(1, at: 9_000, .accept), decision(2, at: 1_000, .accept, example: 2)])
    #expect(log.nextUndo(for: "ana") == DecisionID(1))
  }

  @Test func aWordOnWhoBelongsTogetherCountsByItsTime() {
    let log = DecisionLog([
      decision(1, at: 2_000, .merge(with: ExampleID(2))),
      decision(2, at: 1_000, .separate(from: [ExampleID(2)])),
    ])
    #expect(
      log.clusterConstraints == [
        .separate(ExampleID(1), from: [ExampleID(2)]), .merge(ExampleID(1), with: ExampleID(2)),
      ])
  }

  @Test func whatWasSeenStaysSeenAfterAnUndo() {
    let log = DecisionLog([
      decision(1, at: 1_000, .accept, blind: true),
      decision(2, at: 2_000, .undo(step: DecisionID(1)), example: nil), decision(3, at: 3_000, .note("n")),
    ])
    #expect(log.hasDecided("ana", on: ExampleID(1)))
    #expect(!log.hasDecided("ben", on: ExampleID(1)))
    #expect(!log.hasDecided("ana", on: ExampleID(2)))
  }

  @Test func aRulingHoldsOverVerdictsAndDifferentLabelsAreADispute() {
    var log = DecisionLog([
      decision(1, at: 1_000, .relabel("a")), decision(2, at: 1_000, .accept, reviewer: "ben"),
    ])
    #expect(log.heldVerdict(on: ExampleID(1)) == nil)
    #expect(log.isDisputed(ExampleID(1)))
    log.append(decision(3, at: 3_000, .adjudicate(.accept, label: "b"), reviewer: "eve"))
    #expect(log.heldVerdict(on: ExampleID(1)) == HeldVerdict(verdict: .accept, label: "b"))
    #expect(!log.isDisputed(ExampleID(1)))
    log.append(decision(4, at: 4_000, .undo(step: DecisionID(3)), example: nil, reviewer: "eve"))
    #expect(log.isDisputed(ExampleID(1)))
    #expect(!log.isDisputed(ExampleID(2)))
  }

  /// Random decisions, undos and redos of two people, numbered in a random order: the same opinions every time.
  @Test func anyNumberingGivesTheSameOpinions() {
    var random = RepeatableGenerator(seed: 5)
    for _ in 0..<100 {
      let made = Self.keys(&random)
      let expected = Self.opinions(DecisionLog(made))
      for _ in 0..<4 {
        // A step's decisions come together and before what undoes them, as a merge sees to it.
        let steps = Dictionary(grouping: made.filter { $0.example != nil }, by: \.step).values.map { $0 }
        let toggles = made.filter { $0.example == nil }
        let order = steps.shuffled(using: &random).flatMap { $0 } + toggles.shuffled(using: &random)
        #expect(Self.opinions(DecisionLog(Self.renumbered(order))) == expected)
      }
    }
  }

  private static func keys(_ random: inout RepeatableGenerator) -> [Decision] {
    var log = DecisionLog()
    for index in 1...30 {
      let reviewer = ["ana", "ben"].randomElement(using: &random)!
      let id = DecisionID(log.lastID.rawValue + 1)
      func add(_ example: ExampleID?, _ action: Decision.Action, _ offset: Int64 = 0) {
        let number = DecisionID(id.rawValue + offset)
        log.append(
          Decision(
            id: number, uuid: "\(number.rawValue * 7919 % 1_000)", step: id, example: example,
            reviewer: reviewer, action: action, at: Int64(1_000 + index / 2)))
      }
      let example = ExampleID(Int64.random(in: 1...4, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: log.nextUndo(for: reviewer).map { add(nil, .undo(step: $0)) }
      case 1: log.nextRedo(for: reviewer).map { add(nil, .redo(step: $0)) }
      case 2: add(example, .reject)
      case 3:
        add(example, .accept)
        add(ExampleID(example.rawValue % 4 + 1), .reject, 1)
      case 4: add(example, .adjudicate(.accept, label: "\(index)"))
      default: add(example, .relabel("\(index)"))
      }
    }
    return log.decisions
  }

  private static func renumbered(_ decisions: [Decision]) -> [Decision] {
    let numbers = Dictionary(
      uniqueKeysWithValues: decisions.enumerated().map { ($1.id, DecisionID(Int64($0) + 1)) })
    return decisions.map { decision in
      var decision = decision
      decision.id = numbers[decision.id]!
      decision.step = numbers[decision.step]!
      switch decision.action {
      case .undo(let step): decision.action = .undo(step: numbers[step]!)
      case .redo(let step): decision.action = .redo(step: numbers[step]!)
      default: break
      }
      return decision
    }
  }

  private static func opinions(_ log: DecisionLog) -> [ExampleID: [String: ReviewerOpinion]] {
    Dictionary(uniqueKeysWithValues: log.examples.map { ($0, log.opinions(on: $0)) })
  }
}
