import AssayModel
import AssayText

/// Names a frozen set by what it holds: the same examples with the same verdicts, labels and scores have the same name.
public enum SetName {
  public static func of(_ rows: [CalibrationRow]) -> String {
    let lines = rows.sorted { $0.example < $1.example }.map { row in
      let scores = row.scores.sorted { $0.key < $1.key }.map { "\(JSONText.string($0.key)):\($0.value)" }
      return "\(JSONText.string(row.key)) \(row.truth.verdict) \(JSONText.string(row.label ?? ""))"
        + " \(scores.joined(separator: ","))"
    }
    let digest = SHA256.bytes(of: lines.joined(separator: "\n"))
    return digest.prefix(8).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}
