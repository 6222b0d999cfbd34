import AssayJudging
import AssayModel
import AssayStore
import Foundation

/// The work of a judging run: questions out, answers in, judgements on disk.
///
/// Examples are opened a few at a time and forgotten when they are judged, so that memory does not grow with their number.
/// What is on disk counts, and nothing else: ``finished(_:)`` writes answers, judgements and progress in one transaction.
final class JudgingWork: ChatWork, @unchecked Sendable {
  // Everything but `board` is used by one thread at a time: ``ChatWork`` promises it.
  private let workspace: Workspace
  private let options: JudgeRun.Options
  private let desk: AnswerDesk
  private let maker: JudgementMaker
  private let plan: JudgePlan
  private let run: RunID
  private let control: RunControl
  private let isOffline: Bool

  private var order: JudgeOrder
  private var tally: JudgeTally
  private var family: FamilyWarning
  private var others: JudgedElsewhere
  /// nil: nothing comes any more but what is in ``order``.
  private var feed: (any ExampleFeed)?
  private var flagged: [ExampleID] = []
  /// Jobs that nobody has asked for yet.
  private var ready: [ChatJob] = []
  /// By the hash of a request on its way: who waits for the answer. Equal questions are asked once.
  private var waiting: [[UInt8]: [AnswerDesk.Turn]] = [:]
  private var hashes: [Int: [UInt8]] = [:]
  private var lastJob = 0

  private let board: RunBoard

  /// Examples to open at once.
  private static let group = 64
  /// How long to look for examples that need a request while others are on their way.
  private static let patience = Duration.milliseconds(200)

  init(
    workspace: Workspace, options: JudgeRun.Options, bench: JudgeBench, plan: JudgePlan, run: RunID,
    control: RunControl, isOffline: Bool
  ) throws {
    self.workspace = workspace
    self.options = options
    self.plan = plan
    self.run = run
    self.control = control
    self.isOffline = isOffline
    desk = try AnswerDesk(workspace: workspace, options: options, bench: bench, plan: plan) {
      control.stop != .no
    }
    maker = JudgementMaker(bench: bench)
    order = plan.order
    feed = isOffline ? nil : options.feed
    family = FamilyWarning(judges: bench.definition.models)
    others = JudgedElsewhere(judge: bench.version?.id, after: plan.serial)
    tally = JudgeTally(
      total: plan.order.count, dimensions: bench.dimensions, verdicts: plan.verdicts, rule: plan.rule,
      budget: options.budget)
    tally.show(tally.probes(plan.probes))
    board = RunBoard(tally.progress)
    try warnAtStart()
    board.set(tally.progress)
  }

  private var bench: JudgeBench { maker.bench }

  // MARK: What others see

  /// How far the run is; from any thread.
  var progress: RunProgress { board.progress() }

  /// From any thread.
  func observe(_ traffic: ChatTraffic) { board.set(traffic) }

  func summary(_ run: RunID, judge: JudgeVersion, ending: ChatEnding) -> JudgeSummary {
    var summary = tally.summary(run, judge: judge, ending: ending)
    let progress = board.progress()
    summary.members = bench.members.compactMap(\.version)
    summary.traffic = progress.traffic
    summary.warnings = progress.warnings
    summary.probes = tally.probes(plan.probes)
    summary.flagged = flagged.sorted()
    return summary
  }

  // MARK: Questions

  func next(_ count: Int) throws -> [ChatJob]? {
    let start = ContinuousClock.now
    while ready.count < count, control.stop == .no {
      // A long row of answers on disk must not keep those that come in from being written.
      if !waiting.isEmpty, ContinuousClock.now - start > Self.patience { return takeReady(count) }
      if order.left == 0, try !follow() {
        if !ready.isEmpty || !waiting.isEmpty { return takeReady(count) }
        usleep(50_000)
        continue
      }
      let ids = order.next(Self.group)
      if ids.isEmpty { break }
      try open(ids)
      if isOffline { leaveMissing() }
      waitWhilePaused()
    }
    let jobs = takeReady(count)
    // While more may come, only a wish to stop leads here.
    return jobs.isEmpty || control.stop != .no ? nil : jobs
  }

  /// Takes what has come since the last look.
  ///
  /// - Returns: false: nothing for now, but more may come.
  private func follow() throws -> Bool {
    guard let feed else { return true }
    guard let arrived = try feed.next() else {
      self.feed = nil
      return true
    }
    let new = try bench.version.map { try workspace.unjudged(by: $0.id, among: arrived) } ?? arrived
    if new.isEmpty { return false }
    order.append(new, seed: bench.seed)
    tally.expect(more: new.count)
    board.set(tally.progress)
    return true
  }

  private func takeReady(_ count: Int) -> [ChatJob] {
    let jobs = Array(ready.prefix(max(1, count)))
    ready.removeFirst(jobs.count)
    return jobs
  }

  /// Answers on disk need nobody who holds them back; with requests on their way there is no time to wait here.
  private func waitWhilePaused() {
    while control.isPaused, control.stop == .no, waiting.isEmpty { usleep(50_000) }
  }

  private func open(_ ids: [ExampleID]) throws {
    var ids = ids
    if plan.skipsJudged {
      let left = try others.remove(from: ids, workspace)
      tally.addElsewhere(ids.count - left.count)
      ids = left
    }
    let cases = try desk.maker.cases(ids)
    // A number without an example; it is in nobody's way.
    tally.addElsewhere(ids.count - cases.count)
    note(cases)
    ready += try settle(desk.turns(cases), opened: cases)
    expect(cases)
  }

  private func note(_ cases: [JudgeCase]) {
    for example in cases {
      if let warning = family.warning(generator: example.generator) { tally.warn(warning) }
      let isBad = plan.probes[example.example]?.isOwnRow == true
      if example.givesOrders, !isBad { flagged.append(example.example) }
    }
  }

  private func warnAtStart() throws {
    // The order is random, so these are a fair sample.
    var start = order
    for example in try workspace.examples(start.next(500)) {
      if let warning = family.warning(generator: example.provenance.model) { tally.warn(warning) }
    }
  }

  private func leaveMissing() {
    tally.missing += Set(waiting.values.joined().map { ObjectIdentifier($0.example) }).count
    waiting = [:]
    hashes = [:]
    ready = []
  }

  /// What the first examples are going to cost, by the length of their questions.
  private func expect(_ cases: [JudgeCase]) {
    if board.expectsCost { return }
    let asked = cases.filter { !$0.isCached }
    guard !asked.isEmpty else { return }
    var sum = 0.0
    for turn in desk.turns(asked) {
      guard let cost = desk.expectedCost(turn) else { return }
      sum += cost
    }
    board.expect(exampleCost: sum / Double(asked.count))
  }

  // MARK: Answers

  func finished(_ outcomes: [ChatOutcome]) throws -> [ChatJob] {
    var answers: [StoredAnswer] = []
    var turns: [AnswerDesk.Turn] = []
    var touched: [JudgeCase] = []
    let at = options.now()
    for outcome in outcomes {
      guard let hash = hashes.removeValue(forKey: outcome.job.id) else { continue }
      let waiters = waiting.removeValue(forKey: hash) ?? []
      touched += waiters.map(\.example)
      switch outcome.result {
      case .success(let answer):
        answers.append(
          StoredAnswer(
            hash: hash, model: outcome.job.model, answer: answer.withoutIdleAlternatives,
            seconds: outcome.seconds, cost: outcome.cost, at: at))
        for turn in waiters { turn.example.dialogues[turn.dialogue].hasNewAnswer = true }
        turns += waiters
      case .failure(let problem):
        for turn in waiters { turn.example.dialogues[turn.dialogue].fail(problem) }
      }
    }
    return try settle(turns, opened: touched, answers: answers)
  }

  /// Takes dialogues as far as they go, writes down what is done, and asks for the rest.
  ///
  /// - Parameter opened: the cases that may be over by now.
  private func settle(
    _ turns: [AnswerDesk.Turn], opened: [JudgeCase], answers: [StoredAnswer] = []
  ) throws -> [ChatJob] {
    let arrived = Dictionary(answers.map { ($0.hash, $0) }, uniquingKeysWith: { $1 })
    let open = try desk.advance(turns, arrived: arrived)
    let jobs = ask(open)
    try record(opened, answers)
    return jobs
  }

  private func ask(_ turns: [AnswerDesk.Turn]) -> [ChatJob] {
    var jobs: [ChatJob] = []
    for turn in turns {
      turn.example.isCached = false
      let hash = turn.hash
      if waiting[hash] != nil {
        waiting[hash]?.append(turn)
        continue
      }
      waiting[hash] = [turn]
      lastJob += 1
      hashes[lastJob] = hash
      jobs.append(
        ChatJob(
          id: lastJob, model: bench.members[turn.member].endpoint.name,
          request: turn.example.dialogues[turn.dialogue].request))
    }
    return jobs
  }

  private func record(_ cases: [JudgeCase], _ answers: [StoredAnswer]) throws {
    var result = JudgingResult(answers: answers)
    var next = tally
    var hasProbe = false
    for example in cases where example.isOver && !example.isClosed {
      example.isClosed = true
      let probe = plan.probes[example.example]
      hasProbe = hasProbe || probe != nil
      add(example, to: &result, &next, probe)
    }
    if hasProbe { next.show(next.probes(plan.probes)) }
    if !answers.isEmpty || !result.judgements.isEmpty {
      result.run = (run, board.progress(with: next.progress))
      try write(result, &next)
    }
    tally = next
    board.set(next.progress)
  }

  /// What is written here has been paid for, so it waits longer for others than a person would.
  private func write(_ result: JudgingResult, _ next: inout JudgeTally) throws {
    var tries = 1
    while true {
      do {
        return try workspace.record(result, at: options.now())
      } catch WorkspaceError.busy where tries < options.writeTries && control.stop != .immediate {
        tries += 1
        next.warn("another process keeps the workspace locked; answers wait until it lets go")
        tally.warn("another process keeps the workspace locked; answers wait until it lets go")
        board.set(tally.progress)
      }
    }
  }

  private func add(
    _ example: JudgeCase, to result: inout JudgingResult, _ next: inout JudgeTally, _ probe: Probe?
  ) {
    let answered = bench.members.indices.filter { example.problem(ofMember: $0) == nil }
    let judgements = answered.map { (member: $0, judgement: maker.judgement(of: $0, on: example)) }
    for (member, judgement) in judgements {
      guard let version = bench.members[member].version else { continue }
      result.judgements.append((version.id, example.example, judgement))
    }
    if let problem = example.problem {
      next.addUnanswered(problem)
      return
    }
    let whole = bench.isPanel ? maker.panel(judgements.map(\.judgement)) : judgements[0].judgement
    if let version = bench.version { result.judgements.append((version.id, example.example, whole)) }
    next.add(whole, on: example.example, probe: probe, isCached: example.isCached)
  }
}
