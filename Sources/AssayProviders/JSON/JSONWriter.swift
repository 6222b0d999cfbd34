/// Writes JSON into bytes, without building anything: most of a request is text that is there already.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// What needs no escaping: punctuation, numbers, JSON that is there already.
  mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// A text in quotes.
  mutating func text(_ text: String) {
    bytes.append(Self.quote)
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for index in utf8.indices where Self.needsEscape(utf8[index]) {
        bytes.append(contentsOf: utf8[start..<index])
        escape(utf8[index])
        start = index + 1
      }
      bytes.append(contentsOf: utf8[start...])
    }
    bytes.append(Self.quote)
  }

  /// A number; what is none becomes `null`.
  mutating func number(_ value: Double) {
    if let whole = Int(exactly: value) { raw("\(whole)") } else { raw(value.isFinite ? "\(value)" : "null") }
  }

  private static let quote = UInt8(ascii: "\"")

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == quote || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case Self.quote: raw("\\\"")
    case UInt8(ascii: "\\"): raw("\\\\")
    case 0x0A: raw("\\n")
    case 0x0D: raw("\\r")
    case 0x09: raw("\\t")
    default: raw("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
    }
  }
}
