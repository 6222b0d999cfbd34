import AssayEngine
import AssayModel
import AssayStore
import Testing

@Suite struct JudgeEstimateTests {
  @Test func itSaysWhatARunTakesAndWritesNothing() throws {
    let workspace = try JudgeTesting.workspace(120)
    var options = JudgeTesting.options()
    options.endpoints[0].requestsPerMinute = 60
    let estimate = try JudgeEstimate.make(workspace: workspace, options: options, first: 2)
    #expect((estimate.examples, estimate.cached, estimate.requests) == (120, 0, 120))
    #expect(!estimate.isSampled)
    #expect(estimate.seconds == 120)
    #expect(estimate.first.count == 2)
    #expect(estimate.tokensOut == 120 * 90)
    let length = try #require(estimate.first.first?.request.messages.reduce(0) { $0 + $1.content.count })
    #expect(abs(estimate.tokensIn / 120 - length / 4) < 120)
    let cost = (Double(estimate.tokensIn) + 2 * Double(estimate.tokensOut)) / 1_000_000
    #expect(estimate.cost == cost)
    #expect(try workspace.judges().isEmpty)
    #expect(try workspace.runs(limit: 1).isEmpty)
  }

  @Test func whatIsOnDiskIsNotAskedForAndTellsTheLengthOfAnswers() throws {
    let workspace = try JudgeTesting.workspace(50)
    _ = try JudgeTesting.run(
      workspace, JudgeTesting.options(selection: .examples((1...20).map { ExampleID($0) })), ScriptedService()
    )
    var options = JudgeTesting.options(selection: .unjudged)
    let unjudged = try JudgeEstimate.make(workspace: workspace, options: options)
    #expect((unjudged.examples, unjudged.requests) == (30, 30))
    _ = try JudgeTesting.run(workspace, options, ScriptedService(atOnce: 8))
    options.selection = .all
    let all = try JudgeEstimate.make(workspace: workspace, options: options)
    // The first twenty were asked in a round of their own.
    #expect((all.examples, all.cached, all.requests) == (50, 30, 20))
    #expect(all.tokensOut == 20 * 20)
  }

  @Test func withoutAPriceThereIsNoCostAndWithNothingToDoItIsNothing() throws {
    let workspace = try JudgeTesting.workspace(3, model: "small-1")
    var options = JudgeTesting.options()
    options.endpoints[0].priceOut = nil
    let estimate = try JudgeEstimate.make(workspace: workspace, options: options)
    #expect(estimate.cost == nil)
    #expect(estimate.warnings.count == 1)
    #expect(estimate.seconds == nil)
    options.selection = .examples([])
    options.includesProbes = false
    #expect(try JudgeEstimate.make(workspace: workspace, options: options).cost == 0)
  }

  @Test func veryManyExamplesAreEstimatedByASample() throws {
    let workspace = try JudgeTesting.workspace(4_500)
    let estimate = try JudgeEstimate.make(workspace: workspace, options: JudgeTesting.options())
    #expect(estimate.isSampled)
    #expect((estimate.examples, estimate.requests) == (4_500, 4_500))
  }

  @Test func aPanelAndSamplesMultiply() throws {
    let workspace = try JudgeTesting.workspace(10)
    let options = JudgeTesting.options(models: ["one", "two"]) {
      $0.specification.samples = 3
      $0.specification.calls = .separate
    }
    #expect(try JudgeEstimate.make(workspace: workspace, options: options).requests == 10 * 2 * 3 * 4)
  }
}
