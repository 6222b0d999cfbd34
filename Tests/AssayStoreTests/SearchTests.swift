import AssayModel
import AssayTesting
import Testing

@testable import AssayStore

@Suite struct SearchTests {
  let workspace: Workspace

  init() throws {
    workspace = try temporaryWorkspace()
    try workspace.load(
      [
        "The quick brown fox", "Crème BRÛLÉE recipe", "he said \"don't\" \\ stop\n\ttab", "brown recipe fox",
        "", "100% off_sale", "naïve cafe/bar", "Ça va? recipes", "\u{212a}elvin scale",
      ].map { SampleRows.row($0) })
  }

  private func search(_ expression: String, limit: Int = 100) throws -> [Int64] {
    try workspace.search(expression: expression, limit: limit).map(\.rawValue)
  }

  @Test func wordsPrefixesAndPhrases() throws {
    #expect(try search("\"brown\"") == [1, 4])
    #expect(try search("\"brown fox\"") == [1])
    #expect(try search("\"RECIPE\"*") == [2, 4, 8])
    #expect(try search("\"creme\" \"brulee\"") == [2])
    #expect(try search("\"don't\"") == [3])
    #expect(try search("\"fox\" NOT \"quick\"") == [4])
    #expect(try search("\"nothing\"").isEmpty)
  }

  @Test func pagesFollowEachOther() throws {
    #expect(try search("\"recipe\"*", limit: 2) == [2, 4])
    let next = try workspace.search(expression: "\"recipe\"*", after: ExampleID(4), limit: 2)
    #expect(next == [ExampleID(8)])
    #expect(try search("\"recipe\"", limit: 0).isEmpty)
  }

  @Test(arguments: [
    "\"\"", "\"\"\"\"", "\"'; DROP TABLE example; --\"", "\"a\u{1b}[31m\"", "\"%_\"", "\"NEAR(\"", "\"*\"",
    "\"日本語\"*", "\"\u{202e}\"",
  ])
  func quotedHostileWordsAreJustWords(_ expression: String) throws {
    _ = try search(expression)
    #expect(try workspace.exampleCount() == 9)
  }

  @Test(arguments: ["\"open", "AND", "(", "x:y", "\"a\" ^^"])
  func badExpressionsAreReported(_ expression: String) throws {
    let error = #expect(throws: WorkspaceError.self) { try search(expression) }
    guard case .badSearch(expression, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func cancelledSearchesEnd() throws {
    #expect(try workspace.search(expression: "\"recipe\"*", limit: 9) { true }.isEmpty)
    try workspace.load((0..<1500).map { SampleRows.row("number \($0)") })
    #expect(try workspace.searchSubstring("umber 14", limit: 9, isCancelled: { true }).isEmpty)
  }

  @Test(
    arguments: [
      ("ROW", [1, 4]), ("e f", [4]), ("n't\" \\ st", [3]), ("stop\n\t", [3]), ("%", [6]), ("f_s", [6]),
      ("E/B", [7]), ("brÛlée", [2]), ("ça V", [8]), ("kelvin", [9]), ("text", []), ("{", []), ("", []),
    ] as [(String, [Int64])])
  func substringsWhateverTheCase(_ text: String, _ expected: [Int64]) throws {
    #expect(try workspace.searchSubstring(text, limit: 100).map(\.rawValue) == expected)
  }

  @Test func substringPages() throws {
    #expect(try workspace.searchSubstring("recipe", limit: 2).map(\.rawValue) == [2, 4])
    #expect(try workspace.searchSubstring("recipe", after: ExampleID(4), limit: 2).map(\.rawValue) == [8])
  }

  @Test func escapedJSONIsFound() {
    let needle = SubstringNeedle("Abc")
    func mayOccur(_ json: String) -> Bool { Array(json.utf8).withUnsafeBytes(needle.mayOccur(inJSON:)) }
    #expect(mayOccur(#"{"t":"xaBCx"}"#))
    #expect(mayOccur(#"{"t":"\u0061bc"}"#))
    #expect(!mayOccur(#"{"t":"ab c \n \\"}"#))
    #expect(!mayOccur(""))
  }

  /// The index is cut into parts; a search must pass from one to the next.
  @Test func searchGoesOnInTheNextPart() throws {
    #expect(SearchIndex.part(of: 1) == 0)
    #expect(SearchIndex.part(of: 32_768) == 0)
    #expect(SearchIndex.part(of: 32_769) == 1)
    let writer = try workspace.beginImport(name: "big")
    for number in 10...32_772 {
      let text = number >= 32_767 ? "boundary" : "x"
      let row = SampleRows.row(text, key: "k\(number)")
      _ = try writer.add(row, contentHash: hash(row))
    }
    _ = try writer.finish()
    #expect(try search("\"boundary\"") == Array(32_767...32_772))
    #expect(try search("\"bound\"*", limit: 3) == [32_767, 32_768, 32_769])
    let rest = try workspace.search(expression: "\"boundary\"", after: ExampleID(32_768), limit: 9)
    #expect(rest.map(\.rawValue) == Array(32_769...32_772))
  }
}
