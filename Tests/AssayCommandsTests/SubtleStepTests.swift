import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import Foundation
import Synchronization
import Testing

@testable import AssayCommands

/// Answers so many requests with an error that nobody overlooks, then ends as it was told; notes the budget.
private final class EndingService: ChatService {
  private let limit: Int
  private let ending: ChatEnding
  let budget = Mutex<Double?>(nil)

  init(_ limit: Int, then ending: ChatEnding) {
    self.limit = limit
    self.ending = ending
  }

  func run(
    _ work: any ChatWork, control: RunControl, budget: Double?,
    observe: @escaping @Sendable (ChatTraffic) -> Void
  ) throws -> ChatEnding {
    self.budget.withLock { $0 = budget }
    let answer = ChatAnswer(
      text: #"{"error": "the wrong row", "text": "the text of another row, long enough"}"#)
    for _ in 0..<limit {
      guard let job = try work.next(1)?.first else { break }
      _ = try work.finished([ChatOutcome(job: job, result: .success(answer), seconds: 0.1, cost: 0.25)])
    }
    var traffic = ChatTraffic()
    traffic.cost = 0.25 * Double(limit)
    observe(traffic)
    return ending
  }
}

/// Goes on until somebody stops it.
private struct WaitingService: ChatService {
  let begun: @Sendable () throws -> Void
  func run(
    _ work: any ChatWork, control: RunControl, budget: Double?,
    observe: @escaping @Sendable (ChatTraffic) -> Void
  ) throws -> ChatEnding {
    try begun()
    while control.stop == .no { Thread.sleep(forTimeInterval: 0.01) }
    return .stopped
  }
}

@Suite struct SubtleStepTests {
  private let workspace: Workspace
  private let endpoint = ModelEndpoint(name: "m", url: "http://localhost/v1", model: "model")

  init() throws {
    workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "assay-\(UUID().uuidString).jsonl")
    let lines = (0..<10).map {
      "{\"id\": \"row-\($0)\", \"text\": \"the text of row number \($0), long enough\", \"truth\": {\"verdict\": \"accept\"}}"
    }
    try Data(lines.joined(separator: "\n").utf8).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    _ = try ImportRun(workspace: workspace, sources: [.file(path.path)]).run()
  }

  /// What `assay probes make --count 0 --subtle 6` does with this service.
  private func make(
    _ service: any ChatService, budget: Double? = nil, begun: (RunID) -> Void = { _ in }
  ) throws -> (outcome: SubtleStep.Outcome, run: Run) {
    let run = ProbeRun(workspace: workspace, options: ProbeRun.Options(count: 0, seed: 1))
    let draft = try run.draft()
    let record = try ProbeRunRecord(workspace, draft, subtle: 6)
    begun(record.id)
    let step = SubtleStep(
      task: TaskSpecification(name: "test"), endpoint: endpoint, service: service, budget: budget)
    var outcome: SubtleStep.Outcome?
    try record.during {
      outcome = try step.write(
        6, run: run, draft: draft, workspace: workspace, record: record.id, isQuiet: true)
      return outcome
    }
    return (try #require(outcome), try #require(try workspace.run(record.id)))
  }

  @Test func aBudgetIsKeptAndTold() throws {
    let service = EndingService(2, then: .budgetSpent)
    let (outcome, run) = try make(service, budget: 0.5)
    #expect(service.budget.withLock { $0 } == 0.5)
    #expect(outcome.report.proposed == 2 && outcome.report.cost == 0.5 && outcome.code == 3)
    #expect(outcome.report.ending == "the budget does not allow the next request")
    #expect(run.state == .budgetSpent && run.progress.budget == 0.5)
    #expect(run.progress.done == 2 && run.progress.total == 6)
    #expect(run.progress.expectedCost == 1.5)
  }

  @Test func theEndingDecidesOnTheStateAndTheExitCode() throws {
    let whole = try make(EndingService(6, then: .finished))
    #expect(whole.outcome.code == 0 && whole.run.state == .finished && whole.outcome.report.ending == nil)
    let problem = ChatProblem(kind: .refused, message: "the server answered 401", stopsRun: true)
    let refused = try make(EndingService(0, then: .failed(problem)))
    #expect(refused.outcome.code == 4 && refused.run.state == .failed)
    #expect(refused.run.progress.ending == "the server answered 401")
  }

  @Test func itCanBeStoppedFromElsewhere() throws {
    let id = Mutex<RunID?>(nil)
    let service = WaitingService {
      if let run = id.withLock({ $0 }) { try workspace.setWish(RunWish(isCancelled: true), for: run) }
    }
    let (outcome, run) = try make(service) { begun in id.withLock { $0 = begun } }
    #expect(outcome.code == 130 && run.state == .cancelled)
  }

  @Test func aBudgetNeedsPricesAndAKeyThatIsSet() {
    var task = TaskSpecification(name: "test")
    task.models = [endpoint]
    func problem(_ change: (inout ModelEndpoint) -> Void, budget: Double?) -> String? {
      change(&task.models[0])
      do {
        _ = try SubtleStep(
          task: task, folder: URL(fileURLWithPath: "/"), environment: [:], model: "m", budget: budget)
        return nil
      } catch { return "\(error)" }
    }
    #expect(problem({ _ in }, budget: 1)?.contains("a budget needs prices: [models.m]") == true)
    #expect(problem({ _ in }, budget: nil) == nil)
    #expect(
      problem(
        {
          $0.priceIn = 0
          $0.priceOut = 0
        }, budget: 1) == nil)
    #expect(problem({ $0.keyVariable = "A_KEY" }, budget: nil)?.contains("A_KEY") == true)
  }
}
