import AssayModel
import AssayText

/// Names a frozen set of examples with what people said of them: the same rows have the same name on every machine,
/// in whatever order they come, and any other verdict, label or score gives another name.
public enum SetHash {
  /// Twelve hex digits of SHA-256 over key, verdict, label and human scores of the rows, in the order of their keys.
  public static func of(_ rows: [CalibrationRow]) -> String {
    of(rows.map { line($0.key, $0.truth.verdict, $0.label, $0.truth.scores) })
  }

  /// The same of examples that come from files.
  static func of(_ examples: [ComparedExample]) -> String {
    of(
      examples.map { example in
        line(example.key, example.isAccepted.map { $0 ? .accept : .reject }, example.label, example.human)
      })
  }

  private static func of(_ lines: [String]) -> String {
    let sorted = lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let digest = SHA256.bytes(of: sorted.joined(separator: "\n"))
    return digest.prefix(6).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }

  /// Begins with the key, so that lines in order are rows in the order of their keys.
  private static func line(
    _ key: String, _ verdict: Verdict?, _ label: String?, _ scores: [String: Double]
  ) -> String {
    let scores = scores.sorted { $0.key < $1.key }.map { "\(JSONText.string($0.key)):\($0.value)" }
    let parts = [
      JSONText.string(key), verdict.map { JSONText.string($0.rawValue) } ?? "null",
      label.map { JSONText.string($0) } ?? "null", "{" + scores.joined(separator: ",") + "}",
    ]
    return "[" + parts.joined(separator: ",") + "]"
  }
}
