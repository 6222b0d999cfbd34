import AssayStatistics

/// Other words for the same.
enum Rewording {
  /// What could be put in other words, as it stands in the text, and how. Either can stand for the other.
  static func swaps(in text: String) -> [(old: String, new: String)] {
    var swaps: [(String, String)] = []
    for (left, right) in pairs {
      for (old, new) in [(left, right), (right, left)] where isWord(old, in: text) {
        swaps.append((old, new))
      }
    }
    // "I am" inside of "I am not" is one place, not two.
    return swaps.filter { swap in !swaps.contains { $0.0 != swap.0 && $0.0.contains(swap.0) } }
  }

  private static func isWord(_ part: String, in text: String) -> Bool {
    guard let range = text.firstRange(of: part) else { return false }
    let before = range.lowerBound == text.startIndex ? " " : text[text.index(before: range.lowerBound)]
    let after = range.upperBound == text.endIndex ? " " : text[range.upperBound]
    return !before.isWordPart && !before.isApostrophe && !after.isWordPart && !after.isApostrophe
  }

  private static let pairs: [(String, String)] = """
    I am=I'm|I have=I've|I would=I'd|do not=don't|does not=doesn't|did not=didn't|cannot=can't|is not=isn't|are not=aren't|\
    it is=it's|that is=that's|What is=What's|How do I=How can I|buy=purchase|help=assist|large=big|begin=start|\
    for example=for instance|important=essential|show=display|need to=have to|want to=would like to|often=frequently|\
    very=really|receive=get|was not=wasn't|should not=shouldn't|will not=won't|perhaps=maybe|\
    zum Beispiel=beispielsweise|vielleicht=möglicherweise|sehr=äußerst|peut-être=sans doute|quizás=tal vez|\
    например=к примеру|очень=весьма
    """.split(separator: "|").map { pair in
      let parts = pair.split(separator: "=").map(String.init)
      return (parts[0], parts[1])
    }

  /// A change at the edge of the text, for when no word in it has another at hand.
  static func touch(
    _ text: String, isSingle: Bool, _ generator: inout RepeatableGenerator
  ) -> (text: String, detail: String) {
    let language = ProbeLanguage.of(text)
    if isSingle, let opener = openers[language] {
      let word = generator.pick(opener) ?? opener[0]
      return (word + text, "“\(word.trimmed())” was put in front")
    }
    if let last = text.last, SentenceMark.ends(at: last), last != "…" {
      let closer = closers[language] ?? ""
      if !closer.isEmpty { return (text + closer, "“\(closer.trimmed())” was added") }
      return (String(text.dropLast()), "the last “\(last)” was left out")
    }
    let mark = ScriptKind.isSpaceless(text) ? "。" : "."
    return (text.trimmed() + mark, "a final “\(mark)” was added")
  }

  private static let openers: [ProbeLanguage: [String]] = [
    .english: ["Hi, ", "Hello, ", "Please: ", "Hey, "], .german: ["Hallo, ", "Guten Tag, "],
    .french: ["Bonjour, "], .spanish: ["Hola, "], .italian: ["Salve, "], .portuguese: ["Olá, "],
    .russian: ["Здравствуйте, "], .arabic: ["مرحبا، "], .chinese: ["你好，", "请问，"], .japanese: ["すみません、"],
    .korean: ["안녕하세요, "], .hindi: ["नमस्ते, "],
  ]
  private static let closers: [ProbeLanguage: String] = [
    .english: " I hope this helps.", .german: " Ich hoffe, das hilft.", .french: " J'espère que cela aide.",
    .spanish: " Espero que ayude.", .italian: " Spero che sia utile.", .portuguese: " Espero que ajude.",
    .russian: " Надеюсь, это поможет.", .arabic: " آمل أن يفيدك هذا.", .chinese: "希望对你有帮助。",
    .japanese: "参考になれば幸いです。",
    .korean: " 도움이 되기를 바랍니다.",
  ]
}
