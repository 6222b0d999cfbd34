extension ChatServer.Reply {
  /// A token of an answer with what could have stood in its place, as log-probabilities.
  public struct Token: Sendable {
    public var text: String
    public var logProbability: Double
    public var alternatives: [(text: String, logProbability: Double)]
    public init(
      _ text: String, _ logProbability: Double, alternatives: [(text: String, logProbability: Double)] = []
    ) {
      self.text = text
      self.logProbability = logProbability
      self.alternatives = alternatives
    }
  }

  /// The answer of `/chat/completions`.
  ///
  /// - Parameter tokens: given as log-probabilities; nil: none.
  public static func openAI(
    _ content: String, finish: String = "stop", tokensIn: Int = 500, tokensOut: Int = 20,
    tokens: [Token]? = nil, model: String = "test-model"
  ) -> Self {
    .answer(
      200,
      openAIBody(
        content, finish: finish, tokensIn: tokensIn, tokensOut: tokensOut, tokens: tokens, model: model))
  }

  /// The body of ``openAI(_:finish:tokensIn:tokensOut:tokens:model:)``.
  public static func openAIBody(
    _ content: String, finish: String = "stop", tokensIn: Int = 500, tokensOut: Int = 20,
    tokens: [Token]? = nil, model: String = "test-model"
  ) -> String {
    var choice: [String: Any] = [
      "index": 0, "finish_reason": finish, "message": ["role": "assistant", "content": content],
    ]
    if let tokens {
      choice["logprobs"] = [
        "content": tokens.map { token in
          var entry = Self.entry(token.text, token.logProbability)
          entry["top_logprobs"] = token.alternatives.map { Self.entry($0.text, $0.logProbability) }
          return entry
        }
      ]
    }
    return JSONText.text([
      "id": "chatcmpl-1", "object": "chat.completion", "created": 1_700_000_000, "model": model,
      "choices": [choice],
      "usage": [
        "prompt_tokens": tokensIn, "completion_tokens": tokensOut, "total_tokens": tokensIn + tokensOut,
      ],
    ])
  }

  /// The answer of `/messages`.
  public static func anthropic(
    _ text: String, stop: String = "end_turn", tokensIn: Int = 500, tokensOut: Int = 20,
    model: String = "test-model"
  ) -> Self {
    .answer(
      200,
      JSONText.text([
        "id": "msg_1", "type": "message", "role": "assistant", "model": model, "stop_reason": stop,
        "content": [["type": "text", "text": text]],
        "usage": ["input_tokens": tokensIn, "output_tokens": tokensOut],
      ]))
  }

  private static func entry(_ text: String, _ logProbability: Double) -> [String: Any] {
    ["token": text, "logprob": logProbability, "bytes": text.utf8.map { Int($0) }]
  }
}
