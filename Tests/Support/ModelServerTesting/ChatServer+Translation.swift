extension ChatServer.Request {
  /// What `/translate` is asked for.
  public struct Translation: Hashable, Sendable {
    public var texts: [String]
    public var source: String
    public var target: String
    public var key: String?
  }

  /// nil: it is no request of LibreTranslate's protocol.
  public var translation: Translation? {
    let json = json
    guard path.hasSuffix("/translate"), let source = json["source"] as? String,
      let target = json["target"] as? String,
      let texts = json["q"] as? [String] ?? (json["q"] as? String).map({ [$0] })
    else { return nil }
    return Translation(texts: texts, source: source, target: target, key: json["api_key"] as? String)
  }
}

extension ChatServer.Reply {
  /// The answer of `/translate`, in the form that the request has: one text for one, a list for a list.
  ///
  /// - Parameters:
  ///   - key: the only one that is served; nil: whoever asks.
  ///   - translate: a text into a language.
  public static func libreTranslate(
    _ request: ChatServer.Request, detected: String = "en", key: String? = nil,
    translate: (_ text: String, _ target: String) -> String
  ) -> Self {
    guard let translation = request.translation else {
      return .answer(400, #"{"error": "Invalid request: missing q parameter"}"#, fault: "refusal")
    }
    if let key, translation.key != key {
      return .answer(403, #"{"error": "Invalid API key"}"#, fault: "refusal")
    }
    let texts = translation.texts.map { translate($0, translation.target) }
    let isList = request.json["q"] is [String]
    var answer: [String: Any] = ["translatedText": isList ? texts : texts[0]]
    if translation.source == "auto" {
      let language: [String: Any] = ["language": detected, "confidence": 90]
      answer["detectedLanguage"] = isList ? texts.map { _ in language } : language
    }
    return .answer(200, JSONText.text(answer))
  }
}
