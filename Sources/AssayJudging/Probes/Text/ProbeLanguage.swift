/// A language that refusals and orders are written in.
enum ProbeLanguage: String, CaseIterable {
  case english = "English"
  case german = "German"
  case french = "French"
  case spanish = "Spanish"
  case italian = "Italian"
  case portuguese = "Portuguese"
  case russian = "Russian"
  case arabic = "Arabic"
  case chinese = "Chinese"
  case japanese = "Japanese"
  case korean = "Korean"
  case hindi = "Hindi"

  /// The language of a text by its script or, in Latin letters, by its most frequent small words; English when nothing
  /// tells.
  static func of(_ text: String) -> ProbeLanguage {
    if let language = byScript(text) { return language }
    let words = Set(ProbeWord.words(of: String(text.prefix(1_500)).lowercased()).map { String($0.text) })
    let scores = smallWords.map { ($0.language, $0.words.intersection(words).count) }
    // One word may be of any language: "a" and "die" are.
    guard let best = scores.max(by: { $0.1 < $1.1 }), best.1 > 1 else { return .english }
    return scores.first { $0.0 == .english }?.1 == best.1 ? .english : best.0
  }

  /// The few hundred first letters decide.
  private static func byScript(_ text: String) -> ProbeLanguage? {
    var counts: [ProbeLanguage: Int] = [:]
    var letters = 0
    for scalar in text.unicodeScalars.prefix(1_500) where scalar.properties.isAlphabetic {
      letters += 1
      switch scalar.value {
      case 0x0400...0x052F: counts[.russian, default: 0] += 1
      case 0x0600...0x06FF, 0x0750...0x077F: counts[.arabic, default: 0] += 1
      case 0x0900...0x097F: counts[.hindi, default: 0] += 1
      case 0x3040...0x30FF: counts[.japanese, default: 0] += 3
      case 0x4E00...0x9FFF, 0x3400...0x4DBF: counts[.chinese, default: 0] += 1
      case 0xAC00...0xD7AF: counts[.korean, default: 0] += 1
      default: break
      }
    }
    guard let best = counts.max(by: { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }) else {
      return nil
    }
    return best.value * 2 > letters ? best.key : nil
  }

  private static let smallWords: [(language: ProbeLanguage, words: Set<String>)] = [
    (.english, list("a an the and of to is my i that it for you with was are what how")),
    (.german, list("der die das und ist nicht ich ein eine mit für wie auf zu")),
    (.french, list("le la les et est une des je pas que pour dans du vous")),
    (.spanish, list("el la los y es una que por para con mi del las cómo")),
    (.italian, list("il la che è di una non per gli della con mi sono come")),
    (.portuguese, list("o a os e é uma que não para com meu minha do da")),
  ]

  private static func list(_ words: String) -> Set<String> {
    Set(words.split(separator: " ").map(String.init))
  }
}
