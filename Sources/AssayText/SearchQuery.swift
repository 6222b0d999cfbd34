/// What a person typed into the search box: words and "quoted phrases", all of which must be found.
///
/// ```swift
/// let query = SearchQuery(#"refund "two times" bil"#)
/// query.ftsExpression  // "refund" "two times" "bil"*
/// ```
public struct SearchQuery: Hashable, Sendable {
  /// One thing to find.
  public struct Term: Hashable, Sendable {
    /// As it was typed, without quotation marks and control characters.
    public let text: String
    /// The words of `text` as they are compared: without case and diacritics.
    let words: [[Character]]
    /// Whether the last word may go on: it is still being typed.
    public let isPrefix: Bool

    init?(_ text: some StringProtocol, isPrefix: Bool) {
      let cleaned = text.unicodeScalars.filter { $0.properties.generalCategory != .control }
      self.text = String(String.UnicodeScalarView(cleaned))
      self.isPrefix = isPrefix
      words = FoldedWord.words(of: self.text).map { $0.characters.map(\.folded) }
      // Punctuation alone is not in a full-text index.
      if words.isEmpty { return nil }
    }
  }

  /// In the order they were typed; terms without any letter or digit are left out.
  public let terms: [Term]

  /// Whether nothing is asked for.
  public var isEmpty: Bool { terms.isEmpty }

  /// Reads the text of a search box. A quotation mark opens and closes a phrase; one without a partner
  /// opens a phrase to the end. Nothing else has a special meaning.
  public init(_ text: String) {
    var terms: [Term] = []
    var isQuoted = false
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    for (position, part) in parts.enumerated() {
      let isLast = position == parts.count - 1
      if isQuoted {
        // An open phrase is still being typed, a closed one is not.
        if let term = Term(part, isPrefix: isLast) { terms.append(term) }
      } else {
        let words = part.split(whereSeparator: \.isWhitespace)
        for (index, word) in words.enumerated() {
          let isTyped = isLast && index == words.count - 1 && part.last?.isWhitespace == false
          if let term = Term(word, isPrefix: isTyped) { terms.append(term) }
        }
      }
      isQuoted.toggle()
    }
    self.terms = terms
  }

  /// Without a last word that has one letter so far: behind it are most words of the index, and gathering them
  /// takes longer than the next letter.
  private var searchable: ArraySlice<Term> {
    guard terms.count > 1, let last = terms.last, last.isPrefix, last.words.count == 1,
      last.words[0].count == 1, last.words[0][0].isASCII, last.words[0][0].isLetter
    else { return terms[...] }
    return terms.dropLast()
  }

  /// The same as an FTS5 MATCH expression; nil when there is nothing to find. A last word of one letter beside
  /// others is left out until it has two.
  ///
  /// Every term is an FTS5 string, with quotation marks doubled, so that no word of the person's is
  /// taken as an operator, a column or a syntax error.
  public var ftsExpression: String? {
    if terms.isEmpty { return nil }
    return searchable.map { term in
      "\"" + term.text.replacing("\"", with: "\"\"") + "\"" + (term.isPrefix ? "*" : "")
    }.joined(separator: " ")
  }

  /// Whether a term is in a script without spaces between words (Han, kana, Thai …). A word index
  /// takes a whole sentence of those as one word, so such terms have to be looked for as substrings.
  public var needsSubstringScan: Bool {
    terms.contains { $0.text.unicodeScalars.contains { SpacelessScript.contains($0.value) } }
  }

  /// Whether every term is found in `text`, as ``matches(in:)`` looks for it.
  public func isFound(in text: String) -> Bool {
    let words = FoldedWord.words(of: text)
    return terms.allSatisfy { !ranges(of: $0, in: words).isEmpty }
  }

  /// Where the terms are in `text`, in order and without overlaps, for highlighting.
  ///
  /// Case and diacritics do not count. A term matches whole words; of the word that is still being
  /// typed the part that was typed is marked. Terms in scripts without spaces match anywhere.
  public func matches(in text: String) -> [Range<String.Index>] {
    if terms.isEmpty { return [] }
    let words = FoldedWord.words(of: text)
    let found = terms.flatMap { ranges(of: $0, in: words) }
    var result: [Range<String.Index>] = []
    for range in found.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      if let last = result.last, range.lowerBound < last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }

  private func ranges(of term: Term, in words: [FoldedWord]) -> [Range<String.Index>] {
    if needsSubstringScan { return substringRanges(of: term, in: words) }
    guard words.count >= term.words.count else { return [] }
    return (0...(words.count - term.words.count)).compactMap { start in
      for (offset, wanted) in term.words.enumerated() {
        let mayGoOn = term.isPrefix && offset == term.words.count - 1
        if !words[start + offset].matches(wanted, mayGoOn: mayGoOn) { return nil }
      }
      let last = words[start + term.words.count - 1]
      return words[start].start..<last.characters[term.words[term.words.count - 1].count - 1].end
    }
  }

  /// The words of `term` one after another, the first one anywhere in a word.
  private func substringRanges(of term: Term, in words: [FoldedWord]) -> [Range<String.Index>] {
    let wanted = term.words.flatMap { $0 }
    let characters = words.flatMap(\.characters)
    guard characters.count >= wanted.count else { return [] }
    return (0...(characters.count - wanted.count)).compactMap { start in
      for (offset, character) in wanted.enumerated()
      where characters[start + offset].folded != character {
        return nil
      }
      return characters[start].start..<characters[start + wanted.count - 1].end
    }
  }
}
