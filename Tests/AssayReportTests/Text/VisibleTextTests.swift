import AssayReport
import Testing

@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("plain text, żółw, 漢字", "plain text, żółw, 漢字"),
    ("a\u{1B}[31mb", "a␛[31mb"), ("a\u{0}b\u{7F}c", "a␀b␡c"), ("a\u{202E}b", "a⟨U+202E⟩b"),
    ("a\u{2066}b\u{2069}", "a⟨U+2066⟩b⟨U+2069⟩"), ("a\u{200B}b", "a⟨U+200B⟩b"), ("a\u{AD}b", "a⟨U+00AD⟩b"),
    ("a\u{85}b\u{2028}c", "a⟨U+0085⟩b⟨U+2028⟩c"), ("\u{E0041}", "⟨U+E0041⟩"), ("\u{FFFF}", "⟨U+FFFF⟩"),
    ("a\nb\tc", "a b c"), ("a\r\nb", "a b"), ("a\rb", "a␍b"),
  ])
  func whatActsOnTheEyeIsASign(text: String, shown: String) { #expect(VisibleText.line(text) == shown) }

  @Test func joinersStayWhereLettersNeedThem() {
    for text in ["👩\u{200D}🔬", "می\u{200C}خواهم"] { #expect(VisibleText.line(text) == text) }
    #expect(VisibleText.line("pass\u{200D}word") == "pass⟨U+200D⟩word")
    #expect(VisibleText.line("é\u{200D}") == "é⟨U+200D⟩")
  }

  @Test func blocksKeepTheirLines() {
    #expect(VisibleText.block("a\r\nb\n\tc\u{7}") == "a\nb\n\tc␇")
  }
}
