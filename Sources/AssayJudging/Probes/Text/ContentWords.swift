/// The words that say what a text is about: four letters or more and not among the most frequent ones; in scripts
/// without spaces, pairs of characters.
enum ContentWords {
  static func set(of text: String) -> Set<String> { Set(list(of: text)) }

  static func list(of text: String) -> [String] {
    var result: [String] = []
    var last: ProbeWord?
    for word in ProbeWord.words(of: text) {
      defer { last = word }
      if word.isSingle {
        if let last, last.isSingle, last.range.upperBound == word.range.lowerBound {
          result.append(String(last.text) + String(word.text))
        }
        continue
      }
      let lower = word.lowercased
      if lower.count >= 4, !frequent.contains(lower) { result.append(stem(lower)) }
    }
    return result
  }

  /// Plurals and the like count as their word. Rough, and good enough to tell topics apart.
  private static func stem(_ word: String) -> String {
    for ending in ["ing", "ies", "ed", "es", "s"]
    where word.count > ending.count + 3 && word.hasSuffix(ending) {
      return String(word.dropLast(ending.count))
    }
    return word
  }

  /// The share of the words of `part` that `whole` has too; 0 when there are none.
  static func overlap(of part: Set<String>, with whole: Set<String>) -> Double {
    part.isEmpty ? 0 : Double(part.count { whole.contains($0) }) / Double(part.count)
  }

  private static let frequent: Set<String> = [
    "this", "that", "with", "from", "have", "what", "when", "where", "which", "your", "they", "them", "there",
    "their",
    "then", "than", "been", "were", "will", "would", "could", "should", "about", "into", "some", "such",
    "also", "only",
    "other", "more", "most", "very", "just", "like", "does", "each", "these", "those", "because", "while",
    "here",
    "over", "after", "before", "between", "through", "during", "both", "many", "much", "make", "made",
    "being", "well",
    "nicht", "eine", "einen", "einer", "oder", "auch", "sich", "sind", "wird", "dans", "pour", "avec", "vous",
    "nous",
    "être", "para", "como", "pero", "esta", "este", "más", "sono", "della", "come", "quando", "não", "uma",
    "mais",
    "following", "given", "sentence", "please", "write", "using", "answer", "question", "example",
  ]
}
