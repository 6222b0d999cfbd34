import AssayModel

/// How many tokens texts are, without the model's tokenizer: right within a fifth or so.
enum TokenEstimate {
  /// Four ASCII characters are a token in English text and code; other scripts take about one for each character and a
  /// half.
  static func tokens(_ text: String) -> Int {
    var (ascii, others) = (0, 0)
    for scalar in text.unicodeScalars {
      if scalar.isASCII { ascii += 1 } else { others += 1 }
    }
    return (ascii + 3) / 4 + (others * 2 + 2) / 3
  }

  /// What a request is charged for, with some tokens for the frame of each message. Servers count a schema too.
  static func tokensIn(_ request: ChatRequest) -> Int {
    let words = request.messages.reduce(3) { $0 + 4 + tokens($1.content) }
    return words + (request.schema.map { tokens($0.json) } ?? 0)
  }

  /// The usual length of an answer: about fifty for a reason and ten for each score.
  static func tokensOut(dimensions: Int, reasons: Bool, limit: Int) -> Int {
    min(limit, dimensions * 10 + (reasons ? 50 : 0))
  }

  /// nil: a price is not known.
  static func cost(_ endpoint: ModelEndpoint, tokensIn: Int, tokensOut: Int) -> Double? {
    guard let priceIn = endpoint.priceIn, let priceOut = endpoint.priceOut else { return nil }
    return (Double(tokensIn) * priceIn + Double(tokensOut) * priceOut) / 1_000_000
  }
}
