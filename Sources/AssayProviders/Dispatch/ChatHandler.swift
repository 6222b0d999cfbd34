import AssayModel

/// The thread that asks for work ahead of time, makes requests of it, and hands out answers in groups: as many as came
/// in while the group before was written to the disk.
struct ChatHandler {
  let work: any ChatWork
  let exchange: JobExchange
  let contexts: [EndpointContext]
  let recorder: AnswerRecorder?
  let meter: TrafficMeter
  /// Time since the run began.
  let now: @Sendable () -> Duration
  /// Tells the other thread that there is something new.
  let wake: @Sendable () -> Void
  /// Tells the work what went over the wire so far.
  let tell: @Sendable () -> Void
  private let lanes: [String: Int]

  init(
    work: any ChatWork, exchange: JobExchange, contexts: [EndpointContext], recorder: AnswerRecorder?,
    meter: TrafficMeter, now: @escaping @Sendable () -> Duration, wake: @escaping @Sendable () -> Void,
    tell: @escaping @Sendable () -> Void
  ) {
    self.work = work
    self.exchange = exchange
    self.contexts = contexts
    self.recorder = recorder
    self.meter = meter
    self.now = now
    self.wake = wake
    self.tell = tell
    lanes = Dictionary(
      contexts.enumerated().map { ($1.endpoint.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func run() {
    while true {
      let task = exchange.nextTask()
      do {
        switch task {
        case .stop: return
        case .fetch(let count): exchange.fetched(try work.next(count).map { try prepare($0) })
        case .deliver(let outcomes): try deliver(outcomes)
        }
      } catch {
        exchange.fail(error)
      }
      wake()
      // Nothing is asked of work that has failed, neither are answers handed to it.
      if exchange.hasFailed { return }
    }
  }

  private func deliver(_ outcomes: [ChatOutcome]) throws {
    if let recorder {
      for outcome in outcomes { try record(outcome, recorder) }
    }
    // The work writes answers and what they cost in one go: whoever goes on after a kill counts what was paid.
    tell()
    let following = try prepare(work.finished(outcomes))
    let answered = outcomes.count { if case .success = $0.result { true } else { false } }
    meter.delivered(answered: answered, failed: outcomes.count - answered, now: now())
    exchange.delivered(following)
  }

  private func record(_ outcome: ChatOutcome, _ recorder: AnswerRecorder) throws {
    guard case .success(let answer) = outcome.result, let lane = lanes[outcome.job.model] else { return }
    let context = contexts[lane]
    try recorder.record(
      outcome.job.request, answer, model: context.endpoint.model, seconds: outcome.seconds, key: context.key)
  }

  private func prepare(_ jobs: [ChatJob]) throws -> [PreparedJob] {
    try jobs.map { job in
      guard let lane = lanes[job.model] else { throw ProviderError.unknownModel(model: job.model) }
      return contexts[lane].prepare(job, lane: lane)
    }
  }
}
