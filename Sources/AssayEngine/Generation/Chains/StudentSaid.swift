import AssayGeneration
import AssayModel

/// What a student says of the parents of an attack on it, asked blind before the call: what it gets wrong shows the
/// generator where to look.
enum StudentSaid {
  /// Texts in one request; each sees the others.
  private static let together = 10

  /// Empty: the call attacks no student, or it has been asked.
  static func requests(_ record: ChainRecord, _ bench: GenerationBench) -> [CheckRequest] {
    guard record.call.technique == .adversarial, record.call.variant == "student", record.heard != true,
      let student = bench.order.weak, let prompt = BlindLabelPrompt(task: bench.task)
    else { return [] }
    return groups(record).map { part in
      CheckRequest(
        model: student, request: prompt.request(part.map(\.fields), secret: bench.secret))
    }
  }

  /// The parents with what was said of each; without an answer nothing is.
  static func heard(
    _ record: ChainRecord, _ answers: [Result<ChatAnswer, ChatProblem>?], _ bench: GenerationBench
  ) -> ChainRecord {
    var record = record
    record.heard = true
    guard let prompt = BlindLabelPrompt(task: bench.task) else { return record }
    let said = zip(groups(record), answers).flatMap { part, answer -> [String?] in
      guard case .success(let answer) = answer else { return part.map { _ in nil } }
      return prompt.read(answer, count: part.count)
    }
    for (place, label) in said.enumerated() { record.call.parents[place].said = label }
    return record
  }

  private static func groups(_ record: ChainRecord) -> [[GenerationCall.Shown]] {
    let parents = record.call.parents
    return stride(from: 0, to: parents.count, by: together).map {
      Array(parents[$0..<min($0 + together, parents.count)])
    }
  }
}
