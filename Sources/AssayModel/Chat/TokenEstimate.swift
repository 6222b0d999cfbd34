/// How many tokens a text will be, without the model's vocabulary.
///
/// Four bytes to a token is what vocabularies of 32,000 to 200,000 entries reach on English text; other languages and
/// code have more tokens to the byte. For limits and forecasts that is good enough, and answers correct it: servers say
/// what they counted. Budgets use ``most(bytes:dialect:)``, which no vocabulary exceeds.
public enum TokenEstimate {
  /// Bytes / 4, rounded up.
  public static func tokens(in text: String) -> Int { (text.utf8.count + 3) / 4 }

  /// What a request is likely to be: its texts, four tokens around each message, and the schema.
  public static func expected(in request: ChatRequest) -> Int {
    if let translation = request.translation { return translation.texts.reduce(3) { $0 + tokens(in: $1) } }
    return request.messages.reduce(3 + (request.schema.map { tokens(in: $0.json) } ?? 0)) { sum, message in
      sum + 4 + tokens(in: message.content)
    }
  }

  /// What a request cannot exceed: a token is at least one byte, and what a server puts around messages is shorter than
  /// the JSON around them. Anthropic adds instructions of its own for tools, of up to about 500 tokens.
  ///
  /// - Parameter bytes: the size of its body.
  public static func most(bytes: Int, dialect: ModelEndpoint.Dialect) -> Int {
    bytes + (dialect == .anthropic ? 600 : 0)
  }
}
