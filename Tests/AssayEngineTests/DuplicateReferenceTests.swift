import AssayEngine
import AssayModel
import AssayStore
import Foundation
import Testing

/// Examples against sets outside the workspace.
@Suite struct DuplicateReferenceTests {
  private let corpus: DuplicateCorpus
  private let files: TemporaryFiles

  init() throws {
    corpus = try DuplicateCorpus()
    files = try TemporaryFiles()
  }

  private static let near = "the invoice for march lists two charges of the same amount on the same day"

  private func settings(_ sets: ReferenceSet...) -> DuplicateSettings {
    var settings = DuplicateSettings()
    settings.methods = [.exact, .minhash, .masked]
    settings.references = sets
    return settings
  }

  private func set(_ name: String, _ role: ReferenceSet.Role, _ lines: [String]) throws -> ReferenceSet {
    let rows = lines.map { "{\"question\": \(JSONText.string($0))}" }
    return ReferenceSet(name: name, file: try files.write(name, rows.joined(separator: "\n")), role: role)
  }

  @discardableResult
  private func run(_ settings: DuplicateSettings, model: (any EmbeddingModel)? = nil) throws
    -> DuplicateSummary
  {
    try DuplicateRun(workspace: corpus.workspace, settings: settings, embedding: model).run()
  }

  private func matches() throws -> [[Int]] {
    try corpus.workspace.referenceMatches().map { [Int($0.example.rawValue), $0.line] }
  }

  @Test func examplesThatAreLikeTestRowsAreFound() throws {
    try corpus.add([
      "something else entirely, with words of its own and no others", Self.near + "!",
      Self.near + " and more", Self.near.uppercased(),
    ])
    let test = try set("test.jsonl", .test, ["not like anything that is there at all", Self.near, Self.near])
    let summary = try run(settings(test))
    #expect(
      summary.references == [
        DuplicateSummary.Reference(
          name: "test.jsonl", role: .test, rows: 3, matchedRows: 2, examples: 3, refused: 0)
      ])
    // Copies of one another match all that one of them does, on both sides.
    #expect(try Set(matches()) == [[2, 2], [2, 3], [3, 2], [3, 3], [4, 2], [4, 3]])
    let match = try #require(try corpus.workspace.referenceMatches(of: ExampleID(2)).first)
    #expect(match.method == .exact)
    #expect(match.similarity == 1)
    #expect(match.role == .test)
    #expect(match.text == Self.near)
    #expect(try corpus.workspace.referenceMatches(of: ExampleID(3)).allSatisfy { $0.method == .minhash })
  }

  @Test func onlyNewExamplesAreComparedWithASetThatIsTheSame() throws {
    try corpus.add([Self.near, "something else entirely, with words of its own"])
    let test = try set("seeds.jsonl", .seeds, [Self.near])
    try run(settings(test))
    #expect(try matches() == [[1, 1]])
    try corpus.add([Self.near + " again"])
    let summary = try run(settings(test))
    #expect(try matches() == [[1, 1], [3, 1]])
    #expect(summary.references.first?.examples == 2)
    // Another content of the file: all are compared.
    try run(settings(try set("seeds.jsonl", .seeds, ["something else entirely, with words of its own"])))
    #expect(try matches() == [[2, 1]])
    // No set any more: nothing is left of it.
    try run(settings())
    #expect(try matches().isEmpty)
  }

  @Test func setsAreComparedByVectorsToo() throws {
    try corpus.add(["abc def ghi jkl", "zzzz"])
    var settings = settings(try set("o.jsonl", .other, ["jkl ghi def abc"]))
    settings.methods = [.embedding]
    try run(settings, model: LetterModel())
    let found = try corpus.workspace.referenceMatches()
    #expect(found.map(\.method) == [.embedding])
    #expect(found.map(\.example.rawValue) == [1])
  }

  /// A row that has a copy among the examples is like their neighbours as well.
  @Test func aRowWithACopyMatchesByVectorsToo() throws {
    try corpus.add(["abc def ghi jkl", "jkl ghi def abc", "zzzz"])
    var settings = settings(try set("o.jsonl", .other, ["abc def ghi jkl"]))
    settings.methods = [.embedding]
    try run(settings, model: LetterModel())
    let found = try corpus.workspace.referenceMatches()
    #expect(found.map(\.example.rawValue) == [1, 2])
    #expect(found.map(\.method) == [.exact, .embedding])
  }

  @Test func brokenLinesOfASetAreToldAndTheRestIsCompared() throws {
    try corpus.add([Self.near])
    let path = try files.write("bad.jsonl", "{\"text\": \n\n{\"question\": \(JSONText.string(Self.near))}\n")
    let summary = try run(settings(ReferenceSet(name: "bad", file: path, role: .other)))
    #expect(summary.references.first?.refused == 1)
    #expect(summary.referenceProblems.map(\.line) == [1])
    #expect(try matches() == [[1, 3]])
  }

  @Test func aSetThatIsNotThereIsAnError() throws {
    try corpus.add([Self.near])
    let missing = ReferenceSet(name: "gone", file: "/no/such/file.jsonl", role: .test)
    #expect(throws: (any Error).self) { try run(settings(missing)) }
  }

  @Test func labelsThatDifferDoNotHideContamination() throws {
    try corpus.addRows([
      #"{"text": "\#(Self.near)", "label": "x"}"#, #"{"text": "\#(Self.near)", "label": "y"}"#,
    ])
    var settings = settings(try set("t.jsonl", .test, [Self.near]))
    settings.same = ["label"]
    let summary = try run(settings)
    #expect(summary.clusters == 0)
    #expect(try matches() == [[1, 1], [2, 1]])
  }
}
