/// Goes through a JSON text once, without building anything.
struct JSONCursor {
  /// What stands where a number should.
  enum Number: Hashable {
    case number(Double)
    /// `null`, or the `NaN` and `Infinity` that are no JSON but are sent all the same.
    case none
  }

  /// Why it is no JSON, or not the JSON that was wanted.
  struct Problem: Error, Hashable {
    var detail: String
    init(_ detail: String) { self.detail = detail }
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var depth = 0
  /// Deeper nesting than any answer has would overflow the stack.
  private static let deepest = 100

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Steps over a character if it comes next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Hands out each member of an object whose `{` has been taken; `body` has to step over the value.
  mutating func members(_ body: (String, inout JSONCursor) throws -> Void) throws {
    if take("}") { return }
    repeat {
      let name = try string()
      guard take(":") else { throw unexpected() }
      try body(name, &self)
    } while take(",")
    guard take("}") else { throw unexpected() }
  }

  /// Comes to each element of a list whose `[` has been taken; `body` has to step over it.
  mutating func elements(_ body: (inout JSONCursor) throws -> Void) throws {
    if take("]") { return }
    repeat { try body(&self) } while take(",")
    guard take("]") else { throw unexpected() }
  }

  /// Steps over a number, or over what says that there is none.
  mutating func number() throws -> Number {
    skipSpace()
    if position < bytes.count, "nNI-".utf8.contains(bytes[position]) {
      for word in ["null", "NaN", "-NaN", "Infinity", "-Infinity"] where takeWord(word) { return .none }
    }
    let start = position
    let isNegative = position < bytes.count && bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    var (mantissa, exponent, digits): (UInt64, Int, Int) = (0, 0, 0)
    readDigits(&mantissa, &exponent, &digits, isFraction: false)
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      readDigits(&mantissa, &exponent, &digits, isFraction: true)
    }
    guard digits > 0 else {
      position = start
      throw unexpected(instead: "a number")
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") { try readExponent(&exponent) }
    let value = Self.scaled(Double(mantissa), exponent)
    return .number(isNegative ? -value : value)
  }

  /// Steps over any value.
  mutating func skip() throws {
    skipSpace()
    guard position < bytes.count else { throw unexpected() }
    switch bytes[position] {
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      depth += 1
      defer { depth -= 1 }
      guard depth < Self.deepest else { throw Problem("it is nested too deeply") }
      if take("{") { try members { try $1.skip() } } else if take("[") { try elements { try $0.skip() } }
    default:
      if takeWord("true") || takeWord("false") { return }
      _ = try number()
    }
  }

  /// The next character that is no white space; nil at the end.
  mutating func peek() -> UInt8? {
    skipSpace()
    return position < bytes.count ? bytes[position] : nil
  }

  /// Steps over any value and returns it as it stands there.
  mutating func raw() throws -> String {
    skipSpace()
    let start = position
    try skip()
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

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

  /// A number that is whole and not negative, or nil for `null`.
  mutating func countOrNull() throws -> Int? {
    let start = position
    guard case .number(let value) = try number() else { return nil }
    guard let count = Int(exactly: value.rounded()), count >= 0 else {
      position = start
      throw unexpected(instead: "a count")
    }
    return count
  }

  /// Nothing but white space may come now.
  mutating func end() throws {
    skipSpace()
    guard position == bytes.count else { throw unexpected() }
  }

  // MARK: Parts

  private mutating func skipSpace() {
    while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
  }

  private mutating func takeWord(_ word: String) -> Bool {
    let utf8 = word.utf8
    guard position < bytes.count, bytes[position] == utf8.first, bytes.count - position >= utf8.count,
      zip(bytes[position...], utf8).allSatisfy({ $0 == $1 })
    else { return false }
    position += utf8.count
    return true
  }

  /// Escapes stay as they are: the names that matter here have none.
  private mutating func string() throws -> String {
    guard take("\"") else { throw unexpected(instead: "a name in quotes") }
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard position < bytes.count else { throw unexpected() }
    defer { position += 1 }
    // A long text is skipped, not copied: no name is so long.
    return position - start > 64 ? "" : String(decoding: bytes[start..<position], as: UTF8.self)
  }

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

  /// Nineteen digits fit; those after them only move the point.
  private mutating func readDigits(
    _ mantissa: inout UInt64, _ exponent: inout Int, _ digits: inout Int, isFraction: Bool
  ) {
    while position < bytes.count, case let digit = bytes[position] &- 0x30, digit < 10 {
      if mantissa < 1_000_000_000_000_000_000 {
        mantissa = mantissa * 10 + UInt64(digit)
        if isFraction { exponent -= 1 }
      } else if !isFraction {
        exponent += 1
      }
      digits += 1
      position += 1
    }
  }

  private mutating func readExponent(_ exponent: inout Int) throws {
    position += 1
    var sign = 1
    if position < bytes.count, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
      sign = bytes[position] == UInt8(ascii: "-") ? -1 : 1
      position += 1
    }
    let start = position
    var power = 0
    while position < bytes.count, case let digit = bytes[position] &- 0x30, digit < 10 {
      power = min(100_000, power * 10 + Int(digit))
      position += 1
    }
    guard position > start else { throw unexpected() }
    exponent += sign * power
  }

  /// Within two units in the last place of a Double, far below what a Float can tell. Not `strtod`, which wants a
  /// comma in some locales.
  private static func scaled(_ mantissa: Double, _ exponent: Int) -> Double {
    var (value, rest) = (mantissa, exponent)
    if value == 0 { return 0 }
    while rest < 0, value != 0 {
      let step = min(22, -rest)
      value /= powers[step]
      rest += step
    }
    while rest > 0, value.isFinite {
      let step = min(22, rest)
      value *= powers[step]
      rest -= step
    }
    return value
  }

  /// The powers of ten that a Double holds exactly.
  private static let powers: [Double] = (0...22).map { power in
    (0..<power).reduce(1.0) { value, _ in value * 10 }
  }

  private func unexpected(instead expected: String? = nil) -> Problem {
    guard position < bytes.count else {
      return Problem("it ends in the middle, after \(bytes.count) bytes")
    }
    let found = Unicode.Scalar(bytes[position])
    let shown = found.value > 0x20 && found.value < 0x7F ? "\"\(found)\"" : "byte \(found.value)"
    let wish = expected.map { "; \($0) should be there" } ?? ""
    return Problem("\(shown) at byte \(position)\(wish)")
  }
}
