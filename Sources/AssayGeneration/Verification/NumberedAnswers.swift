import AssayJudging
import AssayModel

/// Answers about numbered texts: `{"labels": [{"of": 1, "label": "…"}]}`, as asked for and as models write it.
struct NumberedAnswers {
  /// By the place of the text, in the order of the answer.
  var said: [[String]]
  /// Whether the answer is plain words.
  var hasNoJSON: Bool
  /// What was said, without thoughts before it.
  var text: String

  /// - Parameters:
  ///   - values: what a member may be; empty: any text.
  static func schema(list: String, member: String, count: Int, values: [String] = []) -> ChatRequest.Schema {
    let numbers = JSONText.array((1...max(1, count)).map { "\($0)" })
    var kind: [(name: String, value: String)] = [("type", "\"string\"")]
    if !values.isEmpty { kind.append(("enum", JSONText.array(values.map(JSONText.string)))) }
    let item = JSONText.object([
      ("type", "\"object\""),
      (
        "properties",
        JSONText.object([
          ("of", JSONText.object([("type", "\"integer\""), ("enum", numbers)])),
          (member, JSONText.object(kind)),
        ])
      ),
      ("required", JSONText.array(["of", member].map(JSONText.string))), ("additionalProperties", "false"),
    ])
    return ChatRequest.Schema(
      name: list,
      json: JSONText.object([
        ("type", "\"object\""),
        (
          "properties",
          JSONText.object([(list, JSONText.object([("type", "\"array\""), ("items", item)]))])
        ),
        ("required", JSONText.array([JSONText.string(list)])), ("additionalProperties", "false"),
      ]))
  }

  /// - Parameter count: of the texts; what is said of other numbers is nothing.
  static func read(_ answer: ChatAnswer, member: String, count: Int) -> NumberedAnswers {
    let all = Array(answer.text.utf8)
    let bytes = Array(all[AnswerText.start(of: all)...])
    let (values, isCut) = LooseJSON.wholeValues(in: bytes)
    var said: [[String]] = Array(repeating: [], count: count)
    for (index, value) in values.enumerated() {
      let isWhole = !(isCut && index == values.count - 1)
      for (number, text) in items(in: value, member: member, isWhole: isWhole, depth: 0, count: count)
      where number >= 1 && number <= count {
        said[number - 1].append(text)
      }
    }
    return NumberedAnswers(
      said: said, hasNoJSON: values.isEmpty, text: String(decoding: bytes, as: UTF8.self))
  }

  private static func items(
    in value: LooseJSON, member: String, isWhole: Bool, depth: Int, count: Int
  ) -> [(number: Int, text: String)] {
    guard depth < 8 else { return [] }
    switch value {
    case .array(let elements):
      return elements.flatMap { items(in: $0, member: member, isWhole: true, depth: depth + 1, count: count) }
    case .object(let members):
      let text = members.first { ItemKey.plain($0.key) == member }?.value.words
      let number = members.first { ["of", "text", "question", "number"].contains(ItemKey.plain($0.key)) }?
        .value.words
      if let text {
        guard isWhole, let number = number.flatMap({ Int($0) }) ?? (count == 1 ? 1 : nil) else { return [] }
        return [(number, text)]
      }
      return members.flatMap {
        items(in: $0.value, member: member, isWhole: isWhole, depth: depth + 1, count: count)
      }
    default: return []
    }
  }
}
