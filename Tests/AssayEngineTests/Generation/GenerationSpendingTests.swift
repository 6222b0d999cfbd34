import AssayGeneration
import AssayModel
import AssayStore
import Testing

@testable import AssayEngine

@Suite struct GenerationSpendingTests {
  private let workspace: Workspace
  private let options = GenerationTesting.options(count: 10) { $0.seed = 9 }

  init() throws { workspace = try GenerationTesting.workspace() }

  private func run(_ kind: Run.Kind, _ parameters: String, cost: Double?) throws -> RunID {
    let id = try workspace.beginRun(kind: kind, title: "run", parameters: parameters, at: 1)
    var progress = RunProgress()
    progress.traffic.cost = cost
    try workspace.updateRun(id, state: .cancelled, progress: progress, at: 2)
    return id
  }

  private func generated(_ first: RunID?, cost: Double?) throws -> RunID {
    var parameters = GenerationParameters(options)
    parameters.first = first
    return try run(.generate, parameters.json, cost: cost)
  }

  private func judged(_ origin: String?, cost: Double) throws {
    var judge = JudgeRun.Options(definition: CheckSamples.judge(), endpoints: [])
    judge.origin = origin
    _ = try run(.judge, JudgeParameters(judge, fingerprint: [1]).json, cost: cost)
  }

  @Test func allProcessesOfTheWorkAndTheirJudgesCountAndNothingElse() throws {
    let origin = GenerationSpending.origin(of: options.order)
    try judged(origin, cost: 100)
    _ = try generated(nil, cost: 200)
    try judged(origin, cost: 0.25)
    let first = try generated(nil, cost: 1)
    try judged(nil, cost: 400)
    try judged("pipeline 1, stage 2", cost: 800)
    let second = try generated(first, cost: 2)
    try judged(origin, cost: 0.5)
    _ = try generated(first, cost: nil)
    for id in [first, second] {
      #expect(try GenerationSpending(workspace).before(goingOnWith: id) == 3.75)
    }
    // Several runs of one piece of work count once, those of another besides.
    let other = try generated(nil, cost: 16)
    let spending = GenerationSpending(workspace)
    #expect(try spending.before(goingOnWith: [first, second]) == 3.75)
    #expect(try spending.before(goingOnWith: [other, second]) == 19.75)
    #expect(try spending.before(goingOnWith: []) == 0)
  }
}
