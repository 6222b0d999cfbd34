import AssayModel

/// The answer of `POST /chat/completions`: the first of its choices.
enum OpenAIAnswer {
  static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws -> ChatAnswer {
    var cursor = JSONCursor(bytes)
    guard cursor.take("{") else { throw UnusableAnswer.malformed(AnswerOpening.of(bytes)) }
    var answer = ChatAnswer(text: "", finish: .other)
    var hasChoice = false
    var error: UnusableAnswer?
    try cursor.members { name, cursor in
      switch name {
      case "choices":
        guard cursor.take("[") else { throw JSONCursor.Problem("\"choices\" is no list") }
        try cursor.elements { cursor in
          if hasChoice { return try cursor.skip() }
          try readChoice(&cursor, &answer)
          hasChoice = true
        }
      case "usage": try readUsage(&cursor, &answer)
      case "model": answer.model = try cursor.textIfAny()
      case "error": error = try AnswerError.read(&cursor)
      default: try cursor.skip()
      }
    }
    try cursor.end()
    // OpenRouter and others answer 200 and put the error inside.
    if let error, !hasChoice { throw error }
    guard hasChoice else { throw JSONCursor.Problem("it has no \"choices\"") }
    return answer
  }

  private static func readChoice(_ cursor: inout JSONCursor, _ answer: inout ChatAnswer) throws {
    guard cursor.take("{") else { throw JSONCursor.Problem("a choice is no object") }
    var (hasMessage, isRefused): (Bool, Bool) = (false, false)
    try cursor.members { name, cursor in
      switch name {
      case "message":
        hasMessage = true
        isRefused = try readMessage(&cursor, &answer)
      case "finish_reason": answer.finish = finish(try cursor.textIfAny())
      case "logprobs": answer.tokens = try readTokens(&cursor)
      default: try cursor.skip()
      }
    }
    guard hasMessage else { throw JSONCursor.Problem("a choice has no \"message\"") }
    if isRefused { answer.finish = .filtered }
  }

  /// - Returns: whether the model refused.
  private static func readMessage(_ cursor: inout JSONCursor, _ answer: inout ChatAnswer) throws -> Bool {
    guard cursor.take("{") else { throw JSONCursor.Problem("a \"message\" is no object") }
    var content: String?
    var refusal: String?
    try cursor.members { name, cursor in
      switch name {
      case "content": content = try readContent(&cursor, &refusal)
      case "refusal": refusal = try cursor.textOrNull() ?? refusal
      default: try cursor.skip()
      }
    }
    // No content and no refusal is an empty answer: all tokens went into thinking, say.
    answer.text = content ?? refusal ?? ""
    return content == nil && refusal != nil
  }

  /// A text, nothing, or parts, of which the texts count.
  private static func readContent(_ cursor: inout JSONCursor, _ refusal: inout String?) throws -> String? {
    guard cursor.take("[") else { return try cursor.textOrNull() }
    var parts: [String] = []
    try cursor.elements { cursor in
      guard cursor.take("{") else { throw JSONCursor.Problem("a part of \"content\" is no object") }
      try cursor.members { name, cursor in
        switch name {
        case "text": parts.append(try cursor.textOrNull() ?? "")
        case "refusal": refusal = try cursor.textOrNull() ?? refusal
        default: try cursor.skip()
        }
      }
    }
    return parts.isEmpty ? nil : parts.joined()
  }

  private static func finish(_ reason: String?) -> ChatAnswer.Finish {
    switch reason {
    case "stop", "eos", "tool_calls", "function_call": .stop
    case "length", "max_tokens": .length
    case "content_filter", "refusal": .filtered
    default: .other
    }
  }

  private static func readUsage(_ cursor: inout JSONCursor, _ answer: inout ChatAnswer) throws {
    // Of a server that writes something else there, the answer is good all the same.
    guard cursor.take("{") else { return try cursor.skip() }
    try cursor.members { name, cursor in
      switch name {
      case "prompt_tokens": answer.tokensIn = try cursor.countIfAny()
      case "completion_tokens": answer.tokensOut = try cursor.countIfAny()
      default: try cursor.skip()
      }
    }
  }

  // MARK: Log-probabilities

  /// `{"content": [{"token", "logprob", "bytes", "top_logprobs": [{"token", "logprob", "bytes"}]}]}`. Other layouts
  /// are skipped.
  private static func readTokens(_ cursor: inout JSONCursor) throws -> [ChatAnswer.Token]? {
    guard cursor.take("{") else {
      try cursor.skip()
      return nil
    }
    var tokens: [ChatAnswer.Token]?
    try cursor.members { name, cursor in
      guard name == "content", cursor.take("[") else { return try cursor.skip() }
      var list: [ChatAnswer.Token] = []
      try cursor.elements { cursor in
        var alternatives: [ChatAnswer.Token.Alternative] = []
        let token = try readToken(&cursor) { cursor in
          guard cursor.take("[") else { return try cursor.skip() }
          try cursor.elements { cursor in
            let other = try readToken(&cursor) { try $0.skip() }
            if let value = other.logProbability {
              alternatives.append(.init(text: other.text, logProbability: value))
            }
          }
        }
        list.append(
          ChatAnswer.Token(
            text: token.text, logProbability: token.logProbability ?? -.greatestFiniteMagnitude,
            alternatives: alternatives))
      }
      tokens = list
    }
    return tokens
  }

  private static func readToken(
    _ cursor: inout JSONCursor, alternatives: (inout JSONCursor) throws -> Void
  ) throws -> (text: String, logProbability: Double?) {
    guard cursor.take("{") else { throw JSONCursor.Problem("a token of \"logprobs\" is no object") }
    var (text, logProbability, bytes): (String, Double?, String?) = ("", nil, nil)
    try cursor.members { name, cursor in
      switch name {
      case "token": text = try cursor.textOrNull() ?? ""
      case "logprob":
        // Minus infinity, which JSON has no word for, is left out.
        if case .number(let value) = try cursor.number(), value.isFinite { logProbability = value }
      case "bytes": bytes = try readBytes(&cursor)
      case "top_logprobs": try alternatives(&cursor)
      default: try cursor.skip()
      }
    }
    // Some servers write a token as their vocabulary does ("▁5"); the bytes are what it stands for.
    return (bytes ?? text, logProbability)
  }

  /// nil: not given, or only a part of a character.
  private static func readBytes(_ cursor: inout JSONCursor) throws -> String? {
    guard cursor.take("[") else {
      try cursor.skip()
      return nil
    }
    var bytes: [UInt8] = []
    var isWhole = true
    try cursor.elements { cursor in
      guard case .number(let value) = try cursor.number(), let byte = UInt8(exactly: value) else {
        isWhole = false
        return
      }
      bytes.append(byte)
    }
    return isWhole && !bytes.isEmpty ? String(validating: bytes, as: UTF8.self) : nil
  }
}
