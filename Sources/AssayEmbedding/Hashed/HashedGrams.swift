/// Walks over the hashes of a text's words, pairs of neighbouring words and letter trigrams within words. Case is
/// ignored; what is neither letter nor digit only separates.
struct HashedGrams {
  private var word: [UInt32] = []

  mutating func forEach(in text: String, _ body: (UInt64) -> Void) {
    var previous: UInt64?
    word.removeAll(keepingCapacity: true)
    for scalar in text.unicodeScalars {
      if Self.isWord(scalar) {
        Self.append(scalar, to: &word)
      } else {
        endWord(&previous, body)
      }
    }
    endWord(&previous, body)
  }

  private mutating func endWord(_ previous: inout UInt64?, _ body: (UInt64) -> Void) {
    guard !word.isEmpty else { return }
    var hash: UInt64 = 0x51_7cc1_b727_220a
    for value in word { hash = Self.mix(hash ^ UInt64(value)) }
    body(hash)
    if let previous { body(Self.mix(previous &* 31 &+ hash)) }
    // Letter trigrams with the word's ends marked; a script without spaces is compared by these.
    for index in word.indices {
      let before = index > 0 ? UInt64(word[index - 1]) : 1
      let after = index + 1 < word.count ? UInt64(word[index + 1]) : 2
      body(Self.mix(before << 42 ^ UInt64(word[index]) << 21 ^ after))
    }
    previous = hash
    word.removeAll(keepingCapacity: true)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return (0x30...0x39).contains(scalar.value) || (0x61...0x7A).contains(scalar.value | 0x20)
    }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || scalar.properties.isEmojiPresentation || scalar.properties.generalCategory == .nonspacingMark
  }

  private static func append(_ scalar: Unicode.Scalar, to word: inout [UInt32]) {
    if scalar.isASCII {
      word.append((0x41...0x5A).contains(scalar.value) ? scalar.value | 0x20 : scalar.value)
    } else {
      for lower in scalar.properties.lowercaseMapping.unicodeScalars { word.append(lower.value) }
    }
  }

  /// SplitMix64's finaliser (Steele, Lea and Flood 2014).
  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9e37_79b9_7f4a_7c15
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
