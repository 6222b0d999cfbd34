import AssayGeneration
import AssayJudging
import AssayModel

/// Whether a judge gets an adversarial example wrong.
///
/// Such an example is wrong on purpose (its label, its answer or a fact in it), so that dropping it is right. The judge
/// is asked what `assay judge` would ask it, with the same prompt, samples and panel, but for near neighbours: the
/// example has none yet. It is fooled when its rule keeps the example by these scores. What it drops, and what it gives
/// no valid scores to, is refused.
struct JudgeAttackCheck: CandidateCheck {
  let name = "adversarial"
  var mayMove: Bool { true }
  private let bench: JudgeBench
  private let rule: KeepRule

  /// - Throws: why the judge cannot be asked.
  init(judge: JudgeDefinition, endpoints: [ModelEndpoint], rule: KeepRule) throws(GenerationProblem) {
    do {
      bench = try JudgeBench(definition: judge, endpoints: endpoints)
    } catch {
      throw GenerationProblem("\(error)")
    }
    self.rule = rule
  }

  func requests(_ candidates: [GeneratedExample], secret: [UInt8]) -> [CheckRequest] {
    candidates.flatMap { example in
      let (_, dialogues) = dialogues(example, secret: secret)
      return dialogues.map {
        CheckRequest(model: bench.members[$0.member].endpoint.name, request: $0.request)
      }
    }
  }

  func checked(
    _ candidates: [GeneratedExample], answers: [Result<ChatAnswer, ChatProblem>]
  ) -> [CheckedExample] {
    var rest = answers[...]
    return candidates.map { example in
      // The answers are read by what was asked for, which the mark around texts does not change.
      var (questions, dialogues) = dialogues(example, secret: [])
      for index in dialogues.indices { take(rest.popFirst(), to: &dialogues[index], questions) }
      return outcome(example, questions, dialogues)
    }
  }

  private func dialogues(
    _ example: GeneratedExample, secret: [UInt8]
  ) -> (questions: [JudgeQuestion], dialogues: [Dialogue]) {
    let text = JudgedText(fields: example.fields, label: example.label)
    let questions = bench.prompt.questions(for: text, secret: secret)
    return (questions, bench.dialogues(questions))
  }

  private func take(
    _ answer: Result<ChatAnswer, ChatProblem>?, to dialogue: inout Dialogue, _ questions: [JudgeQuestion]
  ) {
    switch answer {
    case .success(let answer):
      // An attack that is not answered in form is no success: nobody is asked twice.
      let step = dialogue.take(
        answer, seconds: 0, to: questions[dialogue.question], scoring: bench.specification.scoring,
        patience: Dialogue.Patience(repairs: 0, freshTries: 0))
      if step != .over { dialogue.giveUp() }
    case .failure(let problem): dialogue.fail(problem)
    case nil: dialogue.fail(ChatProblem(kind: .malformed, message: "not asked"))
    }
  }

  private func outcome(
    _ example: GeneratedExample, _ questions: [JudgeQuestion], _ dialogues: [Dialogue]
  ) -> CheckedExample {
    let over = JudgeCase(
      example: ExampleID(0), questions: questions, dialogues: dialogues, givesOrders: false, generator: nil)
    let maker = JudgementMaker(bench: bench)
    let judgements = bench.members.indices.filter { over.problem(ofMember: $0) == nil }
      .map { maker.judgement(of: $0, on: over) }
    guard judgements.count == bench.members.count else {
      return CheckedExample(example, refusal: "the judge gave no answer to it")
    }
    let scores = (bench.isPanel ? maker.panel(judgements) : judgements[0]).values
    guard let keeps = rule.keeps(scores) else {
      return CheckedExample(example, refusal: "the judge gave no valid scores to it")
    }
    guard keeps else { return CheckedExample(example, refusal: "it fools nobody: the judge drops it") }
    var example = example
    example.metadata[MetadataKey.fooled] = "judge \(bench.specification.name)"
    example.metadata[MetadataKey.fooledSaid] = scores.sorted { $0.key < $1.key }
      .map { "\($0.key) \(JSONText.number($0.value))" }.joined(separator: ", ")
    example.metadata[MetadataKey.rightVerdict] = Verdict.reject.rawValue
    return CheckedExample(example)
  }
}
