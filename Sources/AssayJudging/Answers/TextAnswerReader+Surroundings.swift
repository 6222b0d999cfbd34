import AssayModel

/// What stands around a number.
extension TextAnswerReader {
  /// Whether the number is not part of something larger: a version, a result of a match, a negative number.
  func stands(_ expression: ScoreExpression, at index: Int) -> Bool {
    if expression.next < lexemes.count, lexemes[expression.next].word != nil,
      lexemes[expression.next].range.lowerBound == lexemes[expression.next - 1].range.upperBound
    {
      return false
    }
    guard index > 0, lexemes[index - 1].range.upperBound == lexemes[index].range.lowerBound else {
      return true
    }
    switch lexemes[index - 1].sign {
    case ".", ",", "/": return false
    case "-": return index > 1 && lexemes[index - 2].range.upperBound == lexemes[index - 1].range.lowerBound
    default: return true
    }
  }

  /// After "(1-5)", "(on a scale from 1 to 5)" or "1-5:" when these are the ends of the scale.
  func endOfScale(at index: Int, _ dimension: Dimension) -> Int? {
    var cursor = index
    let isBracketed = lexemes[cursor].sign == "(" || lexemes[cursor].sign == "["
    if isBracketed { cursor += 1 }
    while cursor < lexemes.count, let word = lexemes[cursor].word,
      ["on", "a", "scale", "from", "of", "out", "score"].contains(word)
    {
      cursor += 1
    }
    guard cursor < lexemes.count else { return nil }
    if lexemes[cursor].number == Double(dimension.minimum), cursor + 2 < lexemes.count {
      let between = lexemes[cursor + 1]
      guard between.sign == "-" || between.sign == "\u{2013}" || between.word == "to" else { return nil }
      cursor += 2
    } else if !isBracketed || lexemes[cursor - 1].word == nil {
      return nil
    }
    guard lexemes[cursor].number == Double(dimension.maximum), cursor + 1 < lexemes.count else { return nil }
    let close = lexemes[cursor + 1].sign
    return isBracketed ? (close == ")" || close == "]" ? cursor + 2 : nil) : (close == ":" ? cursor + 1 : nil)
  }

  func openOfScale(endingAt index: Int, _ dimension: Dimension) -> Int? {
    for start in stride(from: index - 1, through: max(0, index - 9), by: -1) where lexemes[start].sign == "("
    {
      return endOfScale(at: start, dimension) == index + 1 ? start : nil
    }
    return nil
  }

  /// Whether a number stands in quotation marks with other words; alone between them it is merely written so.
  func isCited(_ index: Int) -> Bool {
    isQuoted[index] && !(index > 0 && lexemes[index - 1].sign == "\"")
  }

  static func quoted(_ lexemes: [Lexeme]) -> [Bool] {
    var isInside = false
    return lexemes.map { lexeme in
      switch lexeme.kind {
      case .sign("\""): isInside.toggle()
      case .sign("\u{201C}"), .sign("\u{201E}"): isInside = true
      case .sign("\u{201D}"), .newLine: isInside = false
      default: break
      }
      return isInside
    }
  }
}
