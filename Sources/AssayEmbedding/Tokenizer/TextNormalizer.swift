import AssayModel
import Foundation

/// The `normalizer` of a tokenizer file: steps that change the text before it is cut.
struct TextNormalizer: Sendable {
  /// Which parts of BERT's normalizer are on.
  struct Bert: Sendable {
    var cleansText: Bool
    var spacesChinese: Bool
    var stripsAccents: Bool
    var lowercases: Bool
  }

  enum Step: Sendable {
    case prepend([UInt8])
    case replace([UInt8], with: [UInt8])
    case replaceSpaces(with: [UInt8])
    case bert(Bert)
    case lowercase
    case stripAccents
    case canonicalComposition, canonicalDecomposition, compatibleComposition, compatibleDecomposition
    case strip(left: Bool, right: Bool)
    case precompiled(PrecompiledCharacters)
  }

  let steps: [Step]

  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)`` for a kind that this does not do.
  init(_ json: JSONBytes?, file: String) throws {
    steps = try json.map { try Self.steps($0, file: file) } ?? []
  }

  private static func steps(_ json: JSONBytes, file: String) throws -> [Step] {
    if json.isNull { return [] }
    let type = json["type"]?.text ?? ""
    switch type {
    case "Sequence": return try (json["normalizers"]?.elements ?? []).flatMap { try steps($0, file: file) }
    case "Prepend": return [.prepend(Array(json["prepend"]?.bytes ?? []))]
    case "Replace": return [try replacement(json, file: file)]
    case "BertNormalizer":
      let lowercases = json["lowercase"]?.flag ?? true
      return [
        .bert(
          Bert(
            cleansText: json["clean_text"]?.flag ?? true,
            spacesChinese: json["handle_chinese_chars"]?.flag ?? true,
            stripsAccents: json["strip_accents"]?.flag ?? lowercases, lowercases: lowercases))
      ]
    case "Lowercase": return [.lowercase]
    case "StripAccents": return [.stripAccents]
    case "NFC": return [.canonicalComposition]
    case "NFD": return [.canonicalDecomposition]
    case "NFKC": return [.compatibleComposition]
    case "NFKD": return [.compatibleDecomposition]
    case "Strip":
      return [.strip(left: json["strip_left"]?.flag ?? true, right: json["strip_right"]?.flag ?? true)]
    case "Precompiled":
      return [.precompiled(try PrecompiledCharacters(json["precompiled_charsmap"]?.text, file: file))]
    default:
      throw EmbeddingProblem.unreadable(
        file: file, detail: "its normalizer \"\(type.prefix(40))\" is not supported")
    }
  }

  /// A string for another one, or the one regular expression that tokenizers made from SentencePiece have.
  private static func replacement(_ json: JSONBytes, file: String) throws -> Step {
    let content = Array(json["content"]?.bytes ?? [])
    if let text = json["pattern"]?["String"]?.bytes { return .replace(Array(text), with: content) }
    if json["pattern"]?["Regex"]?.text == " {2,}" { return .replaceSpaces(with: content) }
    throw EmbeddingProblem.unreadable(
      file: file, detail: "its normalizer replaces by a regular expression, which is not supported")
  }

  /// Changes a whole text, or what stands between two added tokens.
  func normalize(_ text: inout [UInt8], _ spare: inout [UInt8]) {
    for step in steps {
      if text.isEmpty { return }
      Self.apply(step, &text, &spare)
    }
  }

  private static func apply(_ step: Step, _ text: inout [UInt8], _ spare: inout [UInt8]) {
    switch step {
    case .prepend(let mark): text.insert(contentsOf: mark, at: 0)
    case .replace(let pattern, let content): replace(pattern, content, &text, &spare)
    case .replaceSpaces(let content): replaceSpaces(content, &text, &spare)
    case .bert(let bert): BertNormalization.apply(bert, &text, &spare)
    case .lowercase: BertNormalization.lowercase(&text)
    case .stripAccents:
      // All marks, where BERT's own step takes off those without a width only.
      scalars(&text) { scalar in
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: nil
        default: scalar
        }
      }
    case .canonicalComposition: compose(&text) { $0.precomposedStringWithCanonicalMapping }
    case .canonicalDecomposition: compose(&text) { $0.decomposedStringWithCanonicalMapping }
    case .compatibleComposition: compose(&text) { $0.precomposedStringWithCompatibilityMapping }
    case .compatibleDecomposition: compose(&text) { $0.decomposedStringWithCompatibilityMapping }
    case .strip(let left, let right): strip(left, right, &text)
    case .precompiled(let map): map.apply(&text)
    }
  }

  private static func replace(
    _ pattern: [UInt8], _ content: [UInt8], _ text: inout [UInt8], _ spare: inout [UInt8]
  ) {
    guard let first = pattern.first else { return }
    spare.removeAll(keepingCapacity: true)
    var place = 0
    while place < text.count {
      if text[place] == first, text[place...].starts(with: pattern) {
        spare.append(contentsOf: content)
        place += pattern.count
      } else {
        spare.append(text[place])
        place += 1
      }
    }
    swap(&text, &spare)
  }

  private static func replaceSpaces(_ content: [UInt8], _ text: inout [UInt8], _ spare: inout [UInt8]) {
    spare.removeAll(keepingCapacity: true)
    var place = 0
    while place < text.count {
      var end = place
      while end < text.count, text[end] == 0x20 { end += 1 }
      if end - place >= 2 {
        spare.append(contentsOf: content)
        place = end
      } else {
        spare.append(text[place])
        place += 1
      }
    }
    swap(&text, &spare)
  }

  /// ASCII is the same in all four forms.
  static func compose(_ text: inout [UInt8], _ form: (String) -> String) {
    guard text.contains(where: { $0 >= 0x80 }) else { return }
    text = Array(form(String(decoding: text, as: UTF8.self)).utf8)
  }

  static func scalars(_ text: inout [UInt8], _ change: (Unicode.Scalar) -> Unicode.Scalar?) {
    guard text.contains(where: { $0 >= 0x80 }) else { return }
    var changed = String.UnicodeScalarView()
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if let new = change(scalar) { changed.append(new) }
    }
    text = Array(String(changed).utf8)
  }

  private static func strip(_ left: Bool, _ right: Bool, _ text: inout [UInt8]) {
    var scalars = Substring(String(decoding: text, as: UTF8.self)).unicodeScalars
    if left { while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() } }
    if right { while scalars.last?.properties.isWhitespace == true { scalars.removeLast() } }
    text = Array(String(scalars).utf8)
  }
}
