extension WordDiff {
  /// A word, a mark or a single character of a script without spaces, with the white space after it.
  struct Token {
    var range: Range<String.Index>
    /// Of the text without the white space.
    var hash: UInt64

    private enum Kind { case space, word, single }

    /// The tokens of `text`; together they cover it. No grapheme cluster is cut.
    static func tokens(of text: Substring) -> [Token] {
      var result: [Token] = []
      var previous: Kind?
      var index = text.startIndex
      while index < text.endIndex {
        let character = text[index]
        let next = text.index(after: index)
        let kind = kind(of: character, after: previous)
        if result.isEmpty || kind == .single || (kind == .word && previous != .word) {
          result.append(Token(range: index..<next, hash: BitMixer.fnvOffset))
        } else {
          result[result.count - 1].range = result[result.count - 1].range.lowerBound..<next
        }
        if kind != .space {
          for byte in character.utf8 {
            result[result.count - 1].hash =
              (result[result.count - 1].hash ^ UInt64(byte)) &* BitMixer.fnvPrime
          }
        }
        (previous, index) = (kind, next)
      }
      return result
    }

    private static func kind(of character: Character, after previous: Kind?) -> Kind {
      let scalar = character.unicodeScalars.first!
      if scalar.isASCII {
        switch UInt8(scalar.value) {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F: return .word
        case 0x20, 0x09...0x0D: return .space
        case 0x27: return previous == .word ? .word : .single
        default: return .single
        }
      }
      if SpacelessScript.contains(scalar.value) { return .single }
      if scalar == "\u{2019}" { return previous == .word ? .word : .single }
      if scalar.properties.isWhitespace { return .space }
      return character.isLetter || character.isNumber ? .word : .single
    }
  }
}
