import AssayModel
import AssayStatistics

/// The text stops where no text stops: after an article, a preposition or a conjunction, else inside a word, as at the
/// limit of tokens.
struct Truncation: FaultMaker {
  func corrupt(
    _ text: ProbeText, in corpus: ProbeCorpus, using generator: inout RepeatableGenerator
  ) throws(Inapplicable) -> Corruption {
    guard let index = text.answerIndex else { throw Inapplicable("there is no text") }
    let whole = text.fields[index].text
    let words = ProbeWord.words(of: whole)
    let isSpaceless = ScriptKind.isSpaceless(whole)
    guard words.count >= (isSpaceless ? 16 : 8) else { throw Inapplicable("its text is too short to be cut") }
    guard let cut = cut(whole, words, isSpaceless, &generator) else {
      throw Inapplicable("there is no place where a cut would surely be seen")
    }
    let head = String(whole[..<cut])
    let kept = words.count { $0.range.lowerBound < cut }
    return Corruption(
      fields: text.replacing(index, with: head), label: text.label,
      detail:
        "cut after \(kept) of \(words.count) \(isSpaceless ? "characters" : "words"): “…\(Self.tail(of: head))”"
    )
  }

  static func tail(of text: String) -> String {
    text.suffix(24).split(whereSeparator: \.isNewline).last.map { String($0).trimmed() } ?? ""
  }

  private func cut(
    _ text: String, _ words: [ProbeWord], _ isSpaceless: Bool, _ generator: inout RepeatableGenerator
  ) -> String.Index? {
    let range = words.count * 2 / 5..<max(words.count * 2 / 5 + 1, words.count * 4 / 5)
    let leading = Self.leading[ProbeLanguage.of(text)] ?? []
    let open = range.filter { isOpen(after: $0, words, text, leading) }
    if let place = generator.pick(open) { return words[place].range.upperBound }
    if isSpaceless {
      // Between two characters of one clause.
      return generator.pick(range.filter { isInside($0, words, 3) }).map { words[$0].range.upperBound }
    }
    let long = range.filter { words[$0].text.count >= 7 && words[$0].text.allSatisfy(\.isLetter) }
    return generator.pick(long).map { place in
      let word = words[place]
      return text.index(word.range.lowerBound, offsetBy: generator.number(in: 3...word.text.count - 3))
    }
  }

  /// Whether the sentence cannot end after this word, and goes on indeed.
  private func isOpen(
    after place: Int, _ words: [ProbeWord], _ text: String, _ leading: Set<String>
  ) -> Bool {
    guard place + 1 < words.count, leading.contains(words[place].lowercased) else { return false }
    let gap = text[words[place].range.upperBound..<words[place + 1].range.lowerBound]
    if words[place].isSingle { return gap.isEmpty && isInside(place, words, 2) }
    return gap == " " && !words[place].startsSentence
  }

  private func isInside(_ place: Int, _ words: [ProbeWord], _ distance: Int) -> Bool {
    guard place - distance >= 0, place + distance < words.count else { return false }
    return (place - distance..<place + distance).allSatisfy {
      words[$0].isSingle && words[$0].range.upperBound == words[$0 + 1].range.lowerBound
    }
  }

  /// Words that something has to follow, by language: what is an article in one is a verb in another.
  private static let leading: [ProbeLanguage: Set<String>] = [
    .english: list(
      """
      the a an of to and or but with for from by as than whose if because while is are was were my your his its our \
      their into between
      """),
    .german: list(
      "der die das den dem des ein eine einen einem einer und oder aber mit für von auf weil dass ist sind war mein meine"
    ),
    .french: list(
      "le la les un une des et ou mais de du avec pour par dans est sont que qui mon ma ce cette"),
    .spanish: list("el la los las un una y o pero del con para por es son que mi su este esta en al"),
    .italian: list("il la lo gli un una e di che per con del della nel alla"),
    .portuguese: list("o a os as um uma e de que para com meu minha do da no na"),
    .russian: list("и в на с не к по для что из от или но это мой моя"),
    .arabic: list("من على إلى في أن عن مع هذا هذه التي الذي"),
    .chinese: list("的 和 在 把 被 是 与 对 从"),
    .japanese: list("の は を に が と で も"),
  ]

  private static func list(_ words: String) -> Set<String> {
    Set(words.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
