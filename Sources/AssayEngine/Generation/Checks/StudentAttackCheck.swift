import AssayGeneration
import AssayModel

/// Whether a student gets an adversarial example wrong: it labels each text blind and by itself, as it would at work.
///
/// What it labels right is refused: it fools nobody. So is what it gave no readable answer to, which is no wrong label.
public struct StudentAttackCheck: CandidateCheck {
  public let name = "adversarial"
  public var mayMove: Bool { true }
  private let student: String
  private let question: BlindQuestion
  private let labels: LabelSet

  /// nil: the task has no labels, so whether it is wrong cannot be told.
  ///
  /// - Parameter student: the endpoint's name.
  public init?(student: String, task: TaskSpecification) {
    guard let prompt = BlindLabelPrompt(task: task) else { return nil }
    self.student = student
    question = BlindQuestion(model: student, prompt: prompt, group: 1)
    labels = LabelSet(task.labels)
  }

  public func requests(_ candidates: [GeneratedExample], secret: [UInt8]) -> [CheckRequest] {
    question.requests(candidates.map(\.fields), secret: secret)
  }

  public func checked(
    _ candidates: [GeneratedExample], answers: [Result<ChatAnswer, ChatProblem>]
  ) -> [CheckedExample] {
    let said = question.read(answers[...], of: candidates.map(\.fields))
    return zip(candidates, said).map { outcome($0, said: $1.first ?? nil) }
  }

  private func outcome(_ example: GeneratedExample, said: String?) -> CheckedExample {
    switch LabelVerification(meant: example.label, said: said, labels: labels) {
    case .match: return CheckedExample(example, refusal: "it fools nobody: the student labels it right")
    case .unreadable:
      let why =
        example.label == nil
        ? "it has no label to be wrong about" : "the student gave no label that can be read"
      return CheckedExample(example, refusal: why)
    case .mismatch(let label):
      var example = example
      example.metadata[MetadataKey.fooled] = "student \(student)"
      example.metadata[MetadataKey.fooledSaid] = label
      return CheckedExample(example)
    }
  }
}
