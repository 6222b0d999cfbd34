import AssayText

/// Whether a free answer is the reference answer, by its words.
///
/// Both are normalised as for SQuAD (Rajpurkar et al. 2016): lower case, no marks, no English articles, single spaces.
/// They match when they are equal, or when the reference stands whole in the answer and neither is negated alone. A right
/// answer in other words is no match, so what is counted as errors is too many rather than too few.
public enum AnswerMatch {
  /// A longer reference explains or composes, and its words are not those of every right answer.
  static let mostWords = 8

  /// nil: it cannot be told, since the reference is empty or too long to be compared by words.
  public static func matches(_ answer: String, reference: String) -> Bool? {
    let (said, meant) = (words(of: answer), words(of: reference))
    guard !meant.isEmpty, meant.count <= mostWords else { return nil }
    if said == meant { return true }
    guard said.contains(where: negations.contains) == meant.contains(where: negations.contains),
      said.count > meant.count
    else { return false }
    return (0...said.count - meant.count).contains { said[$0..<$0 + meant.count].elementsEqual(meant) }
  }

  private static let negations: Set<String> = ["not", "no", "never", "neither", "cannot", "without"]
  private static let articles: Set<String> = ["a", "an", "the"]

  private static func words(of text: String) -> [String] {
    let words = Normalization.exact.normalized(text).split { character in
      // Marks inside of numbers are part of them: 1.5 is not 1 5.
      !(character.isLetter || character.isNumber || character == "." || character == "'" || character == "-")
    }
    return words.map { $0.trimmingMarks }.filter { !$0.isEmpty && !articles.contains($0) }
  }
}

extension Substring {
  /// Without full stops, hyphens and apostrophes at its ends; a minus before a digit stays.
  fileprivate var trimmingMarks: String {
    var rest = self
    while let last = rest.last, ".'-".contains(last) { rest.removeLast() }
    while let first = rest.first, ".'-".contains(first) {
      if first == "-", rest.dropFirst().first?.isNumber == true { break }
      rest.removeFirst()
    }
    return String(rest)
  }
}
