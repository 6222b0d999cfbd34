import AssayJudging
import AssayModel
import AssayStore

/// A candidate with all that it takes to ask it.
struct Trial {
  let bench: JudgeBench
  let desk: AnswerDesk
  let maker: JudgementMaker

  init(bench: JudgeBench, desk: AnswerDesk) {
    self.bench = bench
    self.desk = desk
    maker = JudgementMaker(bench: bench)
  }
}

/// Has several candidates judge examples, all in one go, and writes nothing but the models' answers.
final class TrialWork: TuneWork, @unchecked Sendable {
  // Used by one thread at a time: ``ChatWork`` promises it.
  private struct Waiting {
    var trial: Int
    var turn: AnswerDesk.Turn
  }

  private let workspace: Workspace
  private let trials: [Trial]
  private let ledger: TuneLedger
  private let run: RunID
  private let control: RunControl
  private let now: @Sendable () -> Int64
  /// What is still to be opened.
  private var queue: [(trial: Int, examples: ArraySlice<ExampleID>)]
  private var ready: [ChatJob] = []
  private var waiting: [[UInt8]: [Waiting]] = [:]
  private var hashes: [Int: [UInt8]] = [:]
  private var lastJob = 0
  private var outstanding: Set<Int> = []
  /// Why questions got no answer.
  private(set) var problem: ChatProblem?
  /// By trial and example.
  private(set) var judgements: [[ExampleID: Judgement]]

  private static let group = 32

  init(
    workspace: Workspace, trials: [(trial: Trial, examples: [ExampleID])], ledger: TuneLedger, run: RunID,
    control: RunControl, now: @escaping @Sendable () -> Int64
  ) {
    self.workspace = workspace
    self.trials = trials.map(\.trial)
    self.ledger = ledger
    self.run = run
    self.control = control
    self.now = now
    queue = trials.enumerated().map { ($0, $1.examples[...]) }
    judgements = trials.map { _ in [:] }
  }

  func next(_ count: Int) throws -> [ChatJob]? {
    while ready.count < count, let (trial, examples) = queue.first, control.stop == .no {
      let ids = Array(examples.prefix(Self.group))
      if ids.count < examples.count {
        queue[0].examples = examples.dropFirst(ids.count)
      } else {
        queue.removeFirst()
      }
      guard !ids.isEmpty else { continue }
      let cases = try trials[trial].desk.maker.cases(ids)
      try settle(trials[trial].desk.turns(cases), of: trial, opened: cases)
    }
    var jobs: [ChatJob] = []
    while jobs.count < max(1, count), let job = ready.first, control.stop == .no {
      guard let hash = hashes[job.id], ledger.take(hash) else {
        // The budget is at its end: what is not asked stays open.
        (ready, queue) = ([], [])
        break
      }
      ready.removeFirst()
      outstanding.insert(job.id)
      jobs.append(job)
    }
    return jobs.isEmpty ? nil : jobs
  }

  /// What was handed out and never came back: a service that stops has not sent it.
  var unsent: [[UInt8]] { outstanding.compactMap { hashes[$0] } }

  func finished(_ outcomes: [ChatOutcome]) throws -> [ChatJob] {
    var answers: [StoredAnswer] = []
    var waiters: [Int: [AnswerDesk.Turn]] = [:]
    for outcome in outcomes {
      outstanding.remove(outcome.job.id)
      guard let hash = hashes.removeValue(forKey: outcome.job.id) else { continue }
      let own = waiting.removeValue(forKey: hash) ?? []
      switch outcome.result {
      case .success(let answer):
        ledger.paid(outcome.cost)
        answers.append(
          StoredAnswer(
            hash: hash, model: outcome.job.model, answer: answer.withoutIdleAlternatives,
            seconds: outcome.seconds, cost: outcome.cost, at: now()))
        for waiter in own { waiters[waiter.trial, default: []].append(waiter.turn) }
      case .failure(let failure):
        problem = problem ?? failure
        ledger.paid(outcome.cost ?? 0)
        for waiter in own {
          waiter.turn.example.dialogues[waiter.turn.dialogue].fail(failure)
          close([waiter.turn.example], of: waiter.trial)
        }
      }
    }
    if !answers.isEmpty {
      try workspace.record(JudgingResult(answers: answers, run: (run, ledger.progress)), at: now())
    }
    let arrived = Dictionary(answers.map { ($0.hash, $0) }, uniquingKeysWith: { $1 })
    for (trial, turns) in waiters.sorted(by: { $0.key < $1.key }) {
      try settle(turns, of: trial, opened: turns.map(\.example), arrived: arrived)
    }
    // Questions back go through the budget as well.
    return try ready.isEmpty ? [] : next(ready.count) ?? []
  }

  private func settle(
    _ turns: [AnswerDesk.Turn], of trial: Int, opened: [JudgeCase], arrived: [[UInt8]: StoredAnswer] = [:]
  ) throws {
    for turn in try trials[trial].desk.advance(turns, arrived: arrived) {
      turn.example.isCached = false
      let hash = turn.hash
      waiting[hash, default: []].append(Waiting(trial: trial, turn: turn))
      if waiting[hash]?.count ?? 0 > 1 { continue }
      lastJob += 1
      hashes[lastJob] = hash
      ready.append(
        ChatJob(
          id: lastJob, model: trials[trial].bench.members[turn.member].endpoint.name,
          request: turn.example.dialogues[turn.dialogue].request))
    }
    close(opened, of: trial)
  }

  private func close(_ cases: [JudgeCase], of trial: Int) {
    for example in cases where example.isOver && !example.isClosed {
      example.isClosed = true
      // Without any answer there is nothing to measure; it is asked again when the run is gone on with.
      guard example.problem == nil else {
        ledger.judged(isCached: false, isFailed: true)
        continue
      }
      let (bench, maker) = (trials[trial].bench, trials[trial].maker)
      let members = bench.members.indices.map { maker.judgement(of: $0, on: example) }
      let whole = bench.isPanel ? maker.panel(members) : members[0]
      judgements[trial][example.example] = whole
      ledger.judged(isCached: example.isCached, isFailed: whole.failure != nil)
    }
  }
}
