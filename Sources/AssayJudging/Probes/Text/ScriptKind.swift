/// How a text is written, as far as faults depend on it.
enum ScriptKind {
  /// Whether the character belongs to a script that is written without spaces between words: Thai, Lao, Burmese, Khmer,
  /// kana, Han.
  static func isSpaceless(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first?.value, scalar >= 0x0E00 else { return false }
    switch scalar {
    case 0x0E00...0x0E4F, 0x0E80...0x0ECF, 0x1000...0x103F, 0x1780...0x17D3, 0x3005...0x3007, 0x3040...0x30FF,
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      return true
    default: return false
    }
  }

  /// Whether most of the letters belong to such a script.
  static func isSpaceless(_ text: String) -> Bool {
    var (letters, spaceless) = (0, 0)
    for character in text.prefix(2_000) where character.isLetter {
      letters += 1
      if isSpaceless(character) { spaceless += 1 }
    }
    return spaceless * 2 > letters
  }
}
