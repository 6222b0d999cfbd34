import AssayEngine
import AssayGeneration
import AssayModel
import AssayStore
import Testing

@Suite struct GenerationEstimateTests {
  @Test func itSaysWhatARunThatGoesWellSends() throws {
    let workspace = try GenerationTesting.workspace()
    let options = GenerationTesting.options(count: 45) { $0.labels = .balanced }
    let estimate = try GenerationEstimate.make(workspace: workspace, options: options, first: 3)
    let service = ScriptedService(ScriptedGenerator())
    #expect(try workspace.runs(limit: 1).isEmpty, "nothing is written")
    let summary = try GenerationTesting.run(workspace, options, service)
    #expect(summary.shortfalls == [])
    #expect(estimate.calls == service.sent.count)
    #expect(estimate.first.count == 3 && estimate.first.first?.request.schema?.name == "attributes")
    #expect(estimate.seeds == 12 && estimate.quotas.map(\.wanted) == [23, 22])
    let cost = try #require(estimate.cost)
    #expect(cost > 0 && estimate.tokensIn > 1_000 && estimate.tokensOut > 500)
    #expect(estimate.seconds == nil && estimate.warnings == [])
  }

  @Test func whatLaterCallsAreToldToDifferFromIsCounted() throws {
    let workspace = try GenerationTesting.workspace()
    let options = GenerationTesting.options(count: 100) { $0.drawsAttributes = false }
    let estimate = try GenerationEstimate.make(workspace: workspace, options: options, first: 1)
    let service = ScriptedService(ScriptedGenerator())
    _ = try GenerationTesting.run(workspace, options, service)
    let sent = service.sent.reduce(0) { $0 + TokenEstimate.expected(in: $1.request) }
    #expect(abs(Double(estimate.tokensIn) / Double(sent) - 1) < 0.15, "\(estimate.tokensIn) for \(sent)")
    let shown = estimate.first.map(\.request.replayText)
    #expect(shown.count == 1 && !shown[0].contains("DIFFERENT FROM"))
  }

  @Test func stagesChecksAndLimitsAreCounted() throws {
    let workspace = try GenerationTesting.workspace()
    var options = GenerationTesting.options(.backTranslation, count: 24) {
      $0.variants = ["German > Finnish"]
    }
    options.endpoints[0].requestsPerMinute = 60
    options.checks = [OneRequest()]
    let estimate = try GenerationEstimate.make(workspace: workspace, options: options)
    // Twelve parents in two calls of ten and two, then both again; each goes through three stages.
    #expect(estimate.calls == 9 && estimate.checks == 3)
    #expect(estimate.parents == 12 && estimate.seconds == 12)
  }

  @Test func fewerParentsThanACallHasRoomForMakeMoreCalls() throws {
    let workspace = try GenerationTesting.workspace()
    let options = GenerationTesting.options(.contextVariation, count: 36) {
      $0.variants = ["a hospital", "a shop", "a school"]
      $0.perCall = 30
    }
    let estimate = try GenerationEstimate.make(workspace: workspace, options: options)
    let service = ScriptedService(ScriptedGenerator())
    let summary = try GenerationTesting.run(workspace, options, service)
    #expect(summary.shortfalls == [] && service.sent.count == 3)
    #expect(estimate.calls == 3)
  }

  @Test func noAnswerIsLongerThanTheEndpointAllows() throws {
    let workspace = try GenerationTesting.workspace()
    var options = GenerationTesting.options(count: 100) { $0.drawsAttributes = false }
    let free = try GenerationEstimate.make(workspace: workspace, options: options)
    #expect(free.tokensOut > 10 * 100)
    options.endpoints[0].maxTokens = 100
    let capped = try GenerationEstimate.make(workspace: workspace, options: options)
    #expect(capped.calls == 10 && capped.tokensOut == 10 * 100)
    let (cheap, dear) = (try #require(capped.cost), try #require(free.cost))
    #expect(cheap < dear)
  }

  @Test func aHugeOrderIsEstimatedFromAFewCalls() throws {
    let workspace = try GenerationTesting.workspace()
    let estimate = try GenerationEstimate.make(
      workspace: workspace, options: GenerationTesting.options(count: 100_000))
    #expect(estimate.calls == 10_001)
  }

  @Test func whatIsMissingIsSaid() throws {
    let few = try GenerationEstimate.make(
      workspace: try GenerationTesting.workspace(3), options: GenerationTesting.options())
    #expect(few.warnings.contains { $0.contains("3 seeds") })
    var pointedAt = GenerationTesting.options()
    pointedAt.order.seeds = .examples([ExampleID(1)])
    let like = try GenerationEstimate.make(
      workspace: try GenerationTesting.workspace(3), options: pointedAt)
    #expect(like.seeds == 1 && like.warnings == [], "who points at an example knows that it is one")
    var unpriced = GenerationTesting.options()
    unpriced.endpoints[0].priceIn = nil
    let estimate = try GenerationEstimate.make(
      workspace: try GenerationTesting.workspace(), options: unpriced)
    #expect(estimate.cost == nil)
    for technique in [Technique.paraphrase, .distillation] {
      #expect(throws: GenerationProblem.self) {
        try GenerationEstimate.make(
          workspace: try GenerationTesting.workspace(0), options: GenerationTesting.options(technique))
      }
    }
    #expect(throws: GenerationProblem.self) {
      try GenerationEstimate.make(
        workspace: try GenerationTesting.workspace(), options: GenerationTesting.options(.backTranslation))
    }
    var bad = GenerationTesting.options()
    bad.template = "{{nothing}}"
    #expect(throws: GenerationProblem.self) {
      try GenerationEstimate.make(workspace: try GenerationTesting.workspace(), options: bad)
    }
  }
}

private struct OneRequest: CandidateCheck {
  let name = "one"
  func requests(_ candidates: [GeneratedExample], secret: [UInt8]) -> [CheckRequest] {
    [CheckRequest(model: "big", request: ChatRequest(messages: [.init(.user, "fine?")]))]
  }
  func checked(
    _ candidates: [GeneratedExample], answers: [Result<ChatAnswer, ChatProblem>]
  ) -> [CheckedExample] { candidates.map { CheckedExample($0) } }
}
