import AssayModel
import Foundation
import TerminalCore

/// Where an example comes from that Assay generated: one line for every look, the small print for who asks.
struct ExampleOrigin {
  private let example: Example
  private let key: GeneratedKey

  /// nil: it was not generated here, and what else its row says is not known to be small print.
  init?(_ example: Example) {
    guard let key = GeneratedKey(example.key) else { return nil }
    self.example = example
    self.key = key
  }

  /// "direct · smollm2 · Apache-2.0 · run 3"
  func line(_ separator: String) -> String {
    [
      example.provenance.technique, example.provenance.model, value(MetadataKey.licence).map(Self.name(of:)),
      "run \(key.run)",
    ].compactMap { $0 }.map(DisplayText.singleLine).joined(separator: separator)
  }

  /// The terms in full with their date and link, the prompt, the seeds and the profile.
  func details(_ separator: String) -> [TextField] {
    let wording = value(MetadataKey.phrasing).flatMap { Int($0) }.map { "wording \($0 + 1)" }
    let prompt = [example.provenance.promptVersion.map { String($0.prefix(12)) }, wording].compactMap { $0 }
    let profile = example.metadata.filter { Self.isAttribute($0) }.map {
      "\($0.name.dropFirst(MetadataKey.attribute("").count)): \($0.text)"
    }
    return [
      ("licence", value(MetadataKey.licence) ?? ""), ("prompt", prompt.joined(separator: separator)),
      ("seeds", example.provenance.seeds.map(Self.shortened).joined(separator: ", ")),
      ("profile", profile.joined(separator: separator)),
    ].filter { !$0.1.isEmpty }.map { TextField(name: $0.0, text: $0.1) }
  }

  /// What the row says besides, which a verdict may rest on: reasons, references, what checks found.
  var rest: [TextField] {
    example.metadata.filter {
      ![MetadataKey.licence, MetadataKey.phrasing].contains($0.name) && !Self.isAttribute($0)
    }
  }

  private func value(_ name: String) -> String? { example.metadata.first { $0.name == name }?.text }

  private static func isAttribute(_ field: TextField) -> Bool {
    field.name.hasPrefix(MetadataKey.attribute(""))
  }

  /// As titles show keys: the hash of a content is told from others by its first six digits.
  private static func shortened(_ key: String) -> String { key.count == 32 ? String(key.prefix(6)) : key }

  /// "Apache-2.0" of "SmolLM, Apache-2.0 (January 2004), https://…": without family, date and link.
  static func name(of licence: String) -> String {
    licence.components(separatedBy: "; ").map(shortName).joined(separator: "; ")
  }

  private static func shortName(_ licence: String) -> String {
    let parts = licence.components(separatedBy: ", ").filter { !$0.contains("://") }.map(withoutDate)
      .filter { !$0.isEmpty }
    guard let last = parts.last else { return licence }
    return isIdentifier(last) ? last : parts.joined(separator: ", ")
  }

  /// "Apache-2.0", "MIT": one word that begins with a capital letter.
  private static func isIdentifier(_ text: String) -> Bool {
    text.first?.isUppercase == true && !text.contains(" ")
  }

  /// Without the "(January 2004)" at its end; empty where it is a date alone.
  private static func withoutDate(_ text: String) -> String {
    if isDate(text[...]) { return "" }
    guard text.hasSuffix(")"), let open = text.range(of: " (", options: .backwards),
      let last = text[open.upperBound...].dropLast().split(separator: " ").last, isDate(last)
    else { return text }
    return String(text[..<open.lowerBound])
  }

  /// "2025-05-31", "2025".
  private static func isDate(_ text: Substring) -> Bool {
    text.count >= 4 && text.allSatisfy { $0 == "-" || ("0"..."9").contains($0) }
  }
}
