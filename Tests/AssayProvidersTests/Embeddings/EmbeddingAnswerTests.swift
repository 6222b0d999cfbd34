import Testing

@testable import AssayProviders

@Suite struct EmbeddingAnswerTests {
  private func read(_ text: String, count: Int = 1) throws -> EmbeddingAnswer {
    try EmbeddingAnswer(Array(text.utf8), count: count)
  }

  @Test func elementsArePutInTheOrderOfTheRequest() throws {
    let answer = try read(
      #" {"x":{"a":[1,"]\"",null,true]},"data":[{"index":1,"embedding":[3,4e0]},{"embedding":[1.5E-1,-2],"index":0}]} "#,
      count: 2)
    #expect(answer.dimensions == 2)
    #expect(answer.values == [0.15, -2, 3, 4])
  }

  @Test func withoutIndicesTheOrderOfTheAnswerHolds() throws {
    #expect(try read(#"{"data":[{"embedding":[1]},{"embedding":[2]}]}"#, count: 2).values == [1, 2])
  }

  @Test(arguments: [
    "0", "-0.0", "1", "0.1", "-0.012345678901234567890123", "1e-7", "123456789012345678901234567890",
    "1.17549e-38",
    "3.4028235e38", "0.000000000000000000000000000000000000000012", "16777217", "9007199254740993", "-1.5E+2",
  ])
  func numbersAreThoseThatTheStandardLibraryReads(text: String) throws {
    #expect(try read("{\"data\":[{\"embedding\":[\(text)]}]}").values == [Float(text)!])
  }

  @Test(arguments: ["NaN", "null", "Infinity", "-Infinity", "1e999", "-NaN"])
  func whatIsNoNumberIsFoundWithItsPlace(text: String) {
    #expect(throws: EmbeddingAnswer.Problem.notFinite(index: 1)) {
      try read(
        "{\"data\":[{\"embedding\":[1,\(text)],\"index\":1},{\"embedding\":[1,2],\"index\":0}]}", count: 2)
    }
  }

  @Test(arguments: [
    (#"{"data":[{"embedding":[1]}]}"#, EmbeddingAnswer.Problem.count(expected: 2, found: 1)),
    (#"{"data":[]}"#, .count(expected: 2, found: 0)),
    (#"{"data":[{"embedding":[1]},{"embedding":[1,2]}]}"#, .dimensions(expected: 1, found: 2)),
    (
      #"{"data":[{"embedding":[1],"index":5},{"embedding":[1]}]}"#,
      .malformed(#"an "index" is 5, with 2 texts asked for"#)
    ),
    (#"{"data":[{"embedding":[1],"index":1},{"embedding":[1]}]}"#, .malformed(#"the "index" 1 comes twice"#)),
    (#"{"data":[{"embedding":[]},{"embedding":[]}]}"#, .malformed(#"the "embedding" of text 0 is empty"#)),
    (#"{"data":[{"embedding":"AAAA"}]}"#, .malformed(#"an "embedding" is no list of numbers"#)),
    (#"{"data":[{"embedding":["0.1"]}]}"#, .malformed(#"""" at byte 23; a number should be there"#)),
    (#"{"data":[{"index":0}]}"#, .malformed(#"an element of "data" has no "embedding""#)),
    (#"{"data":[{"index":0.5,"embedding":[1]}]}"#, .malformed(#"an "index" is no whole number"#)),
    (#"{"data":[3]}"#, .malformed(#"an element of "data" is no object"#)),
    (#"{"data":{}}"#, .malformed(#""data" is no list"#)),
    (#"{"object":"list"}"#, .malformed(#"it has no "data""#)),
    (#"{"data":[{"embedding":[1,2"#, .malformed("it ends in the middle, after 26 bytes")),
    (#"{"data":[]} x"#, .malformed(#""x" at byte 12"#)),
    ("<html>\u{1B}</html>", .malformed(#"it is no JSON object; it begins "<html> </html>""#)),
    ("[1]", .malformed(#"it is no JSON object; it begins "[1]""#)),
    ("", .malformed("it is empty")),
  ])
  func malformedAnswersAreExplained(text: String, problem: EmbeddingAnswer.Problem) {
    #expect(throws: problem) { try read(text, count: 2) }
  }

  @Test func deepNestingIsRefused() {
    #expect(throws: EmbeddingAnswer.Problem.malformed("it is nested too deeply")) {
      try read("{\"x\":" + String(repeating: "[", count: 200_000))
    }
  }

  @Test func everyCutOfAnAnswerIsNoticed() {
    let text = #"{"data":[{"embedding":[0.25,1e-3,null],"index":0,"s":"a\"b","t":true}]}"#
    for length in 0..<text.utf8.count {
      #expect(throws: EmbeddingAnswer.Problem.self) { try read(String(text.prefix(length))) }
    }
  }
}
