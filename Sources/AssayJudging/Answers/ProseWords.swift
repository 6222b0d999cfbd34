/// The words and signs by which prose says that a number is a score.
enum ProseWords {
  static let connectors = Set(":=-\u{2013}\u{2014}|*_()[]\"'#`>\u{2192}".unicodeScalars)
  static let bullets = Set("*-#>|_`([\u{2022}\"".unicodeScalars)
  static let labels: Set<String> = [
    "score", "scores", "scored", "scoring", "rating", "rate", "rated", "rates", "grade", "graded", "mark",
    "give",
    "gives", "given", "assign", "assigned", "award", "verdict", "answer", "result", "earning", "earns",
    "deserves",
  ]
  /// Labels that need no connector: "I would rate it 4".
  static let verbs: Set<String> = [
    "scores", "scored", "scoring", "rate", "rated", "rates", "graded", "give", "gives", "given", "assign",
    "assigned", "award", "earning", "earns", "deserves",
  ]
  static let connectingWords: Set<String> = [
    "of", "is", "at", "as", "a", "an", "be", "equals", "with", "perfect", "solid", "it",
  ]
  static let continuations: Set<String> = [
    "for", "in", "on", "because", "as", "since", "due", "and", "but", "with", "overall", "here", "which",
    "to",
    "from", "regarding", "given", "while", "although", "though", "indicating", "at", "is", "based", "when",
    "if",
  ]
  static let neutral: Set<String> = [
    "a", "an", "the", "my", "this", "its", "given", "assigned", "so", "low", "high", "moderate", "perfect",
    "good",
    "resulting", "following", "and", "therefore", "thus", "hence", "is", "of", "it", "in", "s", "would",
    "will",
  ]
  static let fillers: Set<String> = [
    "score", "rating", "rate", "rated", "scored", "scores", "grade", "is", "of", "a", "an", "the", "gets",
    "receives",
    "deserves", "earns", "as", "at", "would", "be", "i", "give", "it", "get", "my", "final", "overall",
    "value", "s",
  ]
}
