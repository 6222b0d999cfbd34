/// How text becomes columns of a terminal: what is drawn, how wide it is, and what must never be sent.
///
/// Terminals disagree about the width of everything modern, so only what all of them draw alike is drawn:
/// a base character with its combining marks. Of an emoji sequence that is the first one, of a flag its
/// two letters. Syllables of several bases, as in क्षि, take a cell for each. Letters that run from right to
/// left stand one per cell in the order in which they are stored; the terminal must not reorder them, or
/// columns would break. What could act on the terminal, hide or reorder text is drawn as a visible escape.
///
/// The text itself is left alone: all this is for drawing only.
public enum DisplayText {
  /// The glyphs of a text, all of them safe to draw. Line breaks and tabs are shown as ␊ and ␉: whoever
  /// wants lines uses `TextLayout.wrap`.
  public static func glyphs(_ text: String) -> [Glyph] {
    withScanner(text) { scanner in
      var glyphs: [Glyph] = []
      while let glyph = scanner.next() { glyphs.append(glyph) }
      return glyphs
    }
  }

  /// The columns that a text takes on one line.
  public static func width(_ text: String) -> Int {
    if isPrintableASCII(text) { return text.utf8.count }
    return withScanner(text) { scanner in
      var width = 0
      while let glyph = scanner.next() { width += glyph.width }
      return width
    }
  }

  /// The text as it is drawn: nothing is left that a terminal would act on. Safe text stays as it is.
  public static func safe(_ text: String) -> String {
    if isPrintableASCII(text) { return text }
    return withScanner(text) { scanner in
      var safe = ""
      while let glyph = scanner.next() { safe += glyph.text }
      return safe
    }
  }

  /// The safe text cut to at most `width` columns; where something was cut it ends with `ellipsis`.
  public static func truncate(_ text: String, to width: Int, ellipsis: String = "…") -> String {
    guard width > 0 else { return "" }
    if text.utf8.count <= width, isPrintableASCII(text) { return text }
    let room = width - self.width(ellipsis)
    return withScanner(text) { scanner in
      var whole = ""
      var used = 0
      var cut: String?
      while let glyph = scanner.next() {
        if used + glyph.width > room, cut == nil { cut = whole }
        used += glyph.width
        if used > width {
          return room >= 0 ? (cut ?? whole) + safe(ellipsis) : truncate(ellipsis, to: width, ellipsis: "")
        }
        whole += glyph.text
      }
      return whole
    }
  }

  /// The safe text with blanks after it up to `width` columns; a longer text is not cut.
  public static func pad(_ text: String, to width: Int) -> String {
    safe(text) + String(repeating: " ", count: max(0, width - self.width(text)))
  }

  /// The safe text on one line: white space with a line break in it becomes one blank, none at the ends,
  /// and a tab becomes a blank too.
  public static func singleLine(_ text: String) -> String {
    if isPrintableASCII(text) { return text }
    var line = String.UnicodeScalarView()
    var blanks = 0
    var hasBreak = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case " ", "\t": blanks += 1
      case "\n", "\r": hasBreak = true
      default:
        if hasBreak { blanks = line.isEmpty ? 0 : 1 }
        for _ in 0..<blanks { line.append(" ") }
        blanks = 0
        hasBreak = false
        line.append(scalar)
      }
    }
    if !hasBreak { for _ in 0..<blanks { line.append(" ") } }
    return safe(String(line))
  }

  /// Whether every byte is a character of one column that needs no care.
  static func isPrintableASCII(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 &- 0x20 < 0x5F }
  }

  /// Gives `body` a scanner at the beginning of `text`.
  static func withScanner<Result>(_ text: String, _ body: (inout GlyphScanner) -> Result) -> Result {
    var text = text
    return text.withUTF8 { bytes in
      var scanner = GlyphScanner(bytes)
      return body(&scanner)
    }
  }
}
