import AssayCalibration
import AssayJudging
import AssayModel
import AssayStore

/// Why tuning ends before it is through.
enum TuneStop: Error {
  /// Somebody asked for it.
  case stopped
  case spent(TuneLedger.Limit)
  case failed(ChatProblem)
}

/// Questions that are paid from the budget of a tuning.
protocol TuneWork: ChatWork {
  /// The hashes of what was handed out and never sent.
  var unsent: [[UInt8]] { get }
}

/// What every candidate has said so far, and the means to ask for more.
final class TuneTable {
  let workspace: Workspace
  let options: TuneRun.Options
  let ledger: TuneLedger
  let run: RunID
  let control: RunControl
  private let service: any ChatService
  private var trials: [Int: Trial] = [:]
  private var judgements: [Int: [ExampleID: Judgement]] = [:]
  private var neighbours: NeighbourPool?

  init(
    workspace: Workspace, options: TuneRun.Options, ledger: TuneLedger, run: RunID, control: RunControl,
    service: any ChatService
  ) {
    self.workspace = workspace
    self.options = options
    self.ledger = ledger
    self.run = run
    self.control = control
    self.service = service
  }

  func judgement(_ candidate: Int, _ example: ExampleID) -> Judgement? { judgements[candidate]?[example] }

  /// The rows with what a candidate says of them.
  func scored(_ rows: [TuningRow], by candidate: Int) -> [TuningRow] {
    rows.map { row in
      var row = row
      for score in judgements[candidate]?[row.example]?.scores ?? [] {
        if let value = score.value { row.scores[score.dimension] = value }
      }
      return row
    }
  }

  /// Rows of the calibration set with what a candidate says of them. An answer that could not be read counts as the
  /// lowest scores: what has no score is not kept.
  func scored(_ rows: [CalibrationRow], by candidate: TuneCandidate) -> [CalibrationRow] {
    rows.map { row in
      var row = row
      row.scores = [:]
      for score in judgements[candidate.id]?[row.example]?.scores ?? [] {
        row.scores[score.dimension] = score.value
      }
      for dimension in candidate.definition.dimensions where row.scores[dimension.name] == nil {
        row.scores[dimension.name] = Double(dimension.minimum)
      }
      return row
    }
  }

  /// Has candidates judge examples. What they have judged before is not asked again.
  ///
  /// - Throws: ``TuneStop`` when not every one of them has an answer.
  func judge(_ wishes: [(candidate: TuneCandidate, examples: [ExampleID])]) throws {
    let open = try wishes.map { candidate, examples in
      let known = judgements[candidate.id] ?? [:]
      return (
        candidate: candidate.id, trial: try trial(candidate), examples: examples.filter { known[$0] == nil }
      )
    }
    let work = TrialWork(
      workspace: workspace, trials: open.map { ($0.trial, $0.examples) }, ledger: ledger, run: run,
      control: control, now: options.now)
    try send(work)
    for (index, part) in open.enumerated() {
      judgements[part.candidate, default: [:]].merge(work.judgements[index]) { $1 }
    }
    let isWhole = open.indices.allSatisfy { work.judgements[$0].count == open[$0].examples.count }
    if isWhole { return }
    if let limit = ledger.reached { throw TuneStop.spent(limit) }
    throw TuneStop.failed(
      work.problem ?? ChatProblem(kind: .malformed, message: "examples without an answer"))
  }

  /// Asks the tuner.
  ///
  /// - Returns: nil: there is no answer to be had to this one question.
  func ask(_ prompt: TunerPrompt, _ endpoint: ModelEndpoint) throws -> ChatAnswer? {
    let work = try TunerWork(
      workspace: workspace, endpoint: endpoint, request: prompt.request, ledger: ledger, now: options.now)
    if work.answer == nil { try send(work) }
    if let answer = work.answer { return answer }
    if let limit = ledger.reached { throw TuneStop.spent(limit) }
    ledger.warn("the tuner gave no answer: \(work.problem?.message ?? "it does not say why")")
    return nil
  }

  private func send(_ work: any TuneWork) throws {
    let money = ledger.moneyLeft
    let ending = try service.run(work, control: control, budget: money) { [ledger] in ledger.observe($0) }
    ledger.closeTraffic()
    ledger.giveBack(work.unsent)
    switch ending {
    case .finished: if control.stop != .no { throw TuneStop.stopped }
    case .stopped: throw TuneStop.stopped
    case .failed(let problem): throw TuneStop.failed(problem)
    case .budgetSpent: ledger.noteMoneySpent()
    }
  }

  // MARK: Trials

  private func trial(_ candidate: TuneCandidate) throws -> Trial {
    if let known = trials[candidate.id] { return known }
    var judging = JudgeRun.Options(
      definition: candidate.definition, endpoints: options.endpoints, keepAt: options.keepAt)
    judging.neighbourModel = options.neighbourModel
    judging.threads = options.threads
    judging.now = options.now
    let bench = try JudgeBench(workspace: workspace, options: judging, registers: false)
    let maker = CaseMaker(
      workspace: workspace, bench: bench, neighbours: try neighbours(for: bench), round: 0,
      threads: options.threads)
    let trial = Trial(
      bench: bench, desk: AnswerDesk(maker: maker, options: judging) { [ledger] in ledger.found($0) })
    trials[candidate.id] = trial
    return trial
  }

  /// They are the same for every candidate.
  private func neighbours(for bench: JudgeBench) throws -> NeighbourPool? {
    guard bench.prompt.neighbours > 0 else { return nil }
    if let neighbours { return neighbours }
    let probes = Dictionary(
      try workspace.probes().map { ($0.example, $0) }, uniquingKeysWith: { first, _ in first })
    let made = try NeighbourPool(
      workspace: workspace, model: options.neighbourModel, probes: probes, threads: options.threads,
      isStopped: { self.control.stop != .no })
    neighbours = made
    return made
  }

  /// Requests that one verdict of this judge takes.
  static func requests(_ definition: JudgeDefinition) -> Int {
    let questions = definition.specification.calls == .together ? 1 : max(1, definition.dimensions.count)
    return max(1, definition.models.count) * questions * max(1, definition.specification.samples)
  }
}
