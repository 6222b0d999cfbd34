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

  let bytes: UnsafeBufferPointer<UInt8>
  /// Of the next byte.
  var position = 0
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

  /// Nothing but white space may come now.
  mutating func end() throws {
    skipSpace()
    guard position == bytes.count else { throw unexpected() }
  }

  // MARK: Parts

  mutating func skipSpace() {
    while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
  }

  /// Steps over a word if it comes next.
  mutating func takeWord(_ word: String) -> Bool {
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

  /// What is wrong at this place.
  func unexpected(instead expected: String? = nil) -> Problem {
    guard position < bytes.count else {
      return Problem("it ends in the middle, after \(bytes.count) bytes")
    }
    let found = Unicode.Scalar(bytes[position])
    let shown = found.value > 0x20 && found.value < 0x7F ? "\"\(found)\"" : "byte \(found.value)"
    let wish = expected.map { "; \($0) should be there" } ?? ""
    return Problem("\(shown) at byte \(position)\(wish)")
  }
}
