import Testing

@testable import TerminalCore

struct DisplayTextTests {
  private func texts(_ text: String) -> [String] { DisplayText.glyphs(text).map(\.text) }

  @Test(arguments: [
    ("日", 2), ("é", 1), ("e\u{301}", 1), ("👍", 2), ("﷽", 1), ("ｱ", 1), ("Ａ", 2), ("한", 2),
    ("\u{1112}\u{1161}\u{11ab}", 2), ("👍🏽", 2), ("👨‍👩‍👧", 2), ("🇩🇪", 2), ("❤️", 1), ("1️⃣", 1), ("क्षि", 3),
    ("\u{301}", 1), ("\u{1b}", 1), ("\u{202e}", 8), ("\u{e0041}", 9), ("😀😀", 4), ("…", 1), ("─", 1),
    ("\u{a0}", 1),
    ("　", 2), ("\u{1fae8}", 9), ("", 0),
  ])
  func knownWidths(_ text: String, _ width: Int) {
    #expect(DisplayText.width(text) == width)
  }

  @Test func clustersAreCutToWhatAllTerminalsDraw() {
    #expect(texts("👨‍👩‍👧x") == ["👨", "x"])
    #expect(texts("🇩🇪") == ["D", "E"])
    #expect(texts("❤️1️⃣") == ["❤", "1\u{20e3}"])
    #expect(texts("👍🏽") == ["👍"])
    #expect(texts("क्षि") == ["क्", "ष", "ि"])
    #expect(texts("\u{301}a") == ["\u{25cc}\u{301}", "a"])
    #expect(texts("می‌خ") == ["م", "ی", "خ"])
    #expect(
      texts("a" + String(repeating: "\u{301}", count: 50) + "b") == ["a\u{301}\u{301}\u{301}\u{301}", "b"])
  }

  @Test func whatHidesOrActsIsShown() {
    #expect(DisplayText.safe("\u{1b}[2J\n\t\u{7f}\0") == "␛[2J␊␉␡␀")
    #expect(DisplayText.safe("a\u{202e}b") == "a⟨U+202E⟩b")
    #expect(DisplayText.safe("\u{9b}\u{85}") == "⟨U+009B⟩⟨U+0085⟩")
    #expect(DisplayText.safe("a\u{200d}b\u{200b}") == "a⟨U+200D⟩b⟨U+200B⟩")
    #expect(DisplayText.safe("\u{e0041}") == "⟨U+E0041⟩")
    #expect(DisplayText.safe("x\u{fe0f}\u{fe0f}") == "x⟨U+FE0F⟩")
    #expect(DisplayText.safe("x\u{e0100}") == "x⟨U+E0100⟩")
    #expect(DisplayText.safe("👍🏽🏽 🏽") == "👍⟨U+1F3FD⟩ ⟨U+1F3FD⟩")
    #expect(DisplayText.safe("\u{2028}") == "⟨U+2028⟩")
    #expect(
      DisplayText.glyphs("a\u{1b}\u{202e}").map(\.isSymbol) == [false] + Array(repeating: true, count: 9))
  }

  @Test func noGlyphHoldsWhatATerminalWouldActOn() {
    for text in HostileText.texts(seed: 1, count: 1_500) {
      for glyph in DisplayText.glyphs(text) {
        #expect(glyph.text.unicodeScalars.allSatisfy(isSafe), "\(text.unicodeScalars.map(\.value))")
        #expect((1...5).contains(glyph.text.unicodeScalars.count))
        #expect(glyph.width == 1 || glyph.width == 2)
      }
    }
  }

  @Test func everyScalarIsSafeOrEscaped() {
    // All that is assigned, and samples of the planes that hold private use or nothing.
    let assigned = Array(UInt32(0)..<0x32000) + Array(0xE0000..<0xE0200)
    for value in assigned + Array(stride(from: 0x32000, through: 0x10FFFF, by: 257)) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let glyphs = DisplayText.glyphs(String(scalar))
      let isSound =
        glyphs.allSatisfy { $0.text.unicodeScalars.allSatisfy(isSafe) }
        && (isSafe(scalar) || glyphs.allSatisfy(\.isSymbol) || (0x1F1E6...0x1F1FF).contains(value))
        && !glyphs.isEmpty
      if !isSound { Issue.record("U+\(String(value, radix: 16)) gives \(glyphs)") }
    }
  }

  @Test func widthIsTheSumOfTheGlyphs() {
    for text in HostileText.texts(seed: 2, count: 2_000) {
      #expect(DisplayText.width(text) == DisplayText.glyphs(text).reduce(0) { $0 + $1.width })
    }
  }

  @Test func safeTextStaysAsItIs() {
    for text in HostileText.texts(seed: 3, count: 2_000) {
      let safe = DisplayText.safe(text)
      #expect(DisplayText.safe(safe) == safe)
      #expect(DisplayText.width(safe) == DisplayText.width(text), "\(text.unicodeScalars.map(\.value))")
    }
  }

  @Test func truncateKeepsTheWidth() {
    for text in HostileText.texts(seed: 4, count: 100) {
      let whole = DisplayText.safe(text)
      for width in -1...25 {
        for ellipsis in ["…", "...", ""] {
          let cut = DisplayText.truncate(text, to: width, ellipsis: ellipsis)
          #expect(DisplayText.width(cut) <= max(0, width))
          if DisplayText.width(text) <= width { #expect(cut == whole) }
        }
      }
    }
  }

  @Test func truncateShowsThatItCut() {
    #expect(DisplayText.truncate("abcdef", to: 6) == "abcdef")
    #expect(DisplayText.truncate("abcdef", to: 5) == "abcd…")
    #expect(DisplayText.truncate("日本語", to: 5) == "日本…")
    #expect(DisplayText.truncate("日本語", to: 4) == "日…")
    #expect(DisplayText.truncate("abcdef", to: 5, ellipsis: "...") == "ab...")
    #expect(DisplayText.truncate("abcdef", to: 2, ellipsis: "...") == "..")
    #expect(DisplayText.truncate("abcdef", to: 1) == "…")
    #expect(DisplayText.truncate("abcdef", to: 0).isEmpty)
  }

  @Test func padFillsButNeverCuts() {
    #expect(DisplayText.pad("日", to: 4) == "日  ")
    #expect(DisplayText.pad("\u{1b}", to: 3) == "␛  ")
    #expect(DisplayText.pad("abc", to: 2) == "abc")
    #expect(DisplayText.pad("", to: -1).isEmpty)
  }

  @Test func singleLineJoinsLines() {
    #expect(DisplayText.singleLine("one\n\n  two\r\nthree\t4") == "one two three 4")
    #expect(DisplayText.singleLine("\n text \n") == "text")
    #expect(DisplayText.singleLine("    kept\u{1b}") == "    kept␛")
    for text in HostileText.texts(seed: 5, count: 500) {
      #expect(DisplayText.singleLine(text).unicodeScalars.allSatisfy(isSafe))
    }
  }

  @Test func spansThatAreCutEndWithAnEllipsis() {
    let spans = [Span(text: "日本"), Span(text: " plain")]
    #expect(spans.width == 10)
    #expect(spans.truncated(to: 10) == spans)
    #expect(spans.truncated(to: 8).map(\.text) == ["日本", " pl…"])
    #expect(spans.truncated(to: 4).map(\.text) == ["日…"])
    for width in 1...10 { #expect(spans.truncated(to: width).width <= width) }
  }
}
