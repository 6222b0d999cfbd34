/// A word or a number of a text, found by ``MaskScanner``.
struct MaskToken {
  enum Kind {
    /// An ordinary word.
    case word
    /// What is masked whatever its neighbours are.
    case certain(MaskKind)
    /// A word with a capital, then small letters.
    case capitalized
    /// A word that ``MaskLexicon`` knows, and whether it has a capital.
    case known(MaskLexicon.Entry, isCapitalized: Bool)
  }

  var kind: Kind
  /// Bytes.
  var start: Int
  var end: Int
  /// Whether it is the first of a sentence, a line, a heading or a quotation.
  var startsSentence: Bool
}
