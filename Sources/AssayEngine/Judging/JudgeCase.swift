import AssayJudging
import AssayModel

/// An example under judgement: its questions to every member, and what has come of them.
final class JudgeCase {
  let example: ExampleID
  let questions: [JudgeQuestion]
  var dialogues: [Dialogue]
  /// Whether nothing had to be sent so far.
  var isCached = true
  /// Whether its text gives the judge orders.
  let givesOrders: Bool
  /// The model that made it.
  let generator: String?
  /// Whether what has come of it is written down.
  var isClosed = false

  init(
    example: ExampleID, questions: [JudgeQuestion], dialogues: [Dialogue], givesOrders: Bool,
    generator: String?
  ) {
    self.generator = generator
    self.example = example
    self.questions = questions
    self.dialogues = dialogues
    self.givesOrders = givesOrders
  }

  var isOver: Bool { dialogues.allSatisfy { $0.result != nil } }

  /// Why a question got no answer at all; nil: each has one.
  var problem: ChatProblem? { problem { _ in true } }

  func problem(ofMember member: Int) -> ChatProblem? { problem { $0.member == member } }

  private func problem(where isMeant: (Dialogue) -> Bool) -> ChatProblem? {
    for dialogue in dialogues where isMeant(dialogue) {
      if case .unanswered(let problem) = dialogue.result { return problem }
    }
    return nil
  }
}
