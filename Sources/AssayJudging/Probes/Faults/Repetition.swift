import AssayModel
import AssayStatistics

/// The text gets into a loop: a sentence of it comes again and again, the last time cut off.
struct Repetition: FaultMaker {
  func corrupt(
    _ text: ProbeText, in corpus: ProbeCorpus, using generator: inout RepeatableGenerator
  ) throws(Inapplicable) -> Corruption {
    guard let index = text.answerIndex else { throw Inapplicable("there is no text") }
    let original = text.fields[index].text.trimmed()
    let sentences = Sentences.all(in: original)
    // The loop begins after a third at the earliest, as it does in models.
    let late = sentences.indices.filter {
      ($0 + 1) * 3 > sentences.count && original[sentences[$0]].count >= 4
    }
    guard let place = generator.pick(late) else { throw Inapplicable("its text is too short to be repeated") }
    let sentence = String(original[sentences[place]]).trimmed()
    let times = generator.number(in: 3...6)
    let separator = Self.separator(original, sentences, place)
    var result = String(original[..<sentences[place].upperBound]).trimmed()
    for _ in 0..<times { result += separator + sentence }
    if sentence.count >= 24 { result += separator + Self.half(sentence) }
    return Corruption(
      fields: text.replacing(index, with: result), label: text.label,
      detail: "“\(OffTopic.head(of: sentence))” comes \(times + 1) times")
  }

  /// What stands between this sentence and its neighbours.
  private static func separator(_ text: String, _ sentences: [Range<String.Index>], _ place: Int) -> String {
    if ScriptKind.isSpaceless(text) { return "" }
    let gap =
      place > 0
      ? text[sentences[place - 1].upperBound..<sentences[place].lowerBound]
      : place + 1 < sentences.count ? text[sentences[0].upperBound..<sentences[1].lowerBound] : ""
    if gap.contains(where: \.isNewline) { return String(gap.drop { !$0.isNewline }) }
    return " "
  }

  private static func half(_ sentence: String) -> String {
    let words = ProbeWord.words(of: sentence)
    return words.count < 2
      ? String(sentence.prefix(sentence.count / 2))
      : String(sentence[..<words[words.count / 2].range.upperBound])
  }
}
