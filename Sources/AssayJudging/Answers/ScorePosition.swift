import AssayModel

/// The tokens of one score, with what could have stood there.
///
/// Tokenizers write "10" as one token or as two. As one, each alternative is a whole score. As two, the alternative "1"
/// stands for 1 and for 10, and only where "1" was written does the token after it tell how much for which.
struct ScorePosition {
  /// What the first token holds before the digits, which an alternative must hold as well: a space, a quote.
  private let prefix: String
  private let first: ChatAnswer.Token
  /// The token after the first, when it holds nothing but the next digit, or what ends the number.
  private let second: ChatAnswer.Token?
  /// The digits of the first token.
  private let written: String

  init?(score: Int, place: (indices: Range<Int>, offset: Int), digits: Int, alignment: TokenAlignment) {
    let tokens = alignment.tokens
    first = tokens[place.indices.lowerBound]
    let bytes = Array(first.text.utf8)
    prefix = String(decoding: bytes[..<place.offset], as: UTF8.self)
    let all = "\(score)"
    guard all.utf8.count == digits, place.indices.count <= 2 else { return nil }
    let rest = bytes[place.offset...]
    let count = rest.prefix { (0x30...0x39).contains($0) }.count
    written = String(decoding: rest.prefix(count), as: UTF8.self)
    // What follows the digits inside the token would have to be the same for all scores.
    guard count == rest.count, all.hasPrefix(written) else { return nil }
    let next = place.indices.lowerBound + 1
    second = next < tokens.count ? tokens[next] : nil
    if place.indices.count == 2, second?.text != String(all.dropFirst(written.count)) { return nil }
  }

  /// The probability of each score from the lowest up, and of what may be one of several.
  func weights(of dimension: Dimension) -> (weights: [Double], ambiguous: Double) {
    let scores = (dimension.minimum...dimension.maximum).map { "\($0)" }
    var weights = scores.map { _ in 0.0 }
    var ambiguous = 0.0
    let alternatives = digits(of: first)
    // One alternative of several digits shows that this tokenizer keeps them together.
    let keepsTogether = alternatives.keys.contains { $0.count > 1 }
    for (text, probability) in alternatives {
      let longer = scores.filter { $0.count > text.count && $0.hasPrefix(text) }
      if longer.isEmpty || keepsTogether {
        if let index = scores.firstIndex(of: text) { weights[index] += probability }
      } else if text == written {
        split(probability, after: text, scores, &weights)
      } else {
        ambiguous += probability
      }
    }
    return (weights, ambiguous)
  }

  /// Shares what the written first digits have among the scores that begin so.
  private func split(
    _ probability: Double, after text: String, _ scores: [String], _ weights: inout [Double]
  ) {
    var left = 1.0
    let followers: [String: Double] = second.map { Self.texts($0) } ?? [:]
    for (next, share) in followers {
      guard !next.isEmpty, next.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { continue }
      left -= share
      if let index = scores.firstIndex(of: text + next) { weights[index] += probability * share }
    }
    if let index = scores.firstIndex(of: text) { weights[index] += probability * max(0, left) }
  }

  /// The alternatives that are numbers, with or without the space before them.
  private func digits(of token: ChatAnswer.Token) -> [String: Double] {
    var result: [String: Double] = [:]
    for (text, probability) in Self.texts(token) {
      var inner = Substring(text)
      if !prefix.isEmpty, inner.hasPrefix(prefix) {
        inner = inner.dropFirst(prefix.count)
      } else if prefix.allSatisfy({ $0 == " " }) {
        inner = inner.drop { $0 == " " }
      }
      let isNumber =
        !inner.isEmpty && inner.utf8.count <= 3 && inner.utf8.allSatisfy { (0x30...0x39).contains($0) }
      let isCanonical = inner.first != "0" || inner.count == 1
      if isNumber, isCanonical { result[String(inner), default: 0] += probability }
    }
    return result
  }

  /// Each text once, the token itself among them.
  private static func texts(_ token: ChatAnswer.Token) -> [String: Double] {
    var result = [token.text: WeightedScore.probability(token.logProbability)]
    for alternative in token.alternatives {
      let probability = WeightedScore.probability(alternative.logProbability)
      result[alternative.text] = max(probability, result[alternative.text] ?? 0)
    }
    return result
  }
}
