import AssayModel

/// The form of an answer: JSON, the reason before the scores, so that a score follows from its reason and not the other
/// way round.
struct AnswerForm {
  var dimensions: [Dimension]
  var reasons: Bool

  /// "reason", unless a dimension is called so.
  var reasonKey: String {
    let names = Set(dimensions.map { $0.name.lowercased() })
    return ["reason", "explanation", "rationale"].first { !names.contains($0) } ?? "why it is so"
  }

  /// Every server that takes schemas takes this one: no keyword that OpenAI's strict mode, llama.cpp's grammars or
  /// vLLM's guided decoding does not know. The members' order is the order in which they are written.
  var schema: ChatRequest.Schema {
    var members: [(name: String, value: String)] = []
    if reasons { members.append((reasonKey, JSONText.object([("type", "\"string\"")]))) }
    members += dimensions.map { ($0.name, Self.schema(of: $0)) }
    return ChatRequest.Schema(
      name: "judgement",
      json: JSONText.object([
        ("type", "\"object\""),
        ("properties", JSONText.object(members)),
        ("required", JSONText.array(members.map { JSONText.string($0.name) })),
        ("additionalProperties", "false"),
      ]))
  }

  private static func schema(of dimension: Dimension) -> String {
    // A grammar of alternatives is exact in every engine; bounds are for scales too long to list.
    if dimension.maximum - dimension.minimum <= 20 {
      let scores = (dimension.minimum...dimension.maximum).map { "\($0)" }
      return JSONText.object([("type", "\"integer\""), ("enum", JSONText.array(scores))])
    }
    return JSONText.object([
      ("type", "\"integer\""), ("minimum", "\(dimension.minimum)"), ("maximum", "\(dimension.maximum)"),
    ])
  }

  /// For people and models: `{"reason": "<one or two sentences>", "clarity": <1-5>}`.
  var text: String {
    var members: [(name: String, value: String)] = []
    if reasons { members.append((reasonKey, "\"<one or two sentences>\"")) }
    members += dimensions.map { ($0.name, "<\($0.minimum)-\($0.maximum)>") }
    return JSONText.object(members)
  }

  /// A shot's right answer; nil when a score is missing, since half an answer teaches half answers.
  func answer(of shot: JudgeDefinition.Shot) -> String? {
    var members: [(name: String, value: String)] = []
    if reasons, let reason = shot.reason { members.append((reasonKey, JSONText.string(reason))) }
    for dimension in dimensions {
      guard let score = shot.scores[dimension.name] else { return nil }
      members.append((dimension.name, JSONText.number(score)))
    }
    return JSONText.object(members)
  }
}
