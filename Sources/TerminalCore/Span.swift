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

extension [Span] {
  /// The columns that the spans take on one line.
  public var width: Int { reduce(0) { $0 + DisplayText.width($1.text) } }

  /// The spans cut to at most `width` columns; where something was cut they end with `ellipsis`.
  public func truncated(to width: Int, ellipsis: String = "…") -> [Span] {
    guard self.width > width else { return self }
    var room = width - DisplayText.width(ellipsis)
    var kept: [Span] = []
    for span in self {
      let spanWidth = DisplayText.width(span.text)
      if spanWidth > room {
        kept.append(
          Span(text: DisplayText.truncate(span.text, to: room, ellipsis: "") + ellipsis, style: span.style))
        break
      }
      kept.append(span)
      room -= spanWidth
    }
    return kept
  }
}
