import TerminalCore

/// How colours are written in theme files: `"#82aaff"`, `"blue"`, `"bright-blue"`, `"default"`, or one
/// of the 256 by its number, `"color208"` or 208.
enum ColorName {
  static let ansi = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

  /// All names that mean a colour without a palette.
  static let all = ["default", "gray"] + ansi + ansi.map { "bright-" + $0 }

  /// nil when `value` is none.
  static func color(_ value: ConfigurationValue) -> Color? {
    switch value.content {
    case .integer(let number): UInt8(exactly: number).map(Color.indexed)
    case .string(let text): color(named: text)
    default: nil
    }
  }

  static func color(named text: String) -> Color? {
    if text == "default" { return .terminalDefault }
    if text == "gray" || text == "grey" { return .ansi(8) }
    if let index = ansi.firstIndex(of: text) { return .ansi(UInt8(index)) }
    if text.hasPrefix("bright-"), let index = ansi.firstIndex(of: String(text.dropFirst(7))) {
      return .ansi(UInt8(index) + 8)
    }
    if text.hasPrefix("color"), let index = UInt8(text.dropFirst(5)) { return .indexed(index) }
    return hexadecimal(text)
  }

  private static func hexadecimal(_ text: String) -> Color? {
    guard text.utf8.count == 7, text.hasPrefix("#"), text.dropFirst().allSatisfy(\.isHexDigit),
      let number = UInt32(text.dropFirst(), radix: 16)
    else { return nil }
    return .rgb(UInt8(number >> 16), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF))
  }

  /// The end of a sentence about something that is no colour.
  static func expectation(_ value: ConfigurationValue) -> String {
    let found =
      switch value.content {
      case .string(let text): "\"\(text)\""
      case .integer(let number): "\(number)"
      default: value.kind
      }
    return
      "must be a colour, \"#rrggbb\", a name such as \"bright-blue\" or a number from 0 to 255, not \(found)"
  }
}
