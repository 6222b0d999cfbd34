/// What kind of text it is, as far as it decides whether a change makes it wrong.
enum TextKind {
  /// Program text: a change in it may be as good as what was there.
  static func isCode(_ text: String) -> Bool {
    let signs: Set<Character> = ["{", "}", ";", "=", "<", ">", "(", ")", "[", "]", "_"]
    let sample = text.prefix(2_000)
    let share = Double(sample.count { signs.contains($0) }) / Double(max(1, sample.count))
    return share > 0.05
      || ["```", "def ", "import ", "function ", "#include", "</", "SELECT "].contains { text.contains($0) }
  }

  /// Whether the question asks for facts, so that another number in the answer makes it wrong. In a story it would not.
  static func asksForFacts(_ question: String, answer: String) -> Bool {
    guard ProbeLanguage.of(question) == .english else { return answer.count <= 160 }
    let words = Set(ProbeWord.words(of: question).map(\.lowercased))
    guard words.isDisjoint(with: inventing) else { return false }
    return !words.isDisjoint(with: asking)
  }

  private static let inventing: Set<String> = [
    "story", "stories", "poem", "haiku", "song", "lyrics", "novel", "novelist", "joke", "riddle", "slogan",
    "headline",
    "title", "titles", "metaphor", "imagine", "act", "pretend", "game", "creative", "brainstorm", "idea",
    "ideas",
    "come", "invent", "essay", "letter", "email", "tweet", "post", "speech", "dialogue", "conversation",
    "fiction",
    "suggest", "recommend", "plan", "recipe", "generate", "design", "create", "compose", "opinion",
    "describe", "write",
    "draft", "role", "activity", "activities", "tips", "advice", "review", "paragraph", "prompt", "schedule",
    "script",
    "summarize", "summarise", "rewrite", "paraphrase", "rephrase", "edit", "budget", "random", "name",
    "names", "ways", "would", "your", "enjoy", "best",
  ]
  private static let asking: Set<String> = [
    "what", "who", "when", "where", "which", "how", "calculate", "compute", "convert", "solve", "find",
    "identify",
    "determine", "list", "is", "are", "does", "did", "explain", "define", "translate", "extract", "answer",
    "tell",
  ]

  /// A refusal as an answer.
  static func isRefusal(_ answer: String) -> Bool {
    let head = answer.prefix(160).lowercased()
    return ["sorry", "i cannot", "i can't", "unable to", "as an ai", "cannot complete", "not able to"]
      .contains {
        head.contains($0)
      }
  }
}
