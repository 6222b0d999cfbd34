import Foundation

/// BERT's normalizer (Devlin et al. 2019) as Hugging Face's `BertNormalizer` does it.
enum BertNormalization {
  static func apply(_ bert: TextNormalizer.Bert, _ text: inout [UInt8], _ spare: inout [UInt8]) {
    if text.contains(where: { $0 >= 0x80 }) {
      applyToScalars(bert, &text)
    } else {
      applyToASCII(bert, &text)
    }
  }

  private static func applyToASCII(_ bert: TextNormalizer.Bert, _ text: inout [UInt8]) {
    if bert.cleansText {
      text.removeAll { $0 == 0x7F || $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
      for place in text.indices where text[place] < 0x20 { text[place] = 0x20 }
    }
    if bert.lowercases { lowercase(&text) }
  }

  private static func applyToScalars(_ bert: TextNormalizer.Bert, _ text: inout [UInt8]) {
    var changed = String.UnicodeScalarView()
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if bert.cleansText, isRemoved(scalar) { continue }
      if bert.cleansText, scalar.properties.isWhitespace {
        changed.append(" ")
      } else if bert.spacesChinese, isChinese(scalar) {
        changed.append(contentsOf: [" ", scalar, " "])
      } else {
        changed.append(scalar)
      }
    }
    text = Array(String(changed).utf8)
    if bert.stripsAccents {
      TextNormalizer.compose(&text) { $0.decomposedStringWithCanonicalMapping }
      TextNormalizer.scalars(&text) { $0.properties.generalCategory == .nonspacingMark ? nil : $0 }
    }
    if bert.lowercases { lowercase(&text) }
  }

  /// Control characters, formats and private use; not what was never assigned, as the reference has it.
  private static func isRemoved(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value == 0 || scalar.value == 0xFFFD { return true }
    if scalar == "\t" || scalar == "\n" || scalar == "\r" { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .surrogate: return true
    default: return false
    }
  }

  /// The blocks of Chinese characters that BERT names.
  private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x2_0000...0x2_A6DF, 0x2_A700...0x2_B73F, 0x2_B740...0x2_B81F,
      0x2_B920...0x2_CEAF, 0xF900...0xFAFF, 0x2_F800...0x2_FA1F:
      true
    default: false
    }
  }

  /// Each scalar alone, as Rust's `char::to_lowercase`: a final sigma is a sigma.
  static func lowercase(_ text: inout [UInt8]) {
    if text.contains(where: { $0 >= 0x80 }) {
      var changed = ""
      for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
        changed += scalar.properties.lowercaseMapping
      }
      text = Array(changed.utf8)
    } else {
      for place in text.indices where (0x41...0x5A).contains(text[place]) { text[place] |= 0x20 }
    }
  }
}
