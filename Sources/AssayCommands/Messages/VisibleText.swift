/// Text of a file or model as it may stand in a message: on one line, with everything that a terminal
/// would act on, or that would hide or reorder other text, shown as its code.
enum VisibleText {
  /// `text` with invisible and dangerous characters as `⟨U+001B⟩`.
  static func of(_ text: String) -> String {
    if text.unicodeScalars.allSatisfy({ !isHidden($0) }) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isHidden(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "⟨U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "⟩"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Controls, line separators, and format characters (bidirectional controls and zero-width ones)
  /// but for the joiners inside emoji and scripts.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: scalar.value != 0x200C && scalar.value != 0x200D
    default: false
    }
  }
}
