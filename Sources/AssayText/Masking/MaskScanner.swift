/// Finds the words, numbers and addresses of a text, from left to right.
struct MaskScanner {
  let text: UnsafeBufferPointer<UInt8>
  var index = 0
  private(set) var startsSentence = true
  let mayHaveAddress: Bool
  /// Where a full stop is that ends no sentence.
  private var stopToSkip = -1

  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    mayHaveAddress = text.contains(0x40)
  }

  /// The next token; nil at the end.
  mutating func next() -> MaskToken? {
    while index < text.count {
      let byte = text[index]
      if ByteClass.isLetter(byte) || byte >= 0x80 && !isHighSeparator() { return take(word()) }
      if ByteClass.digit(text, at: index) > 0 || byte == 0x28 || byte == 0x2B
        || ByteClass.currency(text, at: index) > 0
      {
        if let token = number() { return take(token) }
      }
      skip()
    }
    return nil
  }

  private mutating func take(_ token: MaskToken) -> MaskToken {
    index = token.end
    startsSentence = false
    return token
  }

  private func isHighSeparator() -> Bool {
    ByteClass.separator(text, at: index) > 0 || ByteClass.digit(text, at: index) > 0
  }

  /// Goes over one character between words.
  private mutating func skip() {
    let byte = text[index]
    switch byte {
    case 0x2E:
      // A full stop inside a name or a number ends nothing.
      if index != stopToSkip, index + 1 == text.count || !ByteClass.isLetter(text[index + 1]) {
        startsSentence = true
      }
    case 0x0A, 0x0D, 0x21, 0x3F, 0x3A, 0x3B, 0x22, 0x2A, 0x23, 0x7C: startsSentence = true
    case 0xE2 where index + 2 < text.count && text[index + 1] == 0x80:
      // “ „ « and bullets.
      if [0x9C, 0x9E, 0xA2].contains(text[index + 2]) { startsSentence = true }
    default: break
    }
    index += byte < 0x80 ? 1 : max(1, ByteClass.separator(text, at: index))
  }

  // MARK: Words

  private mutating func word() -> MaskToken {
    let end = wordEnd()
    if mayBeAddress(end), let token = address() { return token }
    var hash = BitMixer.fnvOffset
    var digits = 0
    var hasSmall = false
    for place in index..<end - possessive(end) {
      let byte = text[place]
      if ByteClass.isDigit(byte) { digits += 1 }
      if place > index, byte &- 0x61 < 26 || byte >= 0x80 { hasSmall = true }
      hash = (hash ^ UInt64(byte &- 0x41 < 26 ? byte | 0x20 : byte)) &* BitMixer.fnvPrime
    }
    let isCapitalized = hasSmall && ByteClass.isCapital(text, at: index)
    var token = MaskToken(kind: .word, start: index, end: end, startsSentence: startsSentence)
    // "order ABC-12345": so many digits are a number, however it begins.
    if digits >= 3 {
      token.kind = .certain(.number)
      return token
    }
    let entry = MaskLexicon.entry(hash)
    if entry != .none {
      token.kind = .known(entry, isCapitalized: isCapitalized)
    } else if isCapitalized {
      token.kind = .capitalized
    }
    skipStop(after: end, entry)
    return token
  }

  /// Whether a word that ends here may be the beginning of a link or an address.
  private func mayBeAddress(_ end: Int) -> Bool {
    if mayHaveAddress { return true }
    guard end + 1 < text.count else { return false }
    switch text[end] {
    case 0x2E, 0x2D: return ByteClass.isLetter(text[end + 1]) || ByteClass.isDigit(text[end + 1])
    case 0x3A: return text[end + 1] == 0x2F
    default: return false
    }
  }

  /// "Mr. Smith", "J. Smith": what follows is in the same sentence.
  private mutating func skipStop(after end: Int, _ entry: MaskLexicon.Entry) {
    guard end < text.count, text[end] == 0x2E else { return }
    if entry == .title || end - index == 1 && ByteClass.isCapital(text, at: index) { stopToSkip = end }
  }

  private func wordEnd() -> Int {
    var end = index
    while end < text.count {
      let byte = text[end]
      if ByteClass.isLetter(byte) {
        end += 1
      } else if ByteClass.isDigit(byte) {
        // 個3 is two words, mp3 is one.
        if end > index, text[end - 1] >= 0x80 { return end }
        end += 1
      } else if byte == 0x27 || byte == 0xE2 {
        let length = apostrophe(at: end)
        if length == 0 {
          if byte == 0xE2, ByteClass.separator(text, at: end) == 0 { end += 1 } else { return end }
        } else {
          end += length
        }
      } else if byte >= 0x80 {
        if ByteClass.separator(text, at: end) > 0 || ByteClass.digit(text, at: end) > 0 { return end }
        end += 1
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
      } else {
        return end
      }
    }
    return end
  }

  /// Length of an apostrophe between two letters.
  private func apostrophe(at place: Int) -> Int {
    let length = text[place] == 0x27 ? 1 : 3
    guard place + length < text.count, ByteClass.isLetter(text[place + length]) else { return 0 }
    if length == 1 { return 1 }
    return text[place + 1] == 0x80 && text[place + 2] == 0x99 ? 3 : 0
  }

  /// Length of 's at the end of a word.
  private func possessive(_ end: Int) -> Int {
    guard end - index > 2, text[end - 1] | 0x20 == 0x73 else { return 0 }
    if text[end - 2] == 0x27 { return 2 }
    return end - index > 4 && text[end - 2] == 0x99 && text[end - 3] == 0x80 && text[end - 4] == 0xE2 ? 4 : 0
  }
}
