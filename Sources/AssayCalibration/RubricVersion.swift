import AssayModel
import AssayText

extension TaskSpecification {
  /// Names what people are asked to decide by: eight hex digits of a hash over the task's words, its labels and its
  /// dimensions with their anchors. Decisions carry it, so that labels given under an earlier rubric can be found
  /// (criteria drift: Shankar et al. 2024).
  public var rubricVersion: String {
    let lines =
      [description] + labels
      + dimensions.flatMap { dimension in
        ["\(dimension.name) \(dimension.minimum)-\(dimension.maximum)", dimension.description ?? ""]
          + dimension.anchors.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      }
    let digest = SHA256.bytes(of: lines.map { JSONText.string($0) }.joined(separator: "\n"))
    return digest.prefix(4).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}
