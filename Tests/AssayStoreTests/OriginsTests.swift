import AssayModel
import AssayStore
import AssayTesting
import Testing

@Suite struct OriginsTests {
  private let workspace: Workspace

  /// Two generated ones, a seed, three that were imported, of which one says that a model made it elsewhere.
  init() throws {
    workspace = try temporaryWorkspace()
    let run = try workspace.beginRun(kind: .generate, title: "direct", parameters: "{}", at: 1)
    let batch = try workspace.beginGeneration(run, technique: "direct") { _ in "{}" }
    func row(_ number: Int, _ batch: String, _ technique: String?) -> ImportRow {
      SampleRows.row(
        "text \(number)", key: "t-\(number)", batch: batch, provenance: Provenance(technique: technique))
    }
    try workspace.load([
      row(1, batch, "direct"), row(2, "seeds", "seed"), row(3, batch, "direct"), row(4, "rows", nil),
      row(5, "rows", nil), row(6, "rows", "direct"),
    ])
  }

  @Test func eachExampleCountsOnceByWhereItComesFrom() throws {
    #expect(try workspace.exampleOrigins() == ExampleOrigins(generated: 2, seeds: 1, imported: 3))
    let some = [1, 2, 2, 4, 4, 4].map { ExampleID($0) }
    #expect(try workspace.origins(of: some) == ExampleOrigins(generated: 1, seeds: 1, imported: 1))
    #expect(try workspace.origins(of: [ExampleID(99)]).all == 0)
  }

  @Test func copiesAndKnownBadProbesCountAsNone() throws {
    let original = try #require(try workspace.examples([ExampleID(1)]).first)
    let bad = NewProbe(
      origin: ExampleID(2), fields: [TextField(name: "text", text: "zzz")], label: nil, fault: .garbled,
      detail: "")
    _ = try workspace.addProbes([.repeat(of: original), bad], at: 1) { body, _, _, _, _ in body }
    #expect(try workspace.exampleCount() == 8)
    #expect(try workspace.exampleOrigins() == ExampleOrigins(generated: 2, seeds: 1, imported: 3))
  }
}
