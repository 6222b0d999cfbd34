import AssayModel

/// The answer of `POST /messages`: its texts, or what it gave to the tool, as JSON.
enum AnthropicAnswer {
  static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws -> ChatAnswer {
    var cursor = JSONCursor(bytes)
    guard cursor.take("{") else { throw UnusableAnswer.malformed(AnswerOpening.of(bytes)) }
    var answer = ChatAnswer(text: "", finish: .other)
    var content: (texts: [String], tool: String?)?
    var error: UnusableAnswer?
    try cursor.members { name, cursor in
      switch name {
      case "content": content = try readContent(&cursor)
      case "stop_reason": answer.finish = finish(try cursor.textIfAny())
      case "usage": try readUsage(&cursor, &answer)
      case "model": answer.model = try cursor.textIfAny()
      case "error": error = try AnswerError.read(&cursor)
      default: try cursor.skip()
      }
    }
    try cursor.end()
    if let error, content == nil { throw error }
    guard let content else { throw JSONCursor.Problem("it has no \"content\"") }
    answer.text = content.tool ?? content.texts.joined()
    return answer
  }

  private static func readContent(_ cursor: inout JSONCursor) throws -> (texts: [String], tool: String?) {
    guard cursor.take("[") else { throw JSONCursor.Problem("\"content\" is no list") }
    var (texts, tool): ([String], String?) = ([], nil)
    try cursor.elements { cursor in
      guard cursor.take("{") else { throw JSONCursor.Problem("a part of \"content\" is no object") }
      var (kind, text, input): (String?, String?, String?) = (nil, nil, nil)
      try cursor.members { name, cursor in
        switch name {
        case "type": kind = try cursor.textOrNull()
        case "text": text = try cursor.textOrNull()
        case "input": input = try cursor.raw()
        default: try cursor.skip()
        }
      }
      if kind == "text", let text { texts.append(text) }
      if kind == "tool_use", tool == nil { tool = input }
    }
    return (texts, tool)
  }

  private static func finish(_ reason: String?) -> ChatAnswer.Finish {
    switch reason {
    case "end_turn", "stop_sequence", "tool_use": .stop
    case "max_tokens", "model_context_window_exceeded": .length
    case "refusal": .filtered
    default: .other
    }
  }

  /// What was read from or written to the server's cache counts as read.
  private static func readUsage(_ cursor: inout JSONCursor, _ answer: inout ChatAnswer) throws {
    guard cursor.take("{") else { return try cursor.skip() }
    try cursor.members { name, cursor in
      switch name {
      case "input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens":
        if let count = try cursor.countIfAny() { answer.tokensIn = (answer.tokensIn ?? 0) + count }
      case "output_tokens": answer.tokensOut = try cursor.countIfAny()
      default: try cursor.skip()
      }
    }
  }
}
