/// A piece of text in one style.
public struct Span: Hashable, Sendable {
  /// Any text; it is made safe when it is drawn.
  public var text: String
  /// How it looks where no visible escape stands.
  public var style: Style

  /// A text, in the terminal's own look unless said otherwise.
  public init(text: String, style: Style = .plain) {
    self.text = text
    self.style = style
  }
}

extension Style {
  /// This style for a visible escape, so that ␛ in place of an escape character differs from a ␛ that
  /// stands in the text, without colours too.
  public var forSymbols: Style {
    var style = self
    style.attributes.formSymmetricDifference(.reverse)
    return style
  }
}
