import AssayModel

/// The answer of `POST /translate`: `translatedText`, a text or a list of them, and `detectedLanguage` where the source
/// was "auto".
///
/// What is kept is the same in both forms: `{"texts": ["…"], "languages": ["en"]}`.
enum TranslationAnswer {
  static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws -> ChatAnswer {
    var cursor = JSONCursor(bytes)
    guard cursor.take("{") else { throw UnusableAnswer.malformed(AnswerOpening.of(bytes)) }
    var texts: [String]?
    var languages: [String] = []
    var error: UnusableAnswer?
    try cursor.members { name, cursor in
      switch name {
      case "translatedText": texts = try readTexts(&cursor)
      case "detectedLanguage": languages = try readLanguages(&cursor)
      case "error": error = try AnswerError.read(&cursor)
      default: try cursor.skip()
      }
    }
    try cursor.end()
    if let error, texts == nil { throw error }
    guard let texts else { throw JSONCursor.Problem("it has no \"translatedText\"") }
    var members = [(name: "texts", value: JSONText.array(texts.map(JSONText.string)))]
    if !languages.isEmpty {
      members.append(("languages", JSONText.array(languages.map(JSONText.string))))
    }
    return ChatAnswer(text: JSONText.object(members))
  }

  private static func readTexts(_ cursor: inout JSONCursor) throws -> [String] {
    guard cursor.take("[") else { return [try cursor.text()] }
    var texts: [String] = []
    try cursor.elements { texts.append(try $0.text()) }
    return texts
  }

  /// One object for all texts, or one for each.
  private static func readLanguages(_ cursor: inout JSONCursor) throws -> [String] {
    if cursor.peek() == UInt8(ascii: "{") { return try readLanguage(&cursor).map { [$0] } ?? [] }
    guard cursor.take("[") else {
      try cursor.skip()
      return []
    }
    var languages: [String] = []
    try cursor.elements { cursor in languages.append(try readLanguage(&cursor) ?? "") }
    return languages
  }

  private static func readLanguage(_ cursor: inout JSONCursor) throws -> String? {
    guard cursor.take("{") else {
      try cursor.skip()
      return nil
    }
    var language: String?
    try cursor.members { name, cursor in
      if name == "language" { language = try cursor.textIfAny() } else { try cursor.skip() }
    }
    return language
  }
}
