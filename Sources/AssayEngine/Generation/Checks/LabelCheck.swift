import AssayGeneration
import AssayModel

/// A second model labels the new texts without knowing which label they are meant to have.
///
/// Another label is a reason to look, not to throw away: the example comes in, flagged, with the verifier's label in its
/// metadata. What has no label of the task is not asked about.
public struct LabelCheck: CandidateCheck {
  public let name = "label"
  private let question: BlindQuestion
  private let labels: LabelSet
  /// Whether the labels are meant to be wrong: then the verifier's agreement is what a person has to look at.
  private let isDeceptive: Bool

  /// nil: the task has no labels.
  ///
  /// - Parameters:
  ///   - verifier: the endpoint's name.
  ///   - isDeceptive: whether the labels are wrong on purpose (an attack on a judge).
  public init?(verifier: String, task: TaskSpecification, isDeceptive: Bool = false) {
    guard let prompt = BlindLabelPrompt(task: task) else { return nil }
    question = BlindQuestion(model: verifier, prompt: prompt)
    labels = LabelSet(task.labels)
    self.isDeceptive = isDeceptive
  }

  public func requests(_ candidates: [GeneratedExample], secret: [UInt8]) -> [CheckRequest] {
    question.requests(labelled(candidates).map { candidates[$0].fields }, secret: secret)
  }

  public func checked(
    _ candidates: [GeneratedExample], answers: [Result<ChatAnswer, ChatProblem>]
  ) -> [CheckedExample] {
    let places = labelled(candidates)
    let said = question.read(answers[...], of: places.map { candidates[$0].fields })
    var checked = candidates.map { CheckedExample($0) }
    for (place, said) in zip(places, said) {
      checked[place] = outcome(candidates[place], said: said.first ?? nil)
    }
    return checked
  }

  private func labelled(_ candidates: [GeneratedExample]) -> [Int] {
    candidates.indices.filter { candidates[$0].label.flatMap(labels.label(for:)) != nil }
  }

  private func outcome(_ example: GeneratedExample, said: String?) -> CheckedExample {
    let outcome = LabelVerification(meant: example.label, said: said, labels: labels)
    return CheckedExample(outcome.marked(example), isFlagged: outcome.fooled == !isDeceptive)
  }
}
