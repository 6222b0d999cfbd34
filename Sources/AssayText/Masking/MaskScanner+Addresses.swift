extension MaskScanner {
  /// Endings that make "example.com" a link; others could be a missing space after a full stop.
  private static let domains: Set<String> = [
    "com", "org", "net", "edu", "gov", "io", "info", "co", "uk", "de", "fr", "es", "it", "eu", "ch", "at",
    "nl", "jp",
    "cn", "ru", "br", "in", "ca", "au", "us", "app", "dev", "ai",
  ]

  /// A link or an e-mail address at the current place; nil when there is none.
  func address() -> MaskToken? {
    if mayHaveAddress, let end = emailEnd() { return token(.email, end) }
    if let end = linkEnd() { return token(.url, end) }
    return nil
  }

  private func token(_ kind: MaskKind, _ end: Int) -> MaskToken {
    MaskToken(kind: .certain(kind), start: index, end: end, startsSentence: startsSentence)
  }

  /// Local part, @ and a domain of two labels or more.
  private func emailEnd() -> Int? {
    var place = index
    while place < text.count, isAddressByte(text[place]) || [0x25, 0x2B, 0x5F].contains(text[place]) {
      place += 1
    }
    guard place < text.count, text[place] == 0x40 else { return nil }
    return domainEnd(from: place + 1).map(\.end)
  }

  private func linkEnd() -> Int? {
    if starts(with: "http://") || starts(with: "https://") || starts(with: "ftp://") || starts(with: "www.") {
      return pathEnd(from: index)
    }
    // A name that goes on with a full stop and a letter.
    var place = index
    while place < text.count,
      ByteClass.isLetter(text[place]) || ByteClass.isDigit(text[place]) || text[place] == 0x2D
    {
      place += 1
    }
    guard place + 1 < text.count, text[place] == 0x2E, ByteClass.isLetter(text[place + 1]),
      let (end, last) = domainEnd(from: index), Self.domains.contains(last)
    else { return nil }
    return end < text.count && text[end] == 0x2F ? pathEnd(from: end) : end
  }

  /// The end of labels with full stops between them, and the last label in lower case; nil for fewer than two.
  private func domainEnd(from start: Int) -> (end: Int, last: String)? {
    var end = start
    while end < text.count, isAddressByte(text[end]) { end += 1 }
    while end > start, text[end - 1] == 0x2E || text[end - 1] == 0x2D { end -= 1 }
    guard let stop = text[start..<end].lastIndex(of: 0x2E), stop > start, ByteClass.isLetter(text[stop + 1])
    else {
      return nil
    }
    return (end, String(decoding: text[(stop + 1)..<end].map { $0 | 0x20 }, as: UTF8.self))
  }

  /// Up to white space or a delimiter, without the punctuation of the sentence.
  private func pathEnd(from start: Int) -> Int {
    var end = start
    while end < text.count, !ByteClass.isSpace(text[end]),
      ![0x3C, 0x3E, 0x22, 0x60, 0x7B, 0x7D, 0x7C].contains(text[end])
    {
      end += 1
    }
    while end > start + 1, [0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x3F, 0x29, 0x5D, 0x27].contains(text[end - 1]) {
      end -= 1
    }
    return end
  }

  private func isAddressByte(_ byte: UInt8) -> Bool {
    ByteClass.isLetter(byte) || ByteClass.isDigit(byte) || byte == 0x2E || byte == 0x2D
  }

  private func starts(with prefix: StaticString) -> Bool {
    guard index + prefix.utf8CodeUnitCount < text.count else { return false }
    for offset in 0..<prefix.utf8CodeUnitCount {
      let byte = text[index + offset]
      let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
      if lower != prefix.utf8Start[offset] { return false }
    }
    return true
  }
}
