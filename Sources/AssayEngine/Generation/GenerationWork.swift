import AssayDuplicates
import AssayGeneration
import AssayJudging
import AssayModel
import AssayStore
import Foundation

/// The work of a run that generates: calls out, answers in, examples on disk.
///
/// Calls are made as they are asked for, each by what is there by then, and are on disk before they are sent. What is on
/// disk counts, and nothing else: ``finished(_:)`` writes answers, examples, results and progress in one transaction.
final class GenerationWork: ChatWork, @unchecked Sendable {
  /// Who waits for an answer.
  private struct Waiter {
    var chain: GenerationChain
    var place: Int
  }

  // Everything but `board` is used by one thread at a time: ``ChatWork`` promises it.
  private let workspace: Workspace
  private let options: GenerationRun.Options
  private let run: RunID
  private let control: RunControl
  private let bench: GenerationBench
  private let accept: GenerationAccept
  private let maker: CallMaker
  private let writer: GenerationWriter
  private let rows: RowMaker
  private let watch: DiversityWatch
  private let grid: GridStep
  private var material: GenerationMaterial
  private var ledger: GenerationLedger
  private var pool: InstructionPool?
  private var warnings: [String]

  /// Calls of an earlier process that are not done.
  private var resumed: [ChainRecord]
  private var lastNumber: Int
  /// Nothing more can be dealt from the decks.
  private var isDealt = false
  /// What open chains have asked for, by their number.
  private var pending: [Int: [Quota]] = [:]

  private var ready: [ChatJob] = []
  private var waiting: [[UInt8]: [Waiter]] = [:]
  private var hashes: [Int: [UInt8]] = [:]
  private var lastJob = 0

  private let board: RunBoard

  init(_ start: GenerationStart, options: GenerationRun.Options, run: RunID, control: RunControl) throws {
    self.options = options
    self.run = run
    self.control = control
    workspace = start.workspace
    bench = start.bench
    material = start.material
    accept = GenerationAccept(start.material)
    maker = CallMaker(
      order: options.order, fields: start.material.fields, promptVersion: start.material.prompt.version,
      run: start.first)
    writer = start.writer
    watch = start.watch
    grid = start.grid
    ledger = start.ledger
    pool = start.pool
    resumed = start.open
    lastNumber = start.lastNumber
    warnings = start.material.warnings
    rows = RowMaker(options, run: start.first, batch: start.material.beginning.batch)
    for record in start.open { pending[record.call.number] = record.asked }
    board = RunBoard(RunProgress())
    board.set(progress(ledger))
  }

  // MARK: What others see

  /// How far the run is; from any thread.
  var progress: RunProgress { board.progress() }

  /// From any thread.
  func observe(_ traffic: ChatTraffic) { board.set(traffic) }

  /// Takes the last measures, when nothing is under way any more.
  func close() {
    if control.stop == .no { watch.finish() } else { watch.cancel() }
    ledger.take(watch)
    board.set(progress(ledger))
  }

  func summary(ending: ChatEnding) -> GenerationSummary {
    var summary = GenerationSummary(run: run, ending: ending, tally: ledger.tally)
    let progress = board.progress()
    summary.traffic = progress.traffic
    summary.cached = ledger.cached
    summary.failed = ledger.failed
    summary.shortfalls = ledger.plan.shortfalls
    summary.warnings = progress.warnings
    return summary
  }

  private func progress(_ ledger: GenerationLedger) -> RunProgress {
    var progress = RunProgress()
    progress.total = ledger.plan.wanted
    progress.done = ledger.plan.got
    progress.generation = ledger.tally
    progress.budget = options.order.budget
    progress.warnings = warnings
    return progress
  }

  // MARK: Calls

  func next(_ count: Int) throws -> [ChatJob]? {
    guard control.stop == .no else { return nil }
    try resume(count)
    if try fillGrid() {
      while ready.count < count, control.stop == .no {
        let made = try makeCalls(count - ready.count)
        if made.isEmpty { break }
        try start(made)
      }
    }
    let jobs = Array(ready.prefix(max(1, count)))
    ready.removeFirst(jobs.count)
    if !jobs.isEmpty { return control.stop == .no ? jobs : nil }
    return waiting.isEmpty && resumed.isEmpty ? nil : []
  }

  /// Opens calls that an earlier process left behind, a few at a time.
  private func resume(_ count: Int) throws {
    while ready.count < count, !resumed.isEmpty, control.stop == .no {
      let part = resumed.prefix(max(1, count - ready.count))
      resumed.removeFirst(part.count)
      try start(part.map { GenerationChain($0, bench: bench) })
    }
  }

  /// Whether calls can be made; the grid of attributes comes first.
  private func fillGrid() throws -> Bool {
    if !grid.isNeeded { return true }
    guard let request = try grid.request(workspace) else {
      try keepGrid([])
      return true
    }
    guard waiting[grid.hash] == nil else { return false }
    waiting[grid.hash] = []
    ready.append(job(request, grid.hash))
    return false
  }

  private func keepGrid(_ answers: [StoredAnswer]) throws {
    warnings += grid.problems
    try write(answers) { try $0.finish(call: 0, result: grid.kept) }
    grid.hasNews = false
  }

  private func makeCalls(_ count: Int) throws -> [GenerationChain] {
    guard !ledger.plan.isFull, watch.collapse == nil, !ledger.isFruitless, !isDealt else { return [] }
    let open = QuotaPlan(quotas: ledger.plan.quotas.filter { !unfillable.contains(Self.cell($0)) })
    let asks = open.asks(
      perCall: options.order.perCall, pending: pending.values.flatMap(\.self), yield: ledger.yield,
      limit: count)
    var made: [GenerationChain] = []
    for quotas in asks {
      let number = lastNumber + 1
      let record = try maker.call(
        number, quotas: quotas, material: &material, rotation: watch.rotations,
        grid: material.drawsAttributes ? grid.grid : nil
      ) { watch.different($0, from: $1) }
      guard let record else {
        isDealt = true
        break
      }
      lastNumber = number
      pending[number] = record.asked
      made.append(GenerationChain(record, bench: bench))
    }
    guard !made.isEmpty else { return [] }
    try write([]) { transaction in
      for chain in made {
        try transaction.put(StoredCall(number: chain.number, json: KeptJSON.text(chain.record)))
      }
    }
    return made
  }

  /// Cells that no parent can fill.
  private lazy var unfillable: Set<Quota> = Set(material.unfillable(ledger.plan.quotas).map(Self.cell))

  private static func cell(_ quota: Quota) -> Quota {
    Quota(label: quota.label, difficulty: quota.difficulty, wanted: 0)
  }

  private func start(_ chains: [GenerationChain]) throws {
    let (jobs, done) = try drive(chains, arrived: [:])
    ready += jobs
    try settle([], touched: chains, done: done)
    expect(chains)
  }

  /// What the first examples are going to cost, by the length of their calls.
  private func expect(_ chains: [GenerationChain]) {
    guard !board.expectsCost, let chain = chains.first, let request = chain.requests.first,
      let endpoint = try? bench.endpoint(request.model), chain.record.call.count > 0,
      let cost = ChatPrice.cost(
        tokensIn: TokenEstimate.expected(in: request.request),
        tokensOut: (request.request.maxTokens ?? 0) / 2, at: endpoint)
    else { return }
    board.expect(exampleCost: cost / Double(chain.record.call.count))
  }

  private func job(_ request: CheckRequest, _ hash: [UInt8]) -> ChatJob {
    lastJob += 1
    hashes[lastJob] = hash
    return ChatJob(id: lastJob, model: request.model, request: request.request)
  }

  // MARK: Answers

  func finished(_ outcomes: [ChatOutcome]) throws -> [ChatJob] {
    var answers: [StoredAnswer] = []
    var touched: [GenerationChain] = []
    let at = options.now()
    for outcome in outcomes {
      guard let hash = hashes.removeValue(forKey: outcome.job.id) else { continue }
      let waiters = waiting.removeValue(forKey: hash) ?? []
      switch outcome.result {
      case .success(let answer):
        answers.append(
          StoredAnswer(
            hash: hash, model: outcome.job.model, answer: answer.withoutIdleAlternatives,
            seconds: outcome.seconds, cost: outcome.cost, at: at))
      // What ends the run leaves its call open: the next run asks it again.
      case .failure(let problem) where problem.stopsRun: continue
      case .failure: break
      }
      if hash == grid.hash { grid.take(outcome.result) }
      for waiter in waiters {
        waiter.chain.take(outcome.result, at: waiter.place)
        if !touched.contains(where: { $0 === waiter.chain }) { touched.append(waiter.chain) }
      }
    }
    let (jobs, done) = try drive(touched.filter(\.isComplete), arrived: [:])
    try settle(answers, touched: touched, done: done)
    return jobs
  }

  /// Takes chains as far as the answers on disk go.
  ///
  /// - Returns: what is to be sent, and the chains that are over.
  private func drive(
    _ chains: [GenerationChain], arrived: [[UInt8]: StoredAnswer]
  ) throws -> (jobs: [ChatJob], done: [GenerationChain]) {
    var open = chains
    var done: [GenerationChain] = []
    var jobs: [ChatJob] = []
    while !open.isEmpty {
      for chain in open {
        while chain.isComplete, !chain.isOver { try advance(chain) }
        if chain.isOver { done.append(chain) }
      }
      open.removeAll(where: \.isOver)
      for chain in open { jobs += try ask(chain) }
      open.removeAll { !$0.isComplete }
    }
    return (jobs, done)
  }

  private func advance(_ chain: GenerationChain) throws {
    try chain.advance(
      filter: { examples in
        examples.filter { example in
          let instruction = example.fields.first { $0.name == "instruction" }?.text
          return instruction.map { self.pool?.offer($0) == nil } ?? true
        }
      },
      select: { candidates in
        try self.accept.worthChecking(
          candidates, plan: self.ledger.plan, mayMove: self.bench.checks.contains(where: \.mayMove)
        ) {
          try self.writer.contains(contentHash: $0)
        }
      })
  }

  /// Looks for answers on disk; what is not there is asked for.
  private func ask(_ chain: GenerationChain) throws -> [ChatJob] {
    let turns = try chain.open.map { (place: $0, hash: try bench.hash(chain.requests[$0])) }
    let found = try workspace.answers(turns.map(\.hash))
    var jobs: [ChatJob] = []
    for (place, hash) in turns {
      if let stored = found[hash] {
        chain.take(.success(stored.answer), at: place)
        continue
      }
      chain.isCached = false
      if waiting[hash] == nil { jobs.append(job(chain.requests[place], hash)) }
      waiting[hash, default: []].append(Waiter(chain: chain, place: place))
    }
    return jobs
  }

  /// Writes what has come and what became of it.
  private func settle(
    _ answers: [StoredAnswer], touched: [GenerationChain], done: [GenerationChain]
  ) throws {
    let gridCame = grid.hasNews
    guard !answers.isEmpty || !done.isEmpty || gridCame else { return }
    let prepared = done.map { chain in
      chain.candidates.enumerated().map { place, candidate in
        GenerationAccept.Prepared(
          candidate: candidate, row: rows.row(candidate.example, call: chain.number, place: place))
      }
    }
    observe(done)
    if gridCame { warnings += grid.problems }
    var next = ledger
    let results = try write(answers) { transaction in
      next = ledger
      let results = try zip(done, prepared).map { chain, prepared in
        let result = try accept.settle(chain, prepared, ledger: &next, in: transaction)
        next.add(result, asked: chain.record.call.count)
        return result
      }
      for chain in touched where chain.hasNews && !chain.isOver {
        try transaction.put(StoredCall(number: chain.number, json: KeptJSON.text(chain.record)))
      }
      for (chain, result) in zip(done, results) {
        try transaction.put(
          StoredCall(
            number: chain.number, json: KeptJSON.text(chain.record), result: KeptJSON.text(result)))
      }
      if gridCame { try transaction.finish(call: 0, result: grid.kept) }
      next.take(watch)
      try transaction.setProgress(board.progress(with: progress(next)), of: run, at: options.now())
      return results
    }
    grid.hasNews = false
    for chain in touched { chain.hasNews = false }
    ledger = next
    for (chain, result) in zip(done, results) { close(chain, result) }
    board.set(progress(ledger))
  }

  private func close(_ chain: GenerationChain, _ result: ChainResult) {
    pending[chain.number] = nil
    guard options.order.technique == .distillation else { return }
    for place in result.taken { material.parents.finish(chain.candidates[place].example.provenance.parent) }
  }

  /// In the order in which the calls are done: a run that goes on sees them in the same.
  private func observe(_ done: [GenerationChain]) {
    // Real inputs are no sign of a model that repeats itself.
    guard options.order.technique != .distillation else { return }
    for chain in done {
      watch.observe(chain.candidates.map { DiversityWatch.text($0.example.fields) })
    }
  }

  /// What is written here has been paid for, so it waits longer for others than a person would.
  private func write<Value>(
    _ answers: [StoredAnswer], _ body: (GenerationTransaction) throws -> Value
  ) throws -> Value {
    var tries = 1
    while true {
      do {
        return try writer.write(answers, body)
      } catch WorkspaceError.busy where tries < Self.writeTries && control.stop != .immediate {
        tries += 1
        let warning = "another process keeps the workspace locked; answers wait until it lets go"
        if !warnings.contains(warning) { warnings.append(warning) }
        board.set(progress(ledger))
      }
    }
  }

  private static let writeTries = 24
}

/// Makes rows of candidates.
struct RowMaker {
  private let settings: FingerprintSettings
  private let maker: LexicalFingerprintMaker
  private let run: RunID
  private let batch: String

  init(_ options: GenerationRun.Options, run: RunID, batch: String) {
    settings = FingerprintSettings(options.task.duplicates)
    maker = LexicalFingerprintMaker(settings.fingerprinter)
    self.run = run
    self.batch = batch
  }

  func row(_ example: GeneratedExample, call: Int, place: Int) -> GenerationRow {
    GenerationRow(
      example, key: "g\(run.rawValue)-\(call)-\(place + 1)", batch: batch, maker: maker,
      compared: settings.fields)
  }
}
