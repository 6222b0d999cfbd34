import AssayModel

/// A score as somebody writes it: `4`, `4/5`, `4 out of 5`, `four`, `4 stars`, `★★★★☆`, `pass`.
struct ScoreExpression {
  var value: Double
  /// The end of the scale that it names.
  var outOf: Double?
  var isWhole: Bool
  /// Of the number alone.
  var range: Range<Int>
  /// The index of the lexeme after it.
  var next: Int
  /// Written as a share of a scale or in stars, so that it is a score even without a word that says so.
  var isFraction: Bool { outOf != nil }

  /// The expression that begins at `index`; nil: none does, or what begins there is something else, such as a range
  /// ("3-4"), a percentage or a list of numbers.
  init?(_ lexemes: [Lexeme], at index: Int, dimension: Dimension) {
    guard index < lexemes.count else { return nil }
    range = lexemes[index].range
    next = index + 1
    switch lexemes[index].kind {
    case .number(let number, let whole):
      (value, isWhole) = (number, whole)
    case .word(let word):
      if let number = Self.numberWords.firstIndex(of: word) {
        (value, isWhole) = (Double(number), true)
      } else if dimension.minimum == 0, dimension.maximum == 1, let verdict = Self.verdict(word) {
        (value, isWhole) = (verdict, true)
        return
      } else {
        return nil
      }
    case .stars(let filled, let all):
      (value, isWhole, outOf) = (Double(filled), true, Double(all == 0 ? dimension.maximum : all))
      return
    default: return nil
    }
    guard readScale(lexemes, dimension) else { return nil }
  }

  /// Reads what follows the number. False: then it is no score.
  private mutating func readScale(_ lexemes: [Lexeme], _ dimension: Dimension) -> Bool {
    func kind(_ offset: Int) -> Lexeme.Kind? {
      next + offset < lexemes.count ? lexemes[next + offset].kind : nil
    }
    func number(_ offset: Int) -> Double? {
      guard next + offset < lexemes.count else { return nil }
      let lexeme = lexemes[next + offset]
      return lexeme.number ?? lexeme.word.flatMap { Self.numberWords.firstIndex(of: $0).map(Double.init) }
    }
    switch kind(0) {
    case .sign("/"):
      guard let end = number(1) else { return false }
      outOf = end
      next += 2
    case .word("out"):
      guard kind(1) == .word("of") else { return true }
      // "4 out of a possible 5"
      for offset in 2...4 {
        guard let end = number(offset) else { continue }
        outOf = end
        next += offset + 1
        return true
      }
    case .word("of"):
      guard let end = number(1) else { return true }
      outOf = end
      next += 2
    case .word("star"), .word("stars"):
      outOf = Double(dimension.maximum)
      next += 1
      if kind(0) == .word("out"), kind(1) == .word("of"), let end = number(2) {
        outOf = end
        next += 3
      }
    case .sign("-"), .sign("\u{2013}"), .sign("~"), .word("to"), .word("or"): return number(1) == nil
    case .sign("%"), .word("percent"): return false
    case .sign(","), .sign("."): return !isGlued(lexemes) || number(1) == nil
    default: return true
    }
    // "1/5/2024", "0/1/1"
    if case .sign("/") = kind(0), number(1) != nil { return false }
    return true
  }

  /// Whether nothing stands between the number and the sign after it, nor between that and the next.
  private func isGlued(_ lexemes: [Lexeme]) -> Bool {
    guard next + 1 < lexemes.count else { return false }
    return lexemes[next].range.lowerBound == range.upperBound
      && lexemes[next + 1].range.lowerBound == lexemes[next].range.upperBound
  }

  static let numberWords = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
  ]

  static func verdict(_ word: String) -> Double? {
    switch word {
    case "pass", "passed", "passes", "yes", "true": 1
    case "fail", "failed", "fails", "no", "false": 0
    default: nil
    }
  }
}
