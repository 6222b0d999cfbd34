/// Words and their opposites, so that a sentence stays a sentence and says the contrary.
enum Opposites {
  /// Each pair works in both directions, in any sentence that states something.
  private static let strong = """
    increase/decrease increases/decreases increased/decreased increasing/decreasing largest/smallest larger/smaller \
    highest/lowest higher/lower closest/farthest nearest/farthest longest/shortest longer/shorter oldest/youngest \
    older/younger advantages/disadvantages advantage/disadvantage synonym/antonym synonyms/antonyms \
    positive/negative maximum/minimum correct/incorrect legal/illegal possible/impossible \
    expensive/cheap healthy/unhealthy necessary/unnecessary formal/informal northern/southern eastern/western \
    north/south east/west cold/hot ascending/descending deposit/withdraw improve/worsen reduce/increase \
    ancient/modern winter/summer husband/wife brother/sister mother/father daughter/son female/male weakness/strength \
    weaknesses/strengths pros/cons benefits/drawbacks strengths/weaknesses \
    größte/kleinste größer/kleiner höchste/niedrigste höher/niedriger vorteile/nachteile richtig/falsch \
    avantages/inconvénients augmenter/diminuer avant/après ventajas/desventajas aumentar/disminuir antes/después \
    больше/меньше увеличить/уменьшить преимущества/недостатки всегда/никогда синоним/антоним أكبر/أصغر مزايا/عيوب قبل/بعد
    """
  /// Only in an answer to a question of fact, where such a word carries the answer.
  private static let weak = """
    before/after always/never true/false yes/no earlier/later above/below first/last more/less true/false
    """
  /// In scripts without spaces.
  private static let spaceless = [
    "增加/减少", "最大/最小", "最高/最低", "优点/缺点", "之前/之后", "近义词/反义词", "可以/不可以", "増加/減少", "最大/最小",
    "長所/短所", "メリット/デメリット",
  ].map(pair)

  private static let strongTable = table(strong)
  private static let weakTable = table(weak)

  private static func pair(_ text: String) -> (String, String) {
    let parts = text.split(separator: "/").map(String.init)
    return (parts[0], parts[1])
  }

  private static func table(_ text: String) -> [String: String] {
    var table: [String: String] = [:]
    for (left, right) in text.split(whereSeparator: \.isWhitespace).map({ pair(String($0)) }) {
      if table[left] == nil { table[left] = right }
      if table[right] == nil { table[right] = left }
    }
    return table
  }

  /// Ranges of a text whose words have an opposite, with the opposite.
  static func places(in text: String, strongOnly: Bool) -> [(range: Range<String.Index>, opposite: String)] {
    var places: [(Range<String.Index>, String)] = []
    let words = ProbeWord.words(of: text)
    let all = Set(words.map(\.lowercased))
    for (index, word) in words.enumerated() where !word.isSingle {
      let lower = word.lowercased
      guard let opposite = strongTable[lower] ?? (strongOnly ? nil : weakTable[lower]) else { continue }
      // "true or false" would become "false or false".
      if all.contains(opposite) { continue }
      // "more" alone may be "once more": only "more than"; "first" only after "the".
      if ["more", "less"].contains(lower), index + 1 == words.count || words[index + 1].lowercased != "than" {
        continue
      }
      if ["first", "last"].contains(lower), index == 0 || words[index - 1].lowercased != "the" { continue }
      // "no" and "yes" at the beginning of a sentence; elsewhere "no" is often "no problem".
      if ["yes", "no"].contains(lower), !word.startsSentence || !isAlone(word, text) { continue }
      places.append((word.range, sameCase(opposite, as: word.text)))
    }
    for (left, right) in spaceless {
      if let range = text.firstRange(of: right) {
        places.append((range, left))
      } else if let range = text.firstRange(of: left) {
        places.append((range, right))
      }
    }
    return places
  }

  private static func isAlone(_ word: ProbeWord, _ text: String) -> Bool {
    guard word.range.upperBound < text.endIndex else { return true }
    return [",", ".", "!"].contains(text[word.range.upperBound])
  }

  /// Where a "not" can be taken out and the sentence stays a sentence.
  static func negations(in text: String) -> [(range: Range<String.Index>, replacement: String)] {
    let words = ProbeWord.words(of: text)
    var places: [(Range<String.Index>, String)] = []
    for (index, word) in words.enumerated() {
      let lower = word.lowercased.replacingApostrophes()
      if let positive = contracted[lower], !asksOrOrders(word, index, words) {
        places.append((word.range, sameCase(positive, as: word.text)))
      } else if lower == "not", index > 0, auxiliaries.contains(words[index - 1].lowercased),
        index + 1 < words.count, words[index + 1].lowercased != "only"
      {
        // With the white space after it.
        places.append((word.range.lowerBound..<words[index + 1].range.lowerBound, ""))
      }
    }
    return places
  }

  /// "Don't …" at the start of a sentence gives an order: "Do …" would be odd.
  private static func asksOrOrders(_ word: ProbeWord, _ index: Int, _ words: [ProbeWord]) -> Bool {
    word.startsSentence
  }

  private static let contracted = [
    "isn't": "is", "aren't": "are", "wasn't": "was", "weren't": "were", "can't": "can", "cannot": "can",
    "won't": "will", "couldn't": "could", "hasn't": "has", "haven't": "have",
  ]
  private static let auxiliaries: Set<String> = [
    "is", "are", "was", "were", "will", "would", "could", "can", "has", "have", "had", "must",
  ]

  static func sameCase(_ word: String, as model: some StringProtocol) -> String {
    guard model.first?.isUppercase == true else { return word }
    if model.count > 1, model.allSatisfy({ !$0.isLowercase }) { return word.uppercased() }
    return word.prefix(1).uppercased() + word.dropFirst()
  }
}

extension String {
  fileprivate func replacingApostrophes() -> String { String(map { $0.isApostrophe ? "'" : $0 }) }
}
