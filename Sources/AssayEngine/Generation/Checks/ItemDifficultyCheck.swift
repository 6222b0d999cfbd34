import AssayGeneration
import AssayModel

/// How hard the items of an evaluation set are, asked of others than their author: a judge rates them, and a weak model
/// does them, both without knowing how hard they are meant to be.
///
/// An item whose difficulty does not hold gets the measured one, so that quotas count what was checked; what was asserted
/// stays in its metadata. Where judge and weak model are two levels apart, and where nobody could tell, it keeps what it
/// says and is flagged.
public struct ItemDifficultyCheck: CandidateCheck {
  public let name = "difficulty"
  public var mayMove: Bool { true }
  private let rating: BlindQuestion?
  private let weak: WeakModel?

  /// - Parameters:
  ///   - judge: the endpoint that rates; nil: none.
  ///   - weak: the endpoint of the weak model; nil: none.
  ///   - tries: how often the weak model does each item.
  public init(judge: String?, weak: String?, task: TaskSpecification, tries: Int = 3) {
    rating = judge.map { BlindQuestion(model: $0, prompt: BlindLabelPrompt.difficulty(task: task)) }
    self.weak = weak.map { WeakModel($0, task: task, tries: tries) }
  }

  public func requests(_ candidates: [GeneratedExample], secret: [UInt8]) -> [CheckRequest] {
    (rating?.requests(candidates.map(\.question), secret: secret) ?? [])
      + (weak?.requests(candidates, secret: secret) ?? [])
  }

  public func checked(
    _ candidates: [GeneratedExample], answers: [Result<ChatAnswer, ChatProblem>]
  ) -> [CheckedExample] {
    let ratings = rating?.count(candidates.count) ?? 0
    let rated = rating?.read(answers.prefix(ratings), of: candidates.map(\.question)).map { $0.first ?? nil }
    let errors = weak?.errors(candidates, answers: answers.dropFirst(ratings))
    return candidates.indices.map { place in
      outcome(candidates[place], rated: rated?[place], errors: errors?[place] ?? (0, 0))
    }
  }

  private func outcome(
    _ example: GeneratedExample, rated: String?, errors: (errors: Int, tries: Int)
  ) -> CheckedExample {
    let measured = MeasuredDifficulty(
      said: example.difficulty, rated: rated, errors: errors.errors, tries: errors.tries)
    var example = example
    example.metadata[MetadataKey.assertedDifficulty] = example.difficulty
    example.metadata[MetadataKey.ratedDifficulty] = rated
    if errors.tries > 0 { example.metadata[MetadataKey.weakErrors] = "\(errors.errors)/\(errors.tries)" }
    example.metadata[MetadataKey.difficultyCheck] = measured.words
    example.difficulty = measured.level
    return CheckedExample(example, isFlagged: measured.isDisputed || measured.outcome == .unknown)
  }
}

extension MeasuredDifficulty {
  fileprivate var words: String {
    if isDisputed { return "disputed" }
    return outcome == .unknown ? "not checked" : outcome.rawValue
  }
}
