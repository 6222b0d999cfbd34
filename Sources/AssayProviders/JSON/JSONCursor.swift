/// Goes through a JSON text once, without building anything.
struct JSONCursor {
  /// What stands where a number should.
  enum Number: Hashable {
    case number(Double)
    /// `null`, or the `NaN` and `Infinity` that are no JSON but are sent all the same.
    case none
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
    for word in ["null", "NaN", "-NaN", "Infinity", "-Infinity"] where takeWord(word) { return .none }
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
      guard depth < Self.deepest else { throw EmbeddingAnswer.Problem.malformed("it is nested too deeply") }
      if take("{") { try members { try $1.skip() } } else if take("[") { try elements { try $0.skip() } }
    default:
      if takeWord("true") || takeWord("false") { return }
      _ = try number()
    }
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

  private func unexpected(instead expected: String? = nil) -> EmbeddingAnswer.Problem {
    guard position < bytes.count else {
      return .malformed("it ends in the middle, after \(bytes.count) bytes")
    }
    let found = Unicode.Scalar(bytes[position])
    let shown = found.value > 0x20 && found.value < 0x7F ? "\"\(found)\"" : "byte \(found.value)"
    let wish = expected.map { "; \($0) should be there" } ?? ""
    return .malformed("\(shown) at byte \(position)\(wish)")
  }
}
