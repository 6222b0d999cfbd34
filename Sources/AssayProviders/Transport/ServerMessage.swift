import Foundation

/// The sentence in a server's refusal.
enum ServerMessage {
  /// One line of at most 300 characters: the message where OpenAI-compatible servers put it, else how the text begins.
  ///
  /// - Parameter key: cut out before anything is shortened, so that no half of it stays.
  static func text(of body: [UInt8], key: APIKey?) -> String {
    let limited = body.prefix(64 << 10)
    let found = (try? JSONSerialization.jsonObject(with: Data(limited))).flatMap(message(in:))
    let raw = found ?? String(decoding: limited, as: UTF8.self)
    let redacted = key?.redacted(raw) ?? raw
    let words = redacted.unicodeScalars.split { $0.value <= 0x20 || (0x7F...0x9F).contains($0.value) }
    let line = words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    return line.count <= 300 ? line : line.prefix(300) + "…"
  }

  /// `{"error": {"message": …}}`, `{"error": …}`, `{"message": …}`, `{"detail": …}`.
  private static func message(in value: Any) -> String? {
    guard let object = value as? [String: Any] else { return value as? String }
    for name in ["error", "message", "detail"] {
      guard let inner = object[name] else { continue }
      if let text = inner as? String { return text }
      if let text = message(in: inner) { return text }
    }
    return nil
  }
}
