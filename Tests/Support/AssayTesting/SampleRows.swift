import AssayModel
import Foundation

/// Rows as an import would give them, with bodies that ``SampleRows/bodyReader`` reads back.
public enum SampleRows {
  /// A row `{"text":…,"label":…}` with what a test wants to say about it.
  public static func row(
    _ text: String, key: String? = nil, label: String? = nil, batch: String? = nil,
    judgements: [Judgement] = [], decisions: [ImportedDecision] = [], truth: Truth? = nil,
    cluster: ImportedCluster? = nil, provenance: Provenance = Provenance()
  ) -> ImportRow {
    ImportRow(
      key: key, body: body(text, label: label), fields: [TextField(name: "text", text: text)], label: label,
      batch: batch, provenance: provenance, judgements: judgements, decisions: decisions, truth: truth,
      cluster: cluster)
  }

  /// A judgement with its scores by dimension, in alphabetical order.
  public static func judgement(
    _ scores: [String: Double?], by judge: String = "judge", reason: String? = nil
  ) -> Judgement {
    let list = scores.sorted { $0.key < $1.key }.map { DimensionScore(dimension: $0.key, value: $0.value) }
    return Judgement(judge: judge, scores: list, reason: reason)
  }

  private static func body(_ text: String, label: String?) -> String {
    var object = ["text": text]
    object["label"] = label
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // A dictionary of strings always has a JSON form.
    return (try? encoder.encode(object)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// Gives the value of "text" as the one field and the other keys as metadata.
  public static let bodyReader: BodyReader = { body, _, _ in
    let object = (try? JSONDecoder().decode([String: String].self, from: Data(body.utf8))) ?? [:]
    let metadata = object.filter { $0.key != "text" && $0.key != "label" }.sorted { $0.key < $1.key }
    return (
      object["text"].map { [TextField(name: "text", text: $0)] } ?? [],
      metadata.map { TextField(name: $0.key, text: $0.value) }
    )
  }

  /// 32 hexadecimal digits that are the same for the same text: FNV-1a (Fowler, Noll, Vo 1991), twice.
  public static func hash(_ text: String) -> String {
    func digits(_ start: UInt64) -> String {
      let value = text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
      let hex = String(value, radix: 16)
      return String(repeating: "0", count: 16 - hex.count) + hex
    }
    return digits(0xcbf2_9ce4_8422_2325) + digits(0x6c62_272e_07bb_0142)
  }
}
