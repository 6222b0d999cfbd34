/// A word of a text; in scripts without spaces each character is one.
struct ProbeWord {
  var range: Range<String.Index>
  var text: Substring
  /// Whether it is the first of a sentence, a line or a quotation, where a capital says nothing.
  var startsSentence: Bool
  /// Whether the script is written without spaces.
  var isSingle: Bool

  var lowercased: String { text.lowercased() }
  var isCapitalized: Bool {
    text.first?.isUppercase == true && text.dropFirst().contains(where: \.isLowercase)
  }

  /// The words of a text in their order. What lies between them is white space and marks.
  static func words(of text: String) -> [ProbeWord] {
    var words: [ProbeWord] = []
    var start: String.Index?
    var startsSentence = true
    var index = text.startIndex
    func close(_ end: String.Index) {
      guard let begin = start else { return }
      words.append(
        ProbeWord(
          range: begin..<end, text: text[begin..<end], startsSentence: startsSentence, isSingle: false))
      start = nil
      startsSentence = false
    }
    while index < text.endIndex {
      let character = text[index]
      let next = text.index(after: index)
      if ScriptKind.isSpaceless(character) {
        close(index)
        words.append(
          ProbeWord(
            range: index..<next, text: text[index..<next], startsSentence: startsSentence, isSingle: true))
        startsSentence = false
      } else if character.isWordPart {
        if start == nil { start = index }
      } else if start != nil, character.isApostrophe, next < text.endIndex, text[next].isWordPart {
        // "don't" is one word.
      } else {
        close(index)
        if SentenceMark.starts(after: character) { startsSentence = true }
      }
      index = next
    }
    close(text.endIndex)
    return words
  }
}

extension Character {
  var isWordPart: Bool { isLetter || isNumber || self == "_" }
  var isApostrophe: Bool { self == "'" || self == "\u{2019}" }
}

enum SentenceMark {
  private static let ends: Set<Character> = [".", "!", "?", "…", "。", "！", "？", "؟", "।", "۔"]
  private static let beginnings: Set<Character> = [
    ":", ";", "\"", "“", "„", "«", "*", "#", "|", "•", "-", "–", "—",
  ]

  static func ends(at character: Character) -> Bool { ends.contains(character) }
  static func starts(after character: Character) -> Bool {
    ends.contains(character) || beginnings.contains(character) || character.isNewline
  }
}
