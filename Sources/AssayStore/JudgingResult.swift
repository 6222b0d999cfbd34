import AssayModel

/// What a run brings in one go: see ``Workspace/record(_:at:)``.
public struct JudgingResult: Sendable {
  /// Answers of models, to be found again by their hashes.
  public var answers: [StoredAnswer]
  /// What the judges say of which examples; the name in a judgement does not count, the judge's number does.
  public var judgements: [(judge: JudgeID, example: ExampleID, judgement: Judgement)]
  /// How far the run is with these.
  public var run: (id: RunID, progress: RunProgress)?
  /// What a run brings.
  public init(
    answers: [StoredAnswer] = [],
    judgements: [(judge: JudgeID, example: ExampleID, judgement: Judgement)] = [],
    run: (id: RunID, progress: RunProgress)? = nil
  ) {
    self.answers = answers
    self.judgements = judgements
    self.run = run
  }
}
