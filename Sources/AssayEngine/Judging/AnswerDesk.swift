import AssayModel
import AssayStore

/// Takes dialogues as far as the answers on disk go.
struct AnswerDesk {
  /// A dialogue that waits for an answer.
  struct Turn {
    var example: JudgeCase
    var dialogue: Int
    var hash: [UInt8] { example.dialogues[dialogue].hash }
    var member: Int { example.dialogues[dialogue].member }
  }

  let maker: CaseMaker
  let patience: Dialogue.Patience

  /// The turns of cases that have just been opened.
  func turns(_ cases: [JudgeCase]) -> [Turn] {
    cases.flatMap { example in example.dialogues.indices.map { Turn(example: example, dialogue: $0) } }
  }

  /// Gives an answer to a dialogue.
  ///
  /// - Returns: whether it asks something else now.
  func take(_ answer: StoredTurn, _ turn: Turn) -> Bool {
    let dialogue = turn.example.dialogues[turn.dialogue]
    let goesOn = turn.example.dialogues[turn.dialogue].take(
      answer, to: turn.example.questions[dialogue.question], scoring: maker.bench.specification.scoring,
      patience: patience)
    if goesOn {
      turn.example.dialogues[turn.dialogue].hash = maker.hash(turn.example.dialogues[turn.dialogue])
    }
    return goesOn
  }

  /// Looks for answers, in groups, until none of the dialogues finds one.
  ///
  /// - Parameter arrived: answers that are not on disk yet.
  /// - Returns: the turns for which there is no answer.
  func advance(_ turns: [Turn], arrived: [[UInt8]: StoredAnswer] = [:]) throws -> [Turn] {
    var (open, missing): ([Turn], [Turn]) = (turns, [])
    while !open.isEmpty {
      let found = try maker.workspace.answers(open.map(\.hash).filter { arrived[$0] == nil })
      var next: [Turn] = []
      for turn in open {
        guard let stored = arrived[turn.hash] ?? found[turn.hash] else {
          missing.append(turn)
          continue
        }
        if take(StoredTurn(answer: stored.answer, seconds: stored.seconds), turn) { next.append(turn) }
      }
      open = next
    }
    return missing
  }
}
