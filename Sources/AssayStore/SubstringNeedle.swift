/// A text to look for, with a test on the raw JSON of a row that spares reading most rows properly.
struct SubstringNeedle {
  private let lowercase: [UInt8]
  /// Both forms of the needle's first letter; nil: the raw test says nothing.
  private let first: (lower: UInt8, upper: UInt8)?

  init(_ text: String) {
    lowercase = Array(text.lowercased().utf8)
    // A quote, backslash or control character, and in some files a slash, stands escaped in JSON; for
    // letters outside ASCII the two forms may differ in length.
    let isPlain = lowercase.allSatisfy { (0x20..<0x7f).contains($0) && ![0x22, 0x5c, 0x2f].contains($0) }
    first = isPlain ? lowercase.first.map { ($0, Self.upper($0)) } : nil
  }

  /// false: `text` certainly does not occur.
  func mayOccur(inJSON json: UnsafeRawBufferPointer) -> Bool {
    guard let first else { return true }
    var position = 0
    let end = json.count
    while position < end {
      let byte = json[position]
      if byte == first.lower || byte == first.upper, matches(json, at: position) { return true }
      // Any letter may be written as \u0041.
      if byte == 0x5c {
        if position + 1 < end, json[position + 1] == UInt8(ascii: "u") { return true }
        position += 1
      } else if byte >= 0x80, Self.mayFoldToASCII(byte) {
        return true
      }
      position += 1
    }
    return false
  }

  /// Whether a letter that starts with this byte may have an ASCII letter as its small form: the Kelvin sign
  /// (E2 84 AA) and the capital I with a dot (C4 B0).
  private static func mayFoldToASCII(_ byte: UInt8) -> Bool { byte == 0xe2 || byte == 0xc4 }

  /// Whether the text contains it.
  func occurs(in text: String) -> Bool {
    let haystack = Array(text.lowercased().utf8)
    guard let head = lowercase.first, haystack.count >= lowercase.count else { return false }
    return haystack.withUnsafeBytes { bytes in
      (0...(bytes.count - lowercase.count)).contains { bytes[$0] == head && matches(bytes, at: $0) }
    }
  }

  private func matches(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Bool {
    guard start + lowercase.count <= bytes.count else { return false }
    return lowercase.indices.allSatisfy { Self.lower(bytes[start + $0]) == lowercase[$0] }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  private static func upper(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte & 0xdf : byte
  }
}
