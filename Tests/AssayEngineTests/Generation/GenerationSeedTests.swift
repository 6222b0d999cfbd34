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
}
