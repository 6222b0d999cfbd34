import AssayEngine
import AssayGeneration
import AssayModel
import AssayStore
import Testing

@Suite struct GenerationSeedTests {
  @Test func whatWasGeneratedIsNoSeedBeforeAnybodyAcceptsIt() throws {
    let workspace = try GenerationTesting.workspace(12)
    let options = GenerationTesting.options(count: 20)
    let summary = try GenerationTesting.run(workspace, options, ScriptedService(ScriptedGenerator()))
    #expect(summary.shortfalls == [])
    #expect(try workspace.exampleCount() == 32)
    #expect(try GenerationEstimate.make(workspace: workspace, options: options).seeds == 12)
    let own = GenerationTesting.options(count: 20) { $0.seeds = .batch("direct 1") }
    #expect(try GenerationEstimate.make(workspace: workspace, options: own).seeds == 20)
  }

  @Test func givenExamplesStaySeedsUntilTenGeneratedOnesAreAccepted() throws {
    let workspace = try GenerationTesting.workspace(12)
    let options = GenerationTesting.options(count: 20)
    _ = try GenerationTesting.run(workspace, options, ScriptedService(ScriptedGenerator()))
    func seeds() throws -> Int { try GenerationEstimate.make(workspace: workspace, options: options).seeds }
    func decide(_ numbers: some Sequence<Int64>, _ action: Decision.Action) throws {
      _ = try workspace.append(
        numbers.map { NewDecision(example: ExampleID($0), action: action) }, reviewer: "ana", at: 1_000)
    }
    // A given one that is accepted is one of them already; one that is rejected is none any more.
    try decide([1], .accept)
    #expect(try seeds() == 12)
    try decide([2], .reject)
    #expect(try seeds() == 11)
    try decide(13...13, .accept)
    #expect(try seeds() == 12, "the first accepted one does not replace what was given")
    try decide(14...21, .accept)
    #expect(try seeds() == 20)
    try decide([22], .accept)
    #expect(try seeds() == 11, "ten generated ones and the given one that was accepted")
  }
}
