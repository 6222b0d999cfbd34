extension LooseJSONParser {
  /// The bytes that end the string which begins here; moves past its opening quote.
  mutating func quote() -> [UInt8]? {
    guard let byte = current else { return nil }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`") {
      index += 1
      return [byte]
    }
    // “ ” „
    if byte == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x80,
      [0x9C, 0x9D, 0x9E].contains(bytes[index + 2])
    {
      index += 3
      return [0xE2, 0x80, 0x9D]
    }
    return nil
  }

  /// Up to the closing quote, or to the end of the text. A quote inside that is not followed by what follows a string
  /// belongs to the text.
  mutating func string(_ quote: [UInt8], isKey: Bool) -> (text: String, content: Range<Int>?) {
    let start = index
    var pieces: [UInt8] = []
    var isPlain = true
    while let byte = current {
      if byte == UInt8(ascii: "\\") {
        isPlain = false
        appendEscape(to: &pieces)
        continue
      }
      if bytes[index...].starts(with: quote), closes(after: index + quote.count, isKey: isKey) {
        let range = start..<index
        index += quote.count
        spend(range.count)
        return (String(decoding: pieces, as: UTF8.self), isPlain ? range : nil)
      }
      pieces.append(byte)
      index += 1
    }
    isCut = true
    spend(bytes.count - start)
    return (String(decoding: pieces, as: UTF8.self), isPlain ? start..<bytes.count : nil)
  }

  private func closes(after position: Int, isKey: Bool) -> Bool {
    var position = position
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
    guard position < bytes.count else { return true }
    let byte = bytes[position]
    if isKey { return byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=") }
    if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { return true }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      // A comma is missing between members, if what follows is a name.
      return hasLineBreak(before: position)
    }
    return byte == UInt8(ascii: ",") && (isInArray || beginsMember(after: position + 1))
  }

  /// Whether a name and a colon come next, or the end: in `"he said "yes", and left"` the second quote ends nothing.
  private func beginsMember(after start: Int) -> Bool {
    var position = start
    while position < bytes.count, Self.isBlank(bytes[position]) || bytes[position] == UInt8(ascii: ",") {
      position += 1
    }
    guard position < bytes.count else { return true }
    if bytes[position] == UInt8(ascii: "}") { return true }
    let name = bytes[position...].prefix(80)
    guard let colon = name.firstIndex(of: UInt8(ascii: ":")) else { return name.endIndex == bytes.count }
    return name[..<colon].allSatisfy { Self.isNameByte($0) || $0 == 0x22 || $0 == 0x27 || $0 == 0x60 }
  }

  private func hasLineBreak(before position: Int) -> Bool {
    var position = position - 1
    while position >= 0, Self.isBlank(bytes[position]) {
      if bytes[position] == 0x0A { return true }
      position -= 1
    }
    return false
  }

  private mutating func appendEscape(to pieces: inout [UInt8]) {
    index += 1
    guard let byte = current else { return }
    index += 1
    switch byte {
    case UInt8(ascii: "n"): pieces.append(0x0A)
    case UInt8(ascii: "t"): pieces.append(0x09)
    case UInt8(ascii: "r"): pieces.append(0x0D)
    case UInt8(ascii: "b"), UInt8(ascii: "f"): pieces.append(0x20)
    case UInt8(ascii: "u"): pieces.append(contentsOf: escapedScalar())
    default: pieces.append(byte)
    }
  }

  /// The scalar of `\uXXXX`, of a pair of them where they are one.
  private mutating func escapedScalar() -> [UInt8] {
    guard let first = hexadecimal(at: index) else { return [] }
    index += 4
    var value = first
    if (0xD800..<0xDC00).contains(first), index + 5 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u"), let second = hexadecimal(at: index + 2),
      (0xDC00..<0xE000).contains(second)
    {
      index += 6
      value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
    }
    return Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
  }

  private func hexadecimal(at position: Int) -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    let digits = bytes[position..<(position + 4)]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
