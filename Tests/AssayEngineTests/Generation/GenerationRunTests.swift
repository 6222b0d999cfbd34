import AssayEngine
import AssayFormats
import AssayGeneration
import AssayModel
import AssayStore
import Foundation
import Testing

@Suite struct GenerationRunTests {
  @Test func directFillsItsQuotasWithExamplesThatSayWhereTheyComeFrom() throws {
    let workspace = try GenerationTesting.workspace()
    var options = GenerationTesting.options(count: 40) { $0.labels = .balanced }
    options.licence = "terms of big"
    let service = ScriptedService(ScriptedGenerator())
    let summary = try GenerationTesting.run(workspace, options, service)
    #expect(summary.ending == .finished)
    #expect(summary.shortfalls == [])
    #expect((summary.tally.taken, summary.tally.batch) == (40, "direct 1"))
    let rows = try GenerationTesting.rows(workspace, batch: "direct 1")
    #expect(rows.count == 40)
    #expect(rows.count { $0.label == "card" } == 20 && rows.count { $0.label == "fee" } == 20)
    let row = try #require(rows.first)
    #expect(row.key == "g\(summary.run.rawValue)-1-1")
    #expect(row.provenance.technique == "direct" && row.provenance.model == "big-model")
    #expect(row.provenance.promptVersion == GenerationPrompt.version(of: options.template))
    #expect(row.provenance.seeds.count == 5 && row.provenance.seeds.allSatisfy { $0.hasPrefix("s") })
    let example = try #require(try workspace.examples([row.id]).first)
    #expect(example.fields.map(\.name) == ["text"])
    let metadata = Dictionary(uniqueKeysWithValues: example.metadata.map { ($0.name, $0.text) })
    #expect(metadata["licence"] == "terms of big" && metadata["phrasing"] != nil)
    #expect(metadata["attribute_register"]?.hasPrefix("register") == true)
    let batch = try #require(try workspace.batches().last)
    #expect((batch.name, batch.technique, batch.count) == ("direct 1", "direct", 40))
    let run = try #require(try workspace.run(summary.run))
    #expect((run.state, run.title) == (.finished, "direct · big-model · 40"))
    #expect(run.progress.done == 40 && run.progress.generation?.taken == 40)
    #expect(try workspace.generationCalls(of: summary.run).allSatisfy { $0.result != nil })
  }

  @Test func paraphraseKeepsTheLabelsOfItsParents() throws {
    let workspace = try GenerationTesting.workspace()
    let options = GenerationTesting.options(.paraphrase, count: 24) { $0.labels = .balanced }
    let summary = try GenerationTesting.run(workspace, options, ScriptedService(ScriptedGenerator()))
    #expect(summary.shortfalls == [])
    let rows = try GenerationTesting.rows(workspace, batch: "paraphrase 1")
    #expect(rows.count == 24)
    for row in rows {
      let parent = try #require(row.provenance.parent)
      let number = try #require(Int(parent.dropFirst()))
      #expect(row.label == ["card", "fee"][number % 2])
    }
    #expect(Set(rows.compactMap(\.provenance.parent)).count == 12, "all parents come up")
  }
}
