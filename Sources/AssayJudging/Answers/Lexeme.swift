import AssayModel

/// A word, a number or a sign of an answer, with its place in it.
struct Lexeme {
  enum Kind: Equatable {
    /// In lower case.
    case word(String)
    /// `isWhole` when it is written without a fraction.
    case number(Double, isWhole: Bool)
    /// So many filled stars out of so many; 0: no empty ones were drawn.
    case stars(Int, outOf: Int)
    case sign(Unicode.Scalar)
    case newLine
  }
  var kind: Kind
  /// Bytes of the whole answer.
  var range: Range<Int>

  var word: String? { if case .word(let text) = kind { text } else { nil } }
  /// A word, or a number as part of a name.
  var nameWord: String? {
    switch kind {
    case .word(let text): text
    case .number(let value, true): JSONText.number(value)
    default: nil
    }
  }
  var sign: Unicode.Scalar? { if case .sign(let scalar) = kind { scalar } else { nil } }
  var number: Double? { if case .number(let value, _) = kind { value } else { nil } }

  /// The lexemes of some bytes, which begin at `base` of the whole answer.
  static func all(in bytes: some Collection<UInt8>, base: Int = 0) -> [Lexeme] {
    var lexer = Lexer(scalars: Array(String(decoding: bytes, as: UTF8.self).unicodeScalars), offset: base)
    return lexer.lexemes()
  }
}

private struct Lexer {
  let scalars: [Unicode.Scalar]
  var index = 0
  /// Of `index`, in bytes.
  var offset: Int
  var result: [Lexeme] = []

  init(scalars: [Unicode.Scalar], offset: Int) {
    self.scalars = scalars
    self.offset = offset
  }

  mutating func lexemes() -> [Lexeme] {
    while index < scalars.count {
      let start = offset
      let kind = next()
      if let kind { result.append(Lexeme(kind: kind, range: start..<offset)) }
    }
    return result
  }

  private mutating func advance() {
    offset += UTF8.width(scalars[index])
    index += 1
  }

  private mutating func next() -> Lexeme.Kind? {
    let scalar = scalars[index]
    if isDigit(scalar) { return number() }
    if isStar(scalar) || scalar == "\u{2606}" { return stars() }
    if isLetter(scalar) { return word() }
    advance()
    if scalar == "\n" || scalar == "\u{2028}" || scalar == "\r" { return .newLine }
    return scalar.properties.isWhitespace || scalar == "\u{FE0F}" ? nil : .sign(scalar)
  }

  private mutating func word() -> Lexeme.Kind {
    var text = String.UnicodeScalarView()
    while index < scalars.count, isLetter(scalars[index]) || isDigit(scalars[index]) {
      text.append(scalars[index])
      advance()
    }
    return .word(String(text).lowercased())
  }

  /// Digits with a point or, as half of Europe writes, a comma before one or two more.
  private mutating func number() -> Lexeme.Kind {
    var text = digits()
    if index + 1 < scalars.count, isDigit(scalars[index + 1]), scalars[index] == "." || scalars[index] == ","
    {
      let isPoint = scalars[index] == "."
      let length = scalars[(index + 1)...].prefix { isDigit($0) }.count
      if isPoint || length < 3 {
        advance()
        text += "." + digits()
        return .number(Double(text) ?? .nan, isWhole: false)
      }
    }
    return .number(Double(text) ?? .nan, isWhole: true)
  }

  private mutating func digits() -> String {
    var text = String.UnicodeScalarView()
    while index < scalars.count, isDigit(scalars[index]) {
      text.append(scalars[index])
      advance()
    }
    return String(text)
  }

  private mutating func stars() -> Lexeme.Kind {
    var (filled, empty) = (0, 0)
    while index < scalars.count {
      if isStar(scalars[index]) {
        filled += 1
      } else if scalars[index] == "\u{2606}" {
        empty += 1
      } else if scalars[index] != "\u{FE0F}" {
        break
      }
      advance()
    }
    return .stars(filled, outOf: empty == 0 ? 0 : filled + empty)
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }
  private func isStar(_ scalar: Unicode.Scalar) -> Bool { scalar == "\u{2605}" || scalar == "\u{2B50}" }
  private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x80
      ? (0x61...0x7A).contains(scalar.value | 0x20) : scalar.properties.isAlphabetic
  }
}
