/// What both dialects' readers share.
enum AnswerError {
  /// The value of "error" in an answer of status 200; nil for `null`.
  static func read(_ cursor: inout JSONCursor) throws -> UnusableAnswer? {
    guard cursor.take("{") else {
      let hasText = cursor.peek() == UInt8(ascii: "\"")
      try cursor.skip()
      return hasText ? .error(status: nil) : nil
    }
    var status: Int?
    try cursor.members { name, cursor in
      guard name == "code" || name == "status" else { return try cursor.skip() }
      if let count = try cursor.countIfAny(), (400...599).contains(count) { status = count }
    }
    return .error(status: status)
  }
}

enum AnswerOpening {
  /// What a body that is no JSON begins with.
  static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    if bytes.isEmpty { return "it is empty" }
    let start = String(decoding: bytes.prefix(60), as: UTF8.self).unicodeScalars
      .map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : String($0) }.joined()
    return "it is no JSON object; it begins \"\(start)\""
  }
}

extension JSONCursor {
  /// A text; whatever else stands there is skipped.
  mutating func textIfAny() throws -> String? {
    if peek() == UInt8(ascii: "\"") { return try text() }
    try skip()
    return nil
  }

  /// A whole number of at least 0; whatever else stands there is skipped.
  mutating func countIfAny() throws -> Int? {
    guard let first = peek(),
      first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    else {
      try skip()
      return nil
    }
    guard case .number(let value) = try number(), value >= 0 else { return nil }
    return Int(exactly: value.rounded())
  }
}
