/// Sentences and lines, as far as marks tell.
enum Sentences {
  /// They cover the text; the white space after a sentence belongs to none.
  static func all(in text: String) -> [Range<String.Index>] {
    var result: [Range<String.Index>] = []
    var start = text.startIndex
    var index = text.startIndex
    while index < text.endIndex {
      let character = text[index]
      let next = text.index(after: index)
      let isEnd = character.isNewline || SentenceMark.ends(at: character) && isEnd(text, character, next)
      if isEnd {
        append(text, start..<(character.isNewline ? index : next), to: &result)
        start = next
      }
      index = next
    }
    append(text, start..<text.endIndex, to: &result)
    return result
  }

  /// A full stop inside a number, an address or after an index ends nothing.
  private static func isEnd(_ text: String, _ character: Character, _ next: String.Index) -> Bool {
    if character != "." { return true }
    guard next < text.endIndex else { return true }
    guard text[next].isWhitespace else { return false }
    let before = text[..<next].dropLast().last
    return before?.isLetter == true || before.map { "\")]’”".contains($0) } == true
  }

  private static func append(
    _ text: String, _ range: Range<String.Index>, to result: inout [Range<String.Index>]
  ) {
    var lower = range.lowerBound
    while lower < range.upperBound, text[lower].isWhitespace { lower = text.index(after: lower) }
    if lower < range.upperBound,
      text[lower..<range.upperBound].contains(where: { $0.isLetter || $0.isNumber })
    {
      result.append(lower..<range.upperBound)
    }
  }
}
