import AssayModel
import AssayText

/// Names a frozen set of examples with what people said of them: the same rows have the same name on every machine,
/// in whatever order they come, and any other verdict, label or score gives another name.
public enum SetHash {
  /// Twelve hex digits of SHA-256 over key, verdict, label and human scores of the rows, in the order of their keys.
  public static func of(_ rows: [CalibrationRow]) -> String {
    let lines = rows.map(line).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let digest = SHA256.bytes(of: lines.joined(separator: "\n"))
    return digest.prefix(6).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }

  /// Begins with the key, so that lines in order are rows in the order of their keys.
  private static func line(_ row: CalibrationRow) -> String {
    let scores = row.truth.scores.sorted { $0.key < $1.key }.map { "\(JSONText.string($0.key)):\($0.value)" }
    let label = row.label.map { JSONText.string($0) } ?? "null"
    return
      "[\(JSONText.string(row.key)),\"\(row.truth.verdict.rawValue)\",\(label),{\(scores.joined(separator: ","))}]"
  }
}
