import AssayEngine
import AssayGeneration
import AssayModel
import AssayStore
import Foundation
import Testing

@Suite struct SeedCheckTests {
  private let files: TemporaryFiles

  init() throws { files = try TemporaryFiles() }

  private func file(_ name: String, _ texts: [String]) throws -> String {
    try files.write(
      name, texts.map { "{\"text\": \(JSONText.string($0)), \"label\": \"a\"}" }.joined(separator: "\n"))
  }

  private func check(_ settings: DuplicateSettings, _ samples: [SeedSample]) throws -> SeedCheck.Result {
    try SeedCheck(labels: ["a"], settings: settings).run(samples)
  }

  @Test func copiesAndHeldOutRowsAreFoundByWords() throws {
    let seeds = try file(
      "seeds.jsonl",
      [
        "My card has not come yet and I have waited for two weeks", "something else altogether",
        "my card has not come yet, and I have waited for two weeks!",
        "How do I close the account of my late father",
        "an unlike text",
      ])
    let test = try file(
      "test.jsonl",
      ["nothing like it at all", "How do I close the account of my late father?", "another real one"])
    var settings = DuplicateSettings()
    settings.references = [
      ReferenceSet(name: "real", file: test, role: .test),
      // Seeds are like themselves: such a set is not asked.
      ReferenceSet(name: "own", file: seeds, role: .seeds),
    ]
    let result = try check(settings, try SeedReader().rows(of: [seeds]))
    #expect(result.heldOut == [SeedCheck.ComparedSet(name: "real", rows: 3, matches: 1)])
    let findings = result.report.findings
    #expect(findings.first?.code == "held-out")
    #expect(findings.first?.places == ["line 4 is like line 2 of real"])
    #expect(findings.first { $0.code == "copies" }?.places == ["line 1 and line 3"])
    #expect(result.report.labels == [.init("a", 5)])
  }

  @Test func aLabelThatDiffersHidesNoCopy() throws {
    var settings = DuplicateSettings()
    settings.same = ["label"]
    settings.methods = [.embedding]
    let samples = ["a", "b"].map {
      SeedSample(place: $0, fields: [TextField(name: "text", text: "the same text of some words")], label: $0)
    }
    #expect(try check(settings, samples).report.findings.contains { $0.code == "two-labels" })
  }

  @Test func aHeldOutFileThatIsMissingIsAnError() throws {
    var settings = DuplicateSettings()
    settings.references = [ReferenceSet(name: "x", file: files.path("missing.jsonl"), role: .test)]
    let samples = [SeedSample(place: "1", fields: [TextField(name: "text", text: "a")])]
    #expect(throws: (any Error).self) { try check(settings, samples) }
  }

  @Test func filesOfSeveralFormsAreReadAndBadLinesTold() throws {
    let csv = try files.write("a.csv", "text,category\n\"one, two\",x\nthree,y\n")
    let lines = try files.write("b.jsonl", "{\"text\": \"four\", \"difficulty\": \"hard\"}\nnonsense\n")
    var problems: [ImportProblem] = []
    let samples = try SeedReader { problems.append($0) }.rows(of: [csv, lines])
    #expect(samples.map(\.label) == ["x", "y", nil])
    #expect(samples.map(\.place) == ["\(csv) line 2", "\(csv) line 3", "\(lines) line 1"])
    #expect(samples[2].difficulty == "hard")
    #expect(problems.map(\.line) == [2])
    let mapped = try files.write("c.jsonl", "{\"a\": {\"b\": \"five\"}}\n")
    let mapping = FieldMapping(entries: [FieldMapping.Entry(field: "text", path: "a.b")])
    #expect(try SeedReader(mapping: mapping).rows(of: [mapped]).first?.fields.first?.text == "five")
  }

  @Test func aBatchIsReadWithoutItsProbes() throws {
    let corpus = try DuplicateCorpus()
    try corpus.add(["one text", "two texts", "three"])
    let batch = try #require(try corpus.workspace.batches().first)
    let probe = NewProbe(
      origin: ExampleID(1), fields: [TextField(name: "text", text: "bad")], label: nil, fault: .garbled,
      detail: "")
    _ = try corpus.workspace.addProbes([probe], at: 1)
    let samples = try #require(try SeedReader().batch(named: batch.name, in: corpus.workspace))
    #expect(samples.flatMap(\.fields).map(\.text) == ["one text", "two texts", "three"])
    #expect(try SeedReader().batch(named: "no such batch", in: corpus.workspace) == nil)
  }
}
