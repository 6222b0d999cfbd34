import AssayStatistics
import Testing

@testable import AssayText

@Suite struct NormalizationTests {
  @Test(arguments: [
    ("", ""), (" \t\r\n", ""), ("...!?", ""), ("Don’t  PANIC!", "dont panic"),
    ("don't", "dont"), ("'tis 'quoted'", "tis quoted"),
    ("Straße", "strasse"), ("ΣΊΣΥΦΟΣ", "σίσυφοσ"), ("ﬁne ① ｆｕｌｌ", "fine 1 full"),
    ("cafe\u{301} Café", "café café"), ("zero\u{200B}width\u{FE0F}", "zerowidth"),
    ("a\u{0}b\u{1B}[31mc", "a b 31mc"), ("$5 + C++ <b>", "$5 + c++ <b>"), ("snake_case-x", "snake case x"),
    ("你好，世界。", "你好 世界"), ("e\u{200D}\u{301}", "é"), ("wait…what", "wait what"),
    ("\u{202E}abc\u{2066}", "abc"), ("a\u{3000}b\u{A0}c", "a b c"), ("Ω≈ç", "ω≈ç"), ("👍🏽 Ok", "👍🏽 ok"),
  ])
  func shingling(text: String, expected: String) {
    #expect(Normalization.shingling.normalized(text).unicodeScalars.elementsEqual(expected.unicodeScalars))
  }

  @Test func everyStepCanBeLeftOut() {
    let text = "  Ａ,  É  "
    #expect(Normalization([]).normalized(text) == text)
    #expect(Normalization([.compatibility]).normalized(text) == "  A,  É  ")
    #expect(Normalization([.caseFolding]).normalized(text) == "  ａ,  é  ")
    #expect(Normalization([.whiteSpace]).normalized(text) == "Ａ, É")
    #expect(Normalization([.punctuation]).normalized(text) == "  Ａ   É  ")
    #expect(Normalization.exact.normalized(text) == "a, é")
  }

  @Test func exactKeepsWhatTellsProgramsApart() {
    #expect(Normalization.exact.normalized("f(x)") != Normalization.exact.normalized("f[x]"))
    #expect(Normalization.exact.normalized("F(X)\n") == Normalization.exact.normalized("f(x)"))
  }

  /// The quick road must be a short cut, never another way: every scalar of Unicode, alone between
  /// letters, before a combining mark, and after another scalar that composes.
  @Test func quickAndSlowRoadAgreeOnEveryScalar() {
    for options in [Normalization.shingling.options, Normalization.exact.options] {
      let normalization = Normalization(options)
      var simple = 0
      for value in UInt32(0)...0x1FBFF {
        guard let scalar = Unicode.Scalar(value) else { continue }
        for text in ["a\(scalar)b", " \(scalar) ", "가\(scalar)が"] {
          var copy = text
          guard let quick = copy.withUTF8({ normalization.fastBytes($0) }) else { continue }
          simple += 1
          let slow = normalization.slowBytes(text)
          if quick != slow {
            Issue.record("U+\(String(value, radix: 16)): \(quick) is not \(slow)")
          }
        }
      }
      #expect(simple > 90_000)
    }
  }

  @Test func normalizingTwiceChangesNothing() {
    var random = RepeatableGenerator(seed: 3)
    let pieces = [
      "a", "Z", " ", "ß", "ﬀ", "Ǆ", "\u{301}", "İ", "。", "が", "か\u{3099}", "\u{1100}", "\u{1161}", "½", "'",
      "\u{200D}", "…", "ς", "_", "\n",
    ]
    for _ in 0..<2_000 {
      let text = (0..<8).map { _ in pieces.randomElement(using: &random)! }.joined()
      for normalization in [Normalization.shingling, .exact] {
        let once = normalization.normalizedBytes(text)
        #expect(normalization.normalizedBytes(String(decoding: once, as: UTF8.self)) == once)
      }
    }
  }
}
