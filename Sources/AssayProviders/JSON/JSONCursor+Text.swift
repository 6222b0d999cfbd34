extension JSONCursor {
  /// Steps over a text and returns what it says, without its escapes.
  mutating func text() throws -> String {
    guard take("\"") else { throw unexpected(instead: "a text") }
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "\\")
    {
      position += 1
    }
    guard position < bytes.count else { throw unexpected() }
    if bytes[position] == UInt8(ascii: "\"") {
      defer { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
    var result = Array(bytes[start..<position])
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\") {
        try appendEscape(to: &result)
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    guard take("\"") else { throw unexpected() }
    return String(decoding: result, as: UTF8.self)
  }

  /// ``text()``, or nil for `null`.
  mutating func textOrNull() throws -> String? {
    if peek() == UInt8(ascii: "n"), takeWord("null") { return nil }
    return try text()
  }

  // MARK: Escapes

  /// Takes a backslash and what belongs to it.
  private mutating func appendEscape(to result: inout [UInt8]) throws {
    position += 1
    guard position < bytes.count else { throw unexpected() }
    let letter = bytes[position]
    position += 1
    switch letter {
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(letter)
    case UInt8(ascii: "u"): result += Character(try escapedScalar()).utf8
    default:
      position -= 1
      throw unexpected(instead: "an escape")
    }
  }

  /// The scalar of `XXXX`, or of `XXXX\uYYYY` for a surrogate pair; half a pair is U+FFFD.
  private mutating func escapedScalar() throws -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let start = position
    guard (0xD800..<0xDC00).contains(first), takeWord("\\u") else { return "\u{FFFD}" }
    let second = try hexadecimal()
    guard (0xDC00..<0xE000).contains(second) else {
      position = start
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func hexadecimal() throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count, let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue
      else {
        throw unexpected(instead: "four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
