import Foundation

/// A run of letters and digits of a text, prepared for comparison.
struct FoldedWord {
  struct Part {
    var folded: Character
    var start: String.Index
    var end: String.Index
  }

  /// Never empty.
  var characters: [Part]
  var start: String.Index { characters[0].start }

  /// Whether this is the word `wanted`, or with `mayGoOn` begins with it.
  func matches(_ wanted: [Character], mayGoOn: Bool) -> Bool {
    guard mayGoOn ? characters.count >= wanted.count : characters.count == wanted.count else { return false }
    for (offset, character) in wanted.enumerated() where characters[offset].folded != character {
      return false
    }
    return true
  }

  /// The words of `text`, cut as FTS5's `unicode61` does: letters, numbers and private-use characters
  /// with their marks.
  static func words(of text: String) -> [FoldedWord] {
    var result: [FoldedWord] = []
    var isInside = false
    var index = text.startIndex
    while index < text.endIndex {
      let character = text[index]
      let next = text.index(after: index)
      if isWordCharacter(character) {
        let part = Part(folded: folded(character), start: index, end: next)
        if isInside {
          result[result.count - 1].characters.append(part)
        } else {
          result.append(FoldedWord(characters: [part]))
        }
        isInside = true
      } else {
        isInside = false
      }
      index = next
    }
    return result
  }

  private static func isWordCharacter(_ character: Character) -> Bool {
    let scalar = character.unicodeScalars.first!
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .privateUse:
      return true
    default: return false
    }
  }

  /// The character without case and without diacritics; one character stays one.
  private static func folded(_ character: Character) -> Character {
    if let ascii = character.asciiValue {
      return (0x41...0x5A).contains(ascii) ? Character(Unicode.Scalar(ascii | 0x20)) : character
    }
    let base = String(character).decomposedStringWithCanonicalMapping.unicodeScalars.first!
    // In scripts without spaces marks are vowels: they count.
    if SpacelessScript.contains(base.value) { return character }
    // Hangul falls apart into its letters there; keep the syllable.
    if (0xAC00...0xD7A3).contains(character.unicodeScalars.first!.value) { return character }
    return String(base).lowercased().first ?? character
  }
}
