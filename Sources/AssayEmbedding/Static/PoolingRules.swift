import AssayModel
import Foundation

/// What a family of models does with a text's tokens before their mean is taken.
struct PoolingRules: Sendable {
  /// Characters (Unicode scalars) of a text that are looked at; nil: all.
  var mostCharacters: Int?
  var mostTokens = Int.max
  /// A token that does not count.
  var leftOut: Int32?

  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)`` for a damaged configuration.
  init(configuration: URL?, isModel2Vec: Bool, tokenizer: Tokenizer) throws {
    guard isModel2Vec else { return }
    let json = try configuration.map { url in
      try MappedFile(url).withBytes { try JSONBytesReader.read($0, file: url.path) }
    }
    leftOut = tokenizer.unknown
    // A null switches the limit off; without an entry it is Model2Vec's 512.
    if let limit = json?["max_length"], limit.isNull { return }
    mostTokens = json?["max_length"]?.integer.map { max(0, $0) } ?? 512
    mostCharacters = mostTokens * tokenizer.medianLength
  }

  func shortened(_ text: String) -> String {
    // No text has more characters than bytes.
    guard let mostCharacters, text.utf8.count > mostCharacters else { return text }
    return String(text.unicodeScalars.prefix(mostCharacters))
  }
}
