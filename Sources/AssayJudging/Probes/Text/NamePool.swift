/// Names in running text: words with a capital inside a sentence, by the word before them, so that another name can take
/// the place of one and the sentence stays a sentence ("in Paris", "in Norway"; "Mr Smith", "Mr Jones").
struct NamePool: Sendable {
  struct Name: Hashable {
    var range: Range<String.Index>
    var text: String
    /// The word before, in small letters.
    var context: String
  }

  private var byContext: [String: [String]] = [:]

  init(_ texts: [String]) {
    var seen: [String: Set<String>] = [:]
    for text in texts {
      for name in Self.names(in: text) { seen[name.context, default: []].insert(name.text) }
    }
    byContext = seen.mapValues { $0.sorted() }
  }

  /// Names that could stand in the place of `name`, none of which occurs in `text`.
  func others(for name: Name, notIn text: String) -> [String] {
    let words = name.text.split(separator: " ").count
    let lower = text.lowercased()
    return (byContext[name.context] ?? []).filter { other in
      other.split(separator: " ").count == words && !lower.contains(other.lowercased())
        && other.hasSuffix("s") == name.text.hasSuffix("s")
    }
  }

  /// The names of a text; none where capitals say nothing: in German, in headings, in program text.
  static func names(in text: String) -> [Name] {
    let words = ProbeWord.words(of: text)
    let inside = words.filter { !$0.startsSentence && !$0.isSingle }
    let capitals = inside.count(where: \.isCapitalized)
    guard inside.count >= 3, capitals * 3 <= inside.count, ProbeLanguage.of(text) != .german else {
      return []
    }
    var names: [Name] = []
    var index = 0
    while index < words.count {
      guard isName(words[index]), index > 0, !words[index - 1].isCapitalized, words[index - 1].text.count > 1,
        isSpace(between: words[index - 1], words[index], text)
      else {
        index += 1
        continue
      }
      var last = index
      while last + 1 < words.count, isName(words[last + 1]),
        isSpace(between: words[last], words[last + 1], text)
      {
        last += 1
      }
      let range = words[index].range.lowerBound..<words[last].range.upperBound
      names.append(Name(range: range, text: String(text[range]), context: words[index - 1].lowercased))
      index = last + 1
    }
    return names
  }

  private static func isName(_ word: ProbeWord) -> Bool {
    word.isCapitalized && !word.startsSentence && word.text.count >= 3
      && !word.text.contains { $0.isApostrophe }
      && !word.text.contains { $0.isNumber || $0 == "_" } && !CalendarNames.isName(word.lowercased)
      && word.text.dropFirst().allSatisfy { !$0.isUppercase }
  }

  private static func isSpace(between left: ProbeWord, _ right: ProbeWord, _ text: String) -> Bool {
    text[left.range.upperBound..<right.range.lowerBound] == " "
  }
}
