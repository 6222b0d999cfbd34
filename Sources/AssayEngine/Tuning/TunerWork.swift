import AssayJudging
import AssayModel
import AssayStore

/// Asks the tuner one question. Its answer is kept as every other is.
final class TunerWork: TuneWork, @unchecked Sendable {
  // Used by one thread at a time: ``ChatWork`` promises it.
  private let workspace: Workspace
  private let endpoint: ModelEndpoint
  private let request: ChatRequest
  private let ledger: TuneLedger
  private let now: @Sendable () -> Int64
  private let hash: [UInt8]
  private var isAsked = false
  private(set) var answer: ChatAnswer?
  private(set) var problem: ChatProblem?

  init(
    workspace: Workspace, endpoint: ModelEndpoint, request: ChatRequest, ledger: TuneLedger,
    now: @escaping @Sendable () -> Int64
  ) throws {
    self.workspace = workspace
    self.endpoint = endpoint
    self.request = request
    self.ledger = ledger
    self.now = now
    hash = RequestHash(request, endpoint: endpoint).bytes
    if let stored = try workspace.answers([hash])[hash] {
      ledger.found(stored)
      answer = stored.answer
    }
  }

  func next(_ count: Int) throws -> [ChatJob]? {
    guard answer == nil, !isAsked, ledger.take(hash) else { return nil }
    isAsked = true
    return [ChatJob(id: 1, model: endpoint.name, request: request)]
  }

  var unsent: [[UInt8]] { isAsked && answer == nil && problem == nil ? [hash] : [] }

  func finished(_ outcomes: [ChatOutcome]) throws -> [ChatJob] {
    for outcome in outcomes {
      switch outcome.result {
      case .success(let answer):
        ledger.paid(outcome.cost)
        let stored = StoredAnswer(
          hash: hash, model: outcome.job.model, answer: answer, seconds: outcome.seconds, cost: outcome.cost,
          at: now())
        try workspace.record(JudgingResult(answers: [stored]), at: now())
        self.answer = answer
      case .failure(let problem):
        ledger.paid(outcome.cost ?? 0)
        self.problem = problem
      }
    }
    return []
  }
}
