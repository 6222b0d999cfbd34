import AssayModel

/// The body of `POST /translate`: `{"q": ["…"], "source": "en", "target": "de", "format": "text"}`, one text without the
/// list, since some servers know only that. The key is added when it is sent.
enum TranslationBody {
  static func bytes(of request: ChatRequest) -> [UInt8] {
    let translation = request.translation ?? .init(texts: [], source: "auto", target: "")
    var writer = JSONWriter(capacity: translation.texts.reduce(128) { $0 + $1.utf8.count + 8 })
    writer.raw("{\"q\":")
    if translation.texts.count == 1 {
      writer.text(translation.texts[0])
    } else {
      for (index, text) in translation.texts.enumerated() {
        writer.raw(index == 0 ? "[" : ",")
        writer.text(text)
      }
      writer.raw(translation.texts.isEmpty ? "[]" : "]")
    }
    writer.raw(",\"source\":")
    writer.text(translation.source)
    writer.raw(",\"target\":")
    writer.text(translation.target)
    writer.raw(",\"format\":\"text\"}")
    return writer.bytes
  }
}
