/// Text of models and files for a page: what would act on the reader's eye without being seen is shown as a sign.
///
/// Control characters become their pictures (␛), what hides or reorders text becomes its number (⟨U+202E⟩). The
/// terminal has rules of its own, since it must also know how wide everything is.
public enum VisibleText {
  /// The text on one line: line breaks and tabs become blanks.
  public static func line(_ text: String) -> String { visible(text) { $0 == "\n" || $0 == "\t" ? " " : nil } }

  /// The text with its line breaks and tabs; \r\n counts as one line break.
  public static func block(_ text: String) -> String { visible(text) { $0 == "\n" || $0 == "\t" ? $0 : nil } }

  private static func visible(_ text: String, _ keep: (Unicode.Scalar) -> Unicode.Scalar?) -> String {
    var result = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      if scalar == "\r", next == "\n" { continue }
      if let kept = keep(scalar) {
        result.append(kept)
      } else if isHarmless(scalar) || isJoiner(scalar, index > 0 ? scalars[index - 1] : nil, next) {
        result.append(scalar)
      } else {
        result.append(contentsOf: sign(for: scalar).unicodeScalars)
      }
    }
    return String(result)
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
      return false
    default: return true
    }
  }

  /// Scripts such as Persian and Hindi, and pictures of several people, need the joiners between their letters.
  private static func isJoiner(
    _ scalar: Unicode.Scalar, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?
  ) -> Bool {
    guard scalar == "\u{200C}" || scalar == "\u{200D}", let before, let after else { return false }
    return !before.isASCII && !after.isASCII && isHarmless(before) && isHarmless(after)
  }

  private static func sign(for scalar: Unicode.Scalar) -> String {
    if scalar.value < 0x20, let picture = Unicode.Scalar(0x2400 + scalar.value) { return String(picture) }
    if scalar.value == 0x7F { return "␡" }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "⟨U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "⟩"
  }
}
