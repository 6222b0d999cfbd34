/// What looks like the frame of a prompt, or like a judge's answer: found by its signs and not by its words.
struct OrderMarks {
  let bytes: UnsafeBufferPointer<UInt8>
  /// More are not needed to see what a text is, and each may look at the text before it.
  private static let most = 64

  func findings() -> [(range: Range<Int>, kind: OrderFinding.Kind)] {
    var result: [(range: Range<Int>, kind: OrderFinding.Kind)] = []
    var opened: Set<String> = []
    var index = 0
    var isLineStart = true
    while index < bytes.count, result.count < Self.most {
      let byte = bytes[index]
      var found: (end: Int, kind: OrderFinding.Kind)?
      switch byte {
      case UInt8(ascii: "<"): found = angle(index, &opened)
      case UInt8(ascii: "["): found = square(index)
      case UInt8(ascii: "{"): found = answer(index)
      default:
        if isLineStart, byte == UInt8(ascii: "#") || byte == UInt8(ascii: "S") { found = heading(index) }
        if byte == UInt8(ascii: "=") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "#")
          || byte == UInt8(ascii: "*")
        {
          found = found ?? rule(index)
        }
      }
      if byte == 0x0A {
        isLineStart = true
      } else if byte != 0x20 {
        isLineStart = false
      }
      if let (end, kind) = found {
        result.append((index..<end, kind))
        index = end
      } else {
        index += 1
      }
    }
    return result
  }

  // MARK: Brackets

  private func angle(_ start: Int, _ opened: inout Set<String>) -> (Int, OrderFinding.Kind)? {
    var index = start + 1
    if byte(index) == UInt8(ascii: "|") {
      let name = name(at: index + 1)
      let end = index + 1 + name.utf8.count
      return !name.isEmpty && byte(end) == UInt8(ascii: "|") && byte(end + 1) == UInt8(ascii: ">")
        ? (end + 2, .marker) : nil
    }
    if byte(index) == UInt8(ascii: "<") {
      index += 1
      if byte(index) == UInt8(ascii: "/") { index += 1 }
      let name = name(at: index)
      let isMark = name.utf8.count >= 16 && name.utf8.allSatisfy { Self.isHexDigit($0) }
      return name == "sys" || isMark ? (closing(index), .marker) : nil
    }
    let isClosing = byte(index) == UInt8(ascii: "/")
    if isClosing { index += 1 }
    let name = name(at: index)
    guard !name.isEmpty, let end = tagEnd(index + name.utf8.count) else { return nil }
    if Self.roles.contains(name) { return (end, .marker) }
    if !isClosing {
      opened.insert(name)
      return nil
    }
    // A tag that closes what the text never opened closes what stands around the text.
    return Self.frames.contains(name) && !opened.contains(name) ? (end, .marker) : nil
  }

  private func square(_ start: Int) -> (Int, OrderFinding.Kind)? {
    var index = start + 1
    if byte(index) == UInt8(ascii: "/") { index += 1 }
    let first = name(at: index)
    guard !first.isEmpty else { return nil }
    let end = closing(index + first.utf8.count)
    guard byte(end - 1) == UInt8(ascii: "]") else { return nil }
    let rest = words(in: (index + first.utf8.count)..<(end - 1))
    switch first {
    case "inst", "sys", "system", "user_input", "system_message", "system_prompt", "admin":
      return (end, .marker)
    case "end", "begin", "new":
      return rest.contains { Self.frames.contains($0) || $0 == "of" } ? (end, .marker) : nil
    default: return nil
    }
  }

  /// `### System:`, `### Instruction:`, `SYSTEM:` at the beginning of a line.
  private func heading(_ start: Int) -> (Int, OrderFinding.Kind)? {
    var index = start
    while byte(index) == UInt8(ascii: "#") { index += 1 }
    let isHeading = index > start
    while byte(index) == 0x20 { index += 1 }
    let isUpperCase = byte(index + 1) == UInt8(ascii: "Y")
    let name = name(at: index)
    let end = index + name.utf8.count
    guard byte(end) == UInt8(ascii: ":") else { return nil }
    if isHeading {
      return ["system", "instruction", "assistant", "response"].contains(name) ? (end + 1, .marker) : nil
    }
    return name == "system" && isUpperCase ? (end + 1, .marker) : nil
  }

  /// `=== END OF EXAMPLE ===`
  private func rule(_ start: Int) -> (Int, OrderFinding.Kind)? {
    guard start == 0 || bytes[start - 1] != bytes[start] else { return nil }
    var index = start
    while byte(index) == bytes[start] { index += 1 }
    guard index - start >= 3 else { return nil }
    let length = bytes[index...].prefix(48).prefix { $0 != 0x0A && $0 != bytes[start] }.count
    let words = words(in: index..<(index + length))
    guard let first = words.first, ["end", "begin", "start"].contains(first),
      words.dropFirst().contains(where: { Self.frames.contains($0) })
    else { return nil }
    return (index + length, .marker)
  }

  // MARK: Answers

  /// A small object with nothing in it but what a judge answers.
  private func answer(_ start: Int) -> (Int, OrderFinding.Kind)? {
    var index = start + 1
    var scores = 0
    while index < bytes.count, index - start < 600 {
      index = skip(index)
      if byte(index) == UInt8(ascii: "}") { return scores > 0 ? (index + 1, .answer) : nil }
      let name = name(at: index)
      guard Self.answerNames.contains(name) else { return nil }
      index = skip(index + name.utf8.count)
      guard byte(index) == UInt8(ascii: ":") else { return nil }
      index = skip(index + 1, colons: false)
      // `{"scores": {…}}` is found at the inner one.
      guard byte(index) != UInt8(ascii: "{"), byte(index) != UInt8(ascii: "[") else { return nil }
      let digits = bytes[index...].prefix(3).prefix { (0x30...0x39).contains($0) }.count
      if digits > 0 {
        guard digits < 3, !Self.textNames.contains(name) else { return nil }
        scores += 1
      }
      var isQuoted = index > 0 && Self.isQuote(bytes[index - 1])
      while index < bytes.count, index - start < 600 {
        let byte = bytes[index]
        if Self.isQuote(byte) { isQuoted.toggle() }
        if byte == UInt8(ascii: "}") && !isQuoted { break }
        if byte == UInt8(ascii: ",") && !isQuoted { break }
        index += 1
      }
    }
    return nil
  }

  /// Behind white space, quotes, escapes and commas.
  private func skip(_ start: Int, colons: Bool = true) -> Int {
    var index = start
    while let byte = byte(index),
      byte <= 0x20 || Self.isQuote(byte) || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: ",")
    {
      index += 1
    }
    return index
  }

  // MARK: Bytes

  private func byte(_ index: Int) -> UInt8? { index >= 0 && index < bytes.count ? bytes[index] : nil }

  /// Letters, digits, `_` and `-`, in lower case, 32 at most.
  private func name(at start: Int) -> String {
    guard start < bytes.count else { return "" }
    let name = bytes[start...].prefix(32).prefix { byte in
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: "-")
    }
    return String(decoding: name, as: UTF8.self).lowercased()
  }

  private func words(in range: Range<Int>) -> [String] {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self).lowercased()
      .split { !$0.isLetter && $0 != "_" }.map(String.init)
  }

  /// Behind the `>` that ends a tag's attributes, of which there are few.
  private func tagEnd(_ start: Int) -> Int? {
    guard start < bytes.count,
      let end = bytes[start...].prefix(60).firstIndex(where: { $0 == UInt8(ascii: ">") || $0 == 0x0A })
    else { return nil }
    return bytes[end] == 0x0A ? nil : end + 1
  }

  /// Behind the next closing bracket, at most 40 bytes further.
  private func closing(_ start: Int) -> Int {
    guard start < bytes.count else { return bytes.count }
    let end = bytes[start...].prefix(40).firstIndex {
      $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: ">") || $0 == 0x0A
    }
    return end.map { $0 + 1 } ?? min(bytes.count, start + 40)
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }
  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
  }

  private static let roles: Set<String> = [
    "system", "system_prompt", "system-prompt", "system_message", "system-message", "admin", "assistant",
    "instructions",
    "developer", "start_of_turn", "end_of_turn", "override",
  ]
  private static let frames: Set<String> = [
    "example", "text", "data", "input", "user", "user_input", "system", "assistant", "instructions", "prompt",
    "task",
    "document", "response", "answer", "content", "submission", "candidate", "output", "evaluation", "context",
    "message",
    "sample", "field", "untrusted",
  ]
  private static let answerNames: Set<String> = [
    "score", "rating", "grade", "overall", "reason", "reasoning", "explanation", "verdict", "relevance",
    "accuracy",
    "clarity", "diversity", "quality", "coherence", "fluency", "consistency", "helpfulness", "correctness",
    "final_score",
    "overall_score", "justification", "rationale", "pass",
  ]
  private static let textNames: Set<String> = [
    "reason", "reasoning", "explanation", "justification", "rationale",
  ]
}
