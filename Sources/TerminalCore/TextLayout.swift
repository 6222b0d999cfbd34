/// Breaks text into lines of a given width.
public enum TextLayout {
  /// The columns between tab stops.
  static let tabWidth = 4

  /// Wraps styled text. No line is wider than `width`; a width below 1 has no room for lines.
  ///
  /// Lines break at white space, which is dropped there, and before or after wide characters; a longer
  /// word is cut. Line breaks (`\n` and `\r\n`) are kept, tabs go to the next multiple of 4 columns, an
  /// empty text is one empty line. Each span that comes back is safe text of one span that went in;
  /// visible escapes have a span of their own, in `Style.forSymbols`. The time is linear in the text.
  ///
  ///     TextLayout.wrap([Span(text: "a long day")], width: 6)  // "a long", "day"
  ///
  /// - Parameters:
  ///   - keepShape: Continues a broken line under its own indentation, as code and JSON want it.
  ///   - maxLines: Stops here, so that the beginning of a long text costs little.
  public static func wrap(
    _ spans: [Span], width: Int, keepShape: Bool = false, maxLines: Int = .max
  ) -> [[Span]] {
    guard width > 0, maxLines > 0 else { return [] }
    var breaker = LineBreaker(
      styles: spans.map(\.style), width: width, keepShape: keepShape, maxLines: maxLines)
    for (index, span) in spans.enumerated() {
      guard !breaker.isFull else { break }
      DisplayText.withScanner(span.text) { scanner in feed(&scanner, span: index, to: &breaker) }
    }
    return breaker.finish()
  }

  private static func feed(_ scanner: inout GlyphScanner, span: Int, to breaker: inout LineBreaker) {
    while !breaker.isFull {
      switch scanner.nextByte {
      case 0x0A:
        scanner.skip(1)
        breaker.breakLine()
      case 0x0D where scanner.isFollowed(by: 0x0A):
        scanner.skip(2)
        breaker.breakLine()
      case 0x09:
        scanner.skip(1)
        breaker.putTab(span: span)
      default:
        guard let glyph = scanner.next() else { return }
        if !glyph.isSymbol, isBreakingSpace(scanner.base) {
          breaker.putBlank(glyph, span: span)
        } else {
          breaker.put(glyph, base: glyph.isSymbol ? "?" : scanner.base, span: span)
        }
      }
    }
  }

  /// White space at which a line may end: all but the no-break spaces.
  private static func isBreakingSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20, 0x1680, 0x2000...0x2006, 0x2008...0x200A, 0x205F, 0x3000: true
    default: false
    }
  }

  /// Spans cut to at most `width` columns; where something was cut the last one ends with `ellipsis`.
  public static func truncate(_ spans: [Span], to width: Int, ellipsis: String = "…") -> [Span] {
    var room = max(0, width)
    var result: [Span] = []
    for (index, span) in spans.enumerated() {
      let used = DisplayText.width(span.text)
      let mustShowCut = used == room && spans[(index + 1)...].contains { !$0.text.isEmpty }
      if used > room || mustShowCut {
        let text = mustShowCut ? span.text + ellipsis : span.text
        result.append(Span(text: DisplayText.truncate(text, to: room, ellipsis: ellipsis), style: span.style))
        return result
      }
      result.append(span)
      room -= used
    }
    return result
  }
}
