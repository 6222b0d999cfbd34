import Testing

@testable import TerminalCore

struct TextLayoutTests {
  private func wrapped(_ text: String, _ width: Int, keepShape: Bool = false, maxLines: Int = .max)
    -> [String]
  {
    TextLayout.wrap([Span(text: text)], width: width, keepShape: keepShape, maxLines: maxLines)
      .map { $0.map(\.text).joined() }
  }

  @Test func breaksAtWords() {
    #expect(wrapped("a long day at work", 6) == ["a long", "day at", "work"])
    #expect(wrapped("one  two", 4) == ["one", "two"])
    #expect(wrapped("abcdefgh ij", 4) == ["abcd", "efgh", "ij"])
    #expect(wrapped("ab abcdefgh", 4) == ["ab", "abcd", "efgh"])
    #expect(wrapped("no\u{a0}break here", 8) == ["no\u{a0}break", "here"])
    #expect(wrapped("", 5) == [""])
    #expect(wrapped("a\n\nb\r\n", 5) == ["a", "", "b", ""])
    #expect(wrapped("x", 0).isEmpty)
    #expect(wrapped("x", -3).isEmpty)
  }

  @Test func breaksBetweenWideCharacters() {
    #expect(wrapped("日本語です", 4) == ["日本", "語で", "す"])
    #expect(wrapped("日本語です", 5) == ["日本", "語で", "す"])
    #expect(wrapped("日本、語", 4) == ["日", "本、", "語"])
    #expect(wrapped("「日本」", 4) == ["「日", "本」"])
    #expect(wrapped("ab日本", 3) == ["ab", "日", "本"])
  }

  @Test func wideCharactersInOneColumnAreStoodInFor() {
    let lines = TextLayout.wrap([Span(text: "日a")], width: 1)
    #expect(lines == [[Span(text: "?", style: Style.plain.forSymbols)], [Span(text: "a")]])
  }

  @Test func tabsGoToTheNextStop() {
    #expect(wrapped("a\tb\t\tc", 20) == ["a   b       c"])
    #expect(wrapped("\tx", 20) == ["    x"])
  }

  @Test func shapeIsKept() {
    let json = "{\n  \"key\": [1, 2, 3]\n}"
    #expect(wrapped(json, 40, keepShape: true) == ["{", "  \"key\": [1, 2, 3]", "}"])
    #expect(wrapped(json, 12, keepShape: true) == ["{", "  \"key\": [1,", "  2, 3]", "}"])
    #expect(wrapped(json, 12) == ["{", "  \"key\": [1,", "2, 3]", "}"])
    #expect(wrapped("          deep text", 8, keepShape: true) == ["    deep", "    text"])
  }

  @Test func escapesHaveASpanOfTheirOwn() {
    let style = Style(attributes: .bold)
    let lines = TextLayout.wrap([Span(text: "a\u{1b}b", style: style)], width: 9)
    #expect(
      lines == [
        [
          Span(text: "a", style: style), Span(text: "␛", style: Style(attributes: [.bold, .reverse])),
          Span(text: "b", style: style),
        ]
      ])
  }

  @Test func stylesStayWithTheirText() {
    let bold = Style(attributes: .bold)
    let lines = TextLayout.wrap([Span(text: "one tw"), Span(text: "o three", style: bold)], width: 7)
    #expect(
      lines == [[Span(text: "one tw"), Span(text: "o", style: bold)], [Span(text: "three", style: bold)]])
  }

  @Test func stopsAtMaxLines() {
    let text = String(repeating: "word ", count: 20_000)
    #expect(wrapped(text, 10, maxLines: 3) == ["word word", "word word", "word word"])
    #expect(wrapped("abc", 10, maxLines: 0).isEmpty)
    #expect(wrapped("a\nb", 10, maxLines: 1) == ["a"])
  }

  @Test func noLineIsTooWideAndNothingIsLost() {
    func ink(_ glyphs: [Glyph]) -> [String] { glyphs.map(\.text).filter { !isBlank($0) } }
    for (index, text) in HostileText.texts(seed: 6, count: 400).enumerated() {
      let source = text.unicodeScalars.split(whereSeparator: \.isLineBreakOrTab)
        .flatMap { DisplayText.glyphs(String(String.UnicodeScalarView($0))) }
      let hasReturn = text.unicodeScalars.contains("\r")
      for width in [1, 2, 3, 7, 20, 80] {
        let lines = TextLayout.wrap([Span(text: text)], width: width, keepShape: index.isMultiple(of: 2))
        for line in lines {
          #expect(line.reduce(0) { $0 + DisplayText.width($1.text) } <= width)
          #expect(line.allSatisfy { $0.text.unicodeScalars.allSatisfy(isSafe) })
        }
        // A lone carriage return is shown, one before a line feed is not; one column has stand-ins.
        guard width > 1, !hasReturn else { continue }
        let shown = lines.flatMap { $0.flatMap { DisplayText.glyphs($0.text) } }
        #expect(ink(shown) == ink(source), "\(text.unicodeScalars.map(\.value)) at \(width)")
      }
    }
  }

  private func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
  }

  @Test func truncatesSpans() {
    let bold = Style(attributes: .bold)
    let spans = [Span(text: "abc"), Span(text: "def", style: bold)]
    #expect(TextLayout.truncate(spans, to: 6) == spans)
    #expect(TextLayout.truncate(spans, to: 5) == [Span(text: "abc"), Span(text: "d…", style: bold)])
    #expect(TextLayout.truncate(spans, to: 3) == [Span(text: "ab…")])
    #expect(TextLayout.truncate(spans, to: 0).allSatisfy { $0.text.isEmpty })
    #expect(TextLayout.truncate([Span(text: "日本語"), Span(text: "")], to: 6).map(\.text) == ["日本語", ""])
  }
}

extension Unicode.Scalar {
  fileprivate var isLineBreakOrTab: Bool { self == "\n" || self == "\t" }
}
