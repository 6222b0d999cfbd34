/// The pieces that a text is compared by.
public enum ShingleGram: Hashable, Sendable {
  /// Runs of so many words.
  case words(Int)
  /// Runs of so many characters (Unicode scalars) of the normalised text, the single spaces between its words
  /// included.
  case characters(Int)
}
