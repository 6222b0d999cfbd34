import AssayModel
import AssayStore

/// What a run would bring, made up.
enum JudgingSamples {
  /// 32 bytes that differ by number.
  static func hash(_ number: Int) -> [UInt8] {
    (0..<32).map { UInt8(truncatingIfNeeded: (number &* 0x9e37_79b9 + 1) >> ($0 % 4 * 8) &* ($0 + 1)) }
  }

  static func answer(_ number: Int, text: String = "{\"accuracy\": 4}") -> StoredAnswer {
    StoredAnswer(
      hash: hash(number), model: "small", answer: ChatAnswer(text: text, tokensIn: 300, tokensOut: 40),
      seconds: 0.25, cost: 0.001, at: 1_000)
  }

  static func judgement(_ value: Double?, spread: Double? = nil, failure: String? = nil) -> Judgement {
    Judgement(
      judge: "", scores: [DimensionScore(dimension: "accuracy", value: value, spread: spread)],
      failure: failure)
  }

  static func definition(
    model: String = "small", task: String = "task", name: String = "judge"
  ) -> JudgeDefinition {
    JudgeDefinition(
      specification: JudgeSpecification(name: name, models: [model]),
      models: [JudgeDefinition.Model(endpoint: model, model: "\(model)-1b", family: "family")],
      template: "{{task}}", task: task, labels: ["a", "b"],
      dimensions: [
        Dimension(name: "accuracy", anchors: [1: "wrong", 5: "right"]), Dimension(name: "clarity"),
      ],
      shots: [
        JudgeDefinition.Shot(
          fields: [TextField(name: "text", text: "t")], label: "a", scores: ["accuracy": 5], reason: "fine")
      ])
  }
}

extension Workspace {
  /// A judge that is made here.
  func sampleJudge(_ number: Int = 1, name: String = "judge") throws -> JudgeVersion {
    try judgeVersion(
      for: JudgingSamples.definition(task: "task \(number)"), fingerprint: JudgingSamples.hash(number),
      name: name, at: 5)
  }
}
