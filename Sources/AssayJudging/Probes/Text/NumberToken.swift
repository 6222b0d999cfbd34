import AssayStatistics

/// A number in a text that says something: no list index, no part of an address, a version or a time.
struct NumberToken {
  var range: Range<String.Index>
  var text: Substring

  static func tokens(in text: String) -> [NumberToken] {
    var tokens: [NumberToken] = []
    var index = text.startIndex
    while index < text.endIndex {
      guard isDigit(text[index]) else {
        index = text.index(after: index)
        continue
      }
      let end = self.end(of: text, from: index)
      if means(text, index..<end) { tokens.append(NumberToken(range: index..<end, text: text[index..<end])) }
      index = end
    }
    return tokens
  }

  static func isDigit(_ character: Character) -> Bool { value(of: character) != nil }

  /// Digits of any script, no fractions or circled numbers.
  private static func value(of character: Character) -> Int? {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1,
      scalar.properties.generalCategory == .decimalNumber
    else { return nil }
    return character.wholeNumberValue
  }

  /// Over digits, and over one separator between digits.
  private static func end(of text: String, from start: String.Index) -> String.Index {
    var index = start
    while index < text.endIndex {
      let next = text.index(after: index)
      if isDigit(text[index]) {
        index = next
      } else if [".", ",", "\u{066B}", "\u{066C}"].contains(text[index]), next < text.endIndex,
        isDigit(text[next])
      {
        index = next
      } else {
        break
      }
    }
    return index
  }

  private static let joined: Set<Character> = [
    "/", ":", "-", "_", "#", "^", "@", "=", "\\", "[", "~", "*", ".",
  ]

  private static func means(_ text: String, _ range: Range<String.Index>) -> Bool {
    let before = range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
    let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
    if let before, before.isWordPart && !ScriptKind.isSpaceless(before) || joined.contains(before) {
      return false
    }
    if let after {
      if after.isWordPart && !ScriptKind.isSpaceless(after) { return false }
      if ["/", ":", "-", "_", "^", "@", "]", "*", ")"].contains(after) { return false }
    }
    if isIndex(text, range, after: after) { return false }
    // "Step 2", "Question 3"
    let words = ProbeWord.words(of: String(text[..<range.lowerBound].suffix(24)))
    return !labels.contains(words.last?.lowercased ?? "")
  }

  /// The index of a list: at the start of a line or a sentence, before a stop.
  private static func isIndex(_ text: String, _ range: Range<String.Index>, after: Character?) -> Bool {
    guard let after, [".", "、", "．"].contains(after) else { return false }
    let head = text[..<range.lowerBound].last { !$0.isWhitespace || $0.isNewline }
    return head.map { $0.isNewline || SentenceMark.starts(after: $0) || $0 == "," } ?? true
  }

  private static let labels: Set<String> = [
    "step", "question", "figure", "fig", "chapter", "section", "part", "page", "option", "item", "example",
    "version",
    "no", "day", "level", "schritt", "étape", "paso", "table", "line", "input", "output", "case", "python",
    "windows",
  ]

  /// Another number of the same form: as many digits of the same script, and far enough away that nobody rounds it off;
  /// nil for 0 and 1, which are often no numbers.
  func altered(_ generator: inout RepeatableGenerator) -> String? {
    var characters = Array(text)
    let digits = characters.indices.filter { Self.isDigit(characters[$0]) }
    let values = digits.map { Self.value(of: characters[$0]) ?? 0 }
    guard let first = values.firstIndex(where: { $0 != 0 }) else { return nil }
    let isYear =
      values.count == 4 && characters.count == 4 && (values[0] == 1 || values[0] == 2 && values[1] == 0)
    if values.count == 1, values[0] <= 1 { return nil }
    func put(_ value: Int, at place: Int) {
      guard let scalar = characters[digits[place]].unicodeScalars.first,
        let new = UnicodeScalar(scalar.value - UInt32(values[place]) + UInt32(value))
      else { return }
      characters[digits[place]] = Character(new)
    }
    if isYear {
      let decade = values[2]
      let limit = values[0] == 2 ? 2 : 9
      put(
        generator.pick((0...limit).filter { abs($0 - decade) >= 2 || limit == 2 && $0 != decade }) ?? 0, at: 2
      )
    } else if values.count == 2, characters.count == 2, values[0] != values[1], values[1] != 0,
      generator.index(below: 2) == 0
    {
      put(values[1], at: 0)
      put(values[0], at: 1)
    } else {
      let lowest = values.count == 1 ? 2 : 1
      put(generator.pick((lowest...9).filter { abs($0 - values[first]) >= 2 }) ?? 5, at: first)
    }
    let result = String(characters)
    return result == text ? nil : result
  }
}
