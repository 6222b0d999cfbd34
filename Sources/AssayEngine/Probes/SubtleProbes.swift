import AssayJudging
import AssayModel
import AssayStore
import Synchronization

/// Has a model write subtle errors into good examples. Each is written as a proposal as soon as it is there; it counts
/// nowhere until a person has confirmed it. Answers are kept, so a repeat costs nothing.
public final class SubtleProbes: ChatWork {
  /// What a model has brought so far.
  public struct Summary: Hashable, Sendable {
    public var proposed = 0
    /// Answers that were on disk.
    public var cached = 0
    /// Why answers were of no use, and how often.
    public var unusable: [String: Int] = [:]
    /// Without an answer.
    public var failed = 0
    public init() {}
  }

  private struct State {
    var next = 0
    var summary = Summary()
    var traffic = ChatTraffic()
  }

  let workspace: Workspace
  private let endpoint: ModelEndpoint
  private let prompts: [(origin: ExampleID, prompt: SubtlePrompt, place: ExampleID?)]
  let now: @Sendable () -> Int64
  private let state = Mutex(State())

  /// - Parameters:
  ///   - origins: good examples, with the places of their probes.
  ///   - seed: decides on the marks around the examples.
  public init(
    workspace: Workspace, endpoint: ModelEndpoint, task: String,
    origins: [(origin: ProbePlan.Origin, place: ExampleID?)], seed: UInt64,
    now: @escaping @Sendable () -> Int64
  ) {
    self.workspace = workspace
    self.endpoint = endpoint
    self.now = now
    prompts = origins.compactMap { origin, place in
      SubtlePrompt(origin.text, task: task, seed: seed).map { (origin.id, $0, place) }
    }
  }

  public var summary: Summary { state.withLock { $0.summary } }
  public var total: Int { prompts.count }

  func observe(_ traffic: ChatTraffic) { state.withLock { $0.traffic = traffic } }

  /// How far it is.
  var progress: RunProgress {
    let (summary, traffic) = state.withLock { ($0.summary, $0.traffic) }
    var progress = RunProgress()
    progress.total = prompts.count
    progress.done = summary.proposed + summary.failed + summary.unusable.values.reduce(0, +)
    progress.failed = summary.failed
    progress.cached = summary.cached
    progress.traffic = traffic
    let paid = progress.done - progress.cached
    if let cost = traffic.cost, paid > 0 {
      progress.expectedCost = cost + Double(progress.total - progress.done) * cost / Double(paid)
    }
    return progress
  }

  public func next(_ count: Int) throws -> [ChatJob]? {
    var jobs: [ChatJob] = []
    while jobs.count < max(1, count) {
      let index = state.withLock { state in
        defer { state.next += 1 }
        return state.next
      }
      guard index < prompts.count else { break }
      let hash = hash(index)
      if let answer = try workspace.answers([hash])[hash]?.answer {
        try take(answer, index)
        state.withLock { $0.summary.cached += 1 }
      } else {
        jobs.append(ChatJob(id: index, model: endpoint.name, request: prompts[index].prompt.request))
      }
    }
    return jobs.isEmpty ? nil : jobs
  }

  public func finished(_ outcomes: [ChatOutcome]) throws -> [ChatJob] {
    for outcome in outcomes {
      switch outcome.result {
      case .failure: state.withLock { $0.summary.failed += 1 }
      case .success(let answer):
        let stored = StoredAnswer(
          hash: hash(outcome.job.id), model: answer.model ?? endpoint.model, answer: answer,
          seconds: outcome.seconds,
          cost: outcome.cost, at: now())
        try workspace.record(JudgingResult(answers: [stored], judgements: [], run: nil), at: now())
        try take(answer, outcome.job.id)
      }
    }
    return []
  }

  private func hash(_ index: Int) -> [UInt8] {
    RequestHash(prompts[index].prompt.request, endpoint: endpoint).bytes
  }

  private func take(_ answer: ChatAnswer, _ index: Int) throws {
    let (origin, prompt, place) = prompts[index]
    switch prompt.read(answer) {
    case .failure(let problem): state.withLock { $0.summary.unusable[problem.reason, default: 0] += 1 }
    case .success(let made):
      _ = try workspace.addProbes(
        [
          NewProbe(
            origin: origin, fields: made.fields, label: made.label, fault: .subtle, detail: made.detail,
            status: .proposed, place: place)
        ], at: now())
      state.withLock { $0.summary.proposed += 1 }
    }
  }
}
