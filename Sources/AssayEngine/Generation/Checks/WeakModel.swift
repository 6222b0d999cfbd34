import AssayGeneration
import AssayModel

/// A weak model that does the task blind several times: what it gets wrong is hard.
struct WeakModel: Sendable {
  private let question: BlindQuestion
  /// nil: the task has no labels, and answers are compared with the reference.
  private let labels: LabelSet?

  /// - Parameters:
  ///   - name: of the endpoint.
  ///   - tries: how often it is asked; each with a seed of its own.
  init(_ name: String, task: TaskSpecification, tries: Int) {
    let prompt = BlindLabelPrompt(task: task)
    labels = prompt.map { _ in LabelSet(task.labels) }
    question = BlindQuestion(
      model: name, prompt: prompt ?? BlindAnswerPrompt(task: task), times: max(1, tries))
  }

  func requests(_ candidates: [GeneratedExample], secret: [UInt8]) -> [CheckRequest] {
    question.requests(asked(candidates).map(\.texts), secret: secret)
  }

  func count(_ candidates: [GeneratedExample]) -> Int { question.count(asked(candidates).count) }

  /// How often it was wrong about each, and how often it could be read.
  func errors(
    _ candidates: [GeneratedExample], answers: ArraySlice<Result<ChatAnswer, ChatProblem>>
  ) -> [(errors: Int, tries: Int)] {
    var result = candidates.map { _ in (errors: 0, tries: 0) }
    let asked = asked(candidates)
    for ((place, _), said) in zip(asked, question.read(answers, of: asked.map(\.texts))) {
      let right = said.compactMap { $0.flatMap { isRight($0, candidates[place]) } }
      result[place] = (right.count { !$0 }, right.count)
    }
    return result
  }

  /// Those of which it can be told whether an answer is right, with the texts to show.
  private func asked(_ candidates: [GeneratedExample]) -> [(place: Int, texts: [TextField])] {
    candidates.indices.compactMap { place in
      let example = candidates[place]
      if let labels { return example.label.flatMap(labels.label(for:)).map { _ in (place, example.fields) } }
      let shown = example.question
      guard !shown.isEmpty, let reference = example.reference,
        AnswerMatch.matches("", reference: reference) != nil
      else { return nil }
      return (place, shown)
    }
  }

  private func isRight(_ said: String, _ example: GeneratedExample) -> Bool? {
    if let labels { return said == example.label.flatMap(labels.label(for:)) }
    return example.reference.flatMap { AnswerMatch.matches(said, reference: $0) }
  }
}

extension GeneratedExample {
  /// The texts that ask, without the answer that stands beside them.
  var question: [TextField] {
    fields.count < 2 ? fields : fields.filter { !AnswerField.isAnswer($0.name) }
  }

  /// The reference answer; without one, the answer that stands beside the question.
  var reference: String? {
    metadata[MetadataKey.reference]
      ?? (fields.count < 2 ? nil : fields.last { AnswerField.isAnswer($0.name) }?.text)
  }
}
