/// What is drawn in one cell, or in two: a base character with at most four combining marks.
public struct Glyph: Hashable, Sendable {
  /// Safe to send to a terminal: no control, format, private or unassigned character is in it.
  public var text: String
  /// Columns, 1 or 2.
  public var width: Int
  /// Whether it stands for something that must not be drawn itself, such as ␛ for an escape character.
  /// Each letter of `⟨U+202E⟩` is such a glyph.
  public var isSymbol: Bool

  /// One narrow glyph unless said otherwise; the caller answers for the text being safe.
  public init(text: String, width: Int = 1, isSymbol: Bool = false) {
    self.text = text
    self.width = width
    self.isSymbol = isSymbol
  }
}
