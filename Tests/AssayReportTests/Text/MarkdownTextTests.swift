import AssayReport
import Testing

@Suite struct MarkdownTextTests {
  @Test(arguments: [
    ("a | b", "a \\| b"), ("*x* _y_ `z`", "\\*x\\* \\_y\\_ \\`z\\`"), ("<script>&", "&lt;script&gt;&amp;"),
    ("[a](b) ![c](d)", "\\[a\\](b) \\!\\[c\\](d)"), ("# not a title", "\\# not a title"),
    ("see #12", "see \\#12"), ("ask @ana", "ask &#64;ana"), ("a@b.c", "a&#64;b.c"),
    ("https://a.b", "https&#58;//a.b"), ("www.a.b", "www\\.a.b"), ("it is :smile:", "it is &#58;smile:"),
    ("1. first", "1\\. first"), ("2) second", "2\\) second"), ("- item", "\\- item"), ("---", "\\---"),
    ("$x$", "\\$x\\$"), ("~~gone~~", "\\~\\~gone\\~\\~"), ("C:\\dir", "C&#58;\\\\dir"),
  ])
  func nothingIsTakenForMarkup(text: String, written: String) { #expect(MarkdownText.line(text) == written) }

  @Test(arguments: ["83.3 %", "-0.13", "2025-10-09 08:53 UTC", "one: two", "a-b", "(n = 20)", "3.5 to 4.0"])
  func plainTextStaysAsItIs(text: String) { #expect(MarkdownText.line(text) == text) }

  @Test func aFenceIsLongerThanAnyInside() {
    #expect(MarkdownText.fenced("a\n````\nb") == ["`````text", "a", "````", "b", "`````"])
    #expect(MarkdownText.fenced("x") == ["```text", "x", "```"])
  }
}
