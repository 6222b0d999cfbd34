import AssayModel

/// Reads RFC 8259 text, nested at most 64 deep: what model files hold.
struct JSONBytesReader {
  private let bytes: [UInt8]
  private let file: String
  private var place = 0

  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)``.
  static func read(_ source: UnsafeRawBufferPointer, file: String) throws -> JSONBytes {
    var reader = JSONBytesReader(bytes: Array(source), file: file)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.place == reader.bytes.count else { throw reader.problem() }
    return value
  }

  private init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  private func problem() -> EmbeddingProblem {
    .unreadable(file: file, detail: "it is not JSON at byte \(place)")
  }

  private mutating func skipSpace() {
    while place < bytes.count,
      bytes[place] == 0x20 || bytes[place] == 0x0A || bytes[place] == 0x0D
        || bytes[place] == 0x09
    {
      place += 1
    }
  }

  private mutating func next() throws -> UInt8 {
    guard place < bytes.count else { throw problem() }
    place += 1
    return bytes[place - 1]
  }

  private mutating func expect(_ byte: UInt8) throws {
    skipSpace()
    guard try next() == byte else { throw problem() }
  }

  private mutating func word(_ text: StaticString, _ value: JSONBytes) throws -> JSONBytes {
    for offset in 0..<text.utf8CodeUnitCount where try next() != text.utf8Start[offset] { throw problem() }
    return value
  }

  private mutating func value(depth: Int) throws -> JSONBytes {
    guard depth < 64 else { throw problem() }
    skipSpace()
    guard place < bytes.count else { throw problem() }
    switch bytes[place] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func array(depth: Int) throws -> JSONBytes {
    place += 1
    var elements: [JSONBytes] = []
    skipSpace()
    if place < bytes.count, bytes[place] == UInt8(ascii: "]") {
      place += 1
      return .array(elements)
    }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      switch try next() {
      case UInt8(ascii: ","): continue
      case UInt8(ascii: "]"): return .array(elements)
      default: throw problem()
      }
    }
  }

  private mutating func object(depth: Int) throws -> JSONBytes {
    place += 1
    var members: [(key: ArraySlice<UInt8>, value: JSONBytes)] = []
    skipSpace()
    if place < bytes.count, bytes[place] == UInt8(ascii: "}") {
      place += 1
      return .object(members)
    }
    while true {
      skipSpace()
      guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { throw problem() }
      let key = try string()
      try expect(UInt8(ascii: ":"))
      members.append((key, try value(depth: depth + 1)))
      skipSpace()
      switch try next() {
      case UInt8(ascii: ","): continue
      case UInt8(ascii: "}"): return .object(members)
      default: throw problem()
      }
    }
  }

  private mutating func number() throws -> JSONBytes {
    let start = place
    // Digits, signs, a point and an exponent.
    while place < bytes.count,
      (0x30...0x39).contains(bytes[place]) || [0x2B, 0x2D, 0x2E].contains(bytes[place])
        || bytes[place] | 0x20 == 0x65
    {
      place += 1
    }
    guard let value = Double(String(decoding: bytes[start..<place], as: UTF8.self)) else { throw problem() }
    return .number(value)
  }

  /// A string without an escape is a slice of the document: nothing is copied.
  private mutating func string() throws -> ArraySlice<UInt8> {
    place += 1
    let start = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "\""), bytes[place] != UInt8(ascii: "\\") {
      place += 1
    }
    guard place < bytes.count else { throw problem() }
    if bytes[place] == UInt8(ascii: "\"") {
      place += 1
      return bytes[start..<(place - 1)]
    }
    var text = Array(bytes[start..<place])
    while true {
      let byte = try next()
      if byte == UInt8(ascii: "\"") { return text[...] }
      if byte == UInt8(ascii: "\\") { try appendEscape(to: &text) } else { text.append(byte) }
    }
  }

  private mutating func appendEscape(to text: inout [UInt8]) throws {
    switch try next() {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"):
      var unit = try hexadecimal()
      if unit & 0xFC00 == 0xD800, place + 1 < bytes.count, bytes[place] == UInt8(ascii: "\\"),
        bytes[place + 1] == UInt8(ascii: "u")
      {
        place += 2
        let low = try hexadecimal()
        unit = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
      }
      text.append(contentsOf: UTF8.encode(Unicode.Scalar(unit) ?? "\u{FFFD}").map(Array.init) ?? [])
    case let other where [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/")].contains(other):
      text.append(other)
    default: throw problem()
    }
  }

  private mutating func hexadecimal() throws -> UInt32 {
    guard place + 4 <= bytes.count,
      let unit = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
    else { throw problem() }
    place += 4
    return unit
  }
}
