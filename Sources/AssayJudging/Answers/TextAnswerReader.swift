import AssayModel

/// Finds scores in prose: `Relevance: 4 - because …`, `| clarity | 4/5 |`, `Final score: 4`, `I would give it a 4 out of 5`.
///
/// What is said more explicitly decides over what is said less so, and what is said in quotation marks is not said by the
/// judge. A number without any word that makes it a score counts only when it is alone on its line.
struct TextAnswerReader {
  /// How explicit a statement is.
  enum Level: Int, Comparable {
    case alone, fraction, labelled, final
    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  let dimensions: [Dimension]
  let lexemes: [Lexeme]
  private let names: [[String]]
  private var statements: [[(level: Level, reading: Reading)]]
  /// Whether a lexeme stands inside of quotation marks.
  let isQuoted: [Bool]

  init(dimensions: [Dimension], lexemes: [Lexeme]) {
    self.dimensions = dimensions
    self.lexemes = lexemes
    names = dimensions.map { Lexeme.all(in: $0.name.utf8).compactMap(\.nameWord) }
    statements = dimensions.map { _ in [] }
    isQuoted = Self.quoted(lexemes)
  }

  /// The most explicit readings of each dimension.
  mutating func readings() -> [[Reading]] {
    readNamed()
    readGeneric()
    return statements.map { all in
      let highest = all.filter { $0.reading.value != nil || $0.level >= .labelled }.map(\.level).max()
      return all.filter { $0.level == highest }.map(\.reading)
    }
  }

  private mutating func add(_ expression: ScoreExpression, _ level: Level, to position: Int, isQuoted: Bool) {
    guard !isQuoted else { return }
    let reading = Reading(expression, for: dimensions[position])
    statements[position].append((level, reading))
  }

  // MARK: With the dimension's name

  private mutating func readNamed() {
    for index in lexemes.indices {
      for position in dimensions.indices {
        guard let after = end(ofName: position, at: index) else { continue }
        readForward(from: after, position)
        readBackward(from: index, position)
      }
    }
  }

  /// The index after the dimension's name, when it stands here.
  private func end(ofName position: Int, at index: Int) -> Int? {
    var cursor = index
    for (offset, word) in names[position].enumerated() {
      if offset > 0, cursor < lexemes.count, lexemes[cursor].sign == "_" || lexemes[cursor].sign == "-" {
        cursor += 1
      }
      guard cursor < lexemes.count, lexemes[cursor].nameWord == word else { return nil }
      cursor += 1
    }
    return cursor > index ? cursor : nil
  }

  /// "Relevance: 4", "relevance score of 4", "the relevance is rated 4".
  private mutating func readForward(from start: Int, _ position: Int) {
    var cursor = start
    var lineBreaks = 0
    while cursor < lexemes.count, cursor - start < 16 {
      if let end = endOfScale(at: cursor, dimensions[position]) {
        cursor = end
        continue
      }
      if let expression = ScoreExpression(lexemes, at: cursor, dimension: dimensions[position]) {
        let isOpen = cursor > start || lexemes[start - 1].range.upperBound < expression.range.lowerBound
        if isOpen, stands(expression, at: cursor) {
          add(expression, .labelled, to: position, isQuoted: isCited(cursor))
        }
        return
      }
      switch lexemes[cursor].kind {
      case .sign(let sign) where ProseWords.connectors.contains(sign): break
      case .word(let word) where ProseWords.fillers.contains(word): break
      case .newLine where lineBreaks < 2: lineBreaks += 1
      default: return
      }
      cursor += 1
    }
  }

  /// "4 out of 5 for relevance", "a 4 in terms of its relevance".
  private mutating func readBackward(from nameIndex: Int, _ position: Int) {
    var cursor = nameIndex - 1
    var preposition = false
    while cursor >= 0, nameIndex - cursor < 7, let word = lexemes[cursor].word {
      if ["for", "in", "on", "regarding"].contains(word) {
        preposition = true
      } else if !["the", "its", "terms", "of", "respect", "to", "concerning", "a"].contains(word) {
        break
      }
      cursor -= 1
    }
    guard preposition else { return }
    // The expression ends where the preposition begins.
    guard cursor >= 0 else { return }
    for start in max(0, cursor - 4)...cursor {
      guard let expression = ScoreExpression(lexemes, at: start, dimension: dimensions[position]),
        expression.next == cursor + 1, stands(expression, at: start)
      else { continue }
      let before = start > 0 ? lexemes[start - 1].word : nil
      let isScore =
        expression.isFraction || ["a", "an", "perfect", "solid"].contains(before)
        || label(before: start, dimensions[position]) != nil
      if isScore { add(expression, .labelled, to: position, isQuoted: isCited(start)) }
      return
    }
  }

  // MARK: Without a name

  private mutating func readGeneric() {
    var heading: Int? = dimensions.count == 1 ? 0 : nil
    var isLineStart = true
    var end = 0
    for index in lexemes.indices where index >= end {
      if lexemes[index].kind == .newLine {
        isLineStart = true
        continue
      }
      if isLineStart, dimensions.count > 1,
        let position = dimensions.indices.first(where: { isHeading($0, index) })
      {
        heading = position
      }
      if let sign = lexemes[index].sign, ProseWords.bullets.contains(sign) { continue }
      defer { isLineStart = false }
      guard let heading,
        let expression = ScoreExpression(lexemes, at: index, dimension: dimensions[heading]),
        stands(expression, at: index)
      else { continue }
      end = expression.next
      let isAlone = isAlone(expression)
      // "Score:" and a list below it is no score.
      if let level = label(before: index, dimensions[heading]),
        !isLineStart || isAlone || expression.isFraction, !countsThings(expression)
      {
        add(expression, level, to: heading, isQuoted: isCited(index))
      } else if isAlone, isLineStart || isLastWord(index, expression) {
        add(expression, .alone, to: heading, isQuoted: isCited(index))
      } else if expression.isFraction, expression.outOf == Double(dimensions[heading].maximum) {
        add(expression, .fraction, to: heading, isQuoted: isCited(index))
      }
    }
  }

  private func isHeading(_ position: Int, _ index: Int) -> Bool {
    guard let after = end(ofName: position, at: index) else { return false }
    guard after < lexemes.count else { return true }
    switch lexemes[after].kind {
    case .newLine, .sign(":"), .sign("*"), .sign("("), .sign("-"), .sign("|"): return true
    default: return false
    }
  }

  /// Whether the words before make the number a score: "score: ", "a rating of ", "I would give this text a ".
  private func label(before index: Int, _ dimension: Dimension) -> Level? {
    var cursor = index - 1
    var hasConnector = false
    var objects = 0
    while cursor >= 0, index - cursor < 12 {
      switch lexemes[cursor].kind {
      case .sign(let sign) where ProseWords.connectors.contains(sign):
        if sign == ":" || sign == "=" || sign == "|" { hasConnector = true }
        if sign == ")", let open = openOfScale(endingAt: cursor, dimension) { cursor = open }
      case .word(let word) where ProseWords.labels.contains(word):
        let isVerb = ProseWords.verbs.contains(word) || objects > 0 && word == "score"
        let isBare = cursor == index - 1 && (cursor == 0 || lexemes[cursor - 1].word == nil)
        guard isVerb || isBare || hasConnector && objects == 0 else { return nil }
        return isVerb ? .labelled : level(ofLabelAt: cursor)
      case .word(let word):
        if objects == 0, ProseWords.connectingWords.contains(word) {
          hasConnector = true
        } else if hasConnector, objects < 5 {
          // Whatever it is that gets the score.
          objects += 1
        } else {
          return nil
        }
      case .newLine where index - cursor < 4: break
      default: return nil
      }
      cursor -= 1
    }
    return nil
  }

  /// "Final score" decides over "score"; "grammar score" is a score of something else.
  private func level(ofLabelAt index: Int) -> Level? {
    guard index > 0, let word = lexemes[index - 1].word else { return .labelled }
    if ["final", "overall", "total"].contains(word) { return .final }
    if ProseWords.neutral.contains(word) || ProseWords.verbs.contains(lexemes[index].word ?? "") {
      return .labelled
    }
    let isOurs = dimensions.count == 1 && names[0].last == word
    return isOurs ? .labelled : nil
  }

  /// Whether the number is a sentence of its own at the very end.
  private func isLastWord(_ index: Int, _ expression: ScoreExpression) -> Bool {
    guard let before = lexemes[index - 1].sign, ".!?".unicodeScalars.contains(before) else { return false }
    return lexemes[expression.next...].allSatisfy { $0.word == nil && $0.number == nil }
  }

  /// "He scored four goals": a number before a noun counts things.
  private func countsThings(_ expression: ScoreExpression) -> Bool {
    guard expression.next < lexemes.count, let word = lexemes[expression.next].word else { return false }
    return !ProseWords.continuations.contains(word)
  }

  private func isAlone(_ expression: ScoreExpression) -> Bool {
    var cursor = expression.next
    while cursor < lexemes.count, let sign = lexemes[cursor].sign,
      ProseWords.connectors.contains(sign) || sign == "."
    {
      cursor += 1
    }
    return cursor >= lexemes.count || lexemes[cursor].kind == .newLine
  }
}
