import AssayGeneration
import AssayModel
import AssayStore

/// The work of a run that generates: calls out, answers in, examples on disk.
///
/// Calls are made as they are asked for, each by what is there by then, and are on disk before they are sent. What is on
/// disk counts, and nothing else: ``finished(_:)`` writes answers, examples, results and progress in one transaction.
final class GenerationWork: ChatWork, @unchecked Sendable {
  // Everything but `board` is used by one thread at a time: ``ChatWork`` promises it.
  private let options: GenerationRun.Options
  private let workspace: Workspace
  private let run: RunID
  private let control: RunControl
  private let bench: GenerationBench
  private let desk: ChainDesk
  private let settler: ChainSettler
  private let watch: DiversityWatch
  private let grid: GridStep
  private var dealer: CallDealer
  private var ledger: GenerationLedger
  private var pool: InstructionPool?
  private var warnings: [String]
  /// Calls of an earlier process that are not done.
  private var resumed: [ChainRecord]
  /// Jobs that nobody has asked for yet.
  private var ready: [ChatJob] = []
  /// Requests to the generator that were handed out and have not ended.
  private var underWay = 0

  private let board: RunBoard

  init(_ start: GenerationStart, options: GenerationRun.Options, run: RunID, control: RunControl) {
    self.options = options
    self.run = run
    self.control = control
    workspace = start.workspace
    bench = start.bench
    watch = start.watch
    grid = start.grid
    ledger = start.ledger
    pool = start.pool
    resumed = start.open
    warnings = start.material.warnings
    desk = ChainDesk(start.workspace, start.bench, grid: start.grid)
    settler = ChainSettler(start, options, run: run)
    dealer = CallDealer(
      start.material, run: start.first, lastNumber: start.lastNumber, open: start.open)
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

  /// Where an error has ended the run: nobody needs what is still being read.
  func abandon() { watch.cancel() }

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

  private func warn(_ warning: String) {
    if !warnings.contains(warning) { warnings.append(warning) }
    board.set(progress(ledger))
  }

  // MARK: Calls

  func next(_ count: Int) throws -> [ChatJob]? {
    guard control.stop == .no else { return nil }
    try resume(count)
    if try fillGrid() {
      let room = min(count, mostUnderWay - underWay)
      while ready.count < room, control.stop == .no, wantsMore {
        let made = try dealer.deal(room - ready.count, ledger, watch: watch, grid: grid.grid)
        if made.isEmpty { break }
        try settler.begin(made, waiting)
        try start(made.map { GenerationChain($0, bench: bench) })
      }
    }
    let jobs = Array(ready.prefix(max(1, count)))
    ready.removeFirst(jobs.count)
    if jobs.isEmpty { return desk.isWaiting || !resumed.isEmpty ? [] : nil }
    if control.stop != .no { return nil }
    noteUnderWay(jobs, 1)
    return jobs
  }

  /// A call shows what is there by the time it is made, and what is made after a collapse is for nothing: so calls are
  /// not made ahead of time, however many the sender would take; one that waits keeps a free place from staying empty.
  private var mostUnderWay: Int {
    let endpoint = options.endpoints.first { $0.name == options.order.model }
    return max(1, control.concurrency ?? endpoint?.concurrency ?? 1) + 1
  }

  private func noteUnderWay(_ jobs: some Sequence<ChatJob>, _ change: Int) {
    for job in jobs where job.model == options.order.model { underWay += change }
  }

  private var wantsMore: Bool { !ledger.plan.isFull && watch.collapse == nil && !ledger.isFruitless }

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
    guard grid.isNeeded, wantsMore else { return !grid.isNeeded }
    if let request = try grid.request(workspace) {
      if let job = desk.job(forGrid: request) { ready.append(job) }
      return false
    }
    warnings += grid.problems
    try settle(ChainDesk.Delivery(gridCame: true), done: [])
    return true
  }

  private func start(_ chains: [GenerationChain]) throws {
    expect(chains)
    let (jobs, done) = try drive(chains)
    ready += jobs
    try settle(ChainDesk.Delivery(touched: chains), done: done)
  }

  /// What the first examples are going to cost, by the length of their calls.
  private func expect(_ chains: [GenerationChain]) {
    guard !board.expectsCost, let chain = chains.first, let request = chain.requests.first,
      let endpoint = try? bench.endpoint(request.model), chain.record.call.count > 0,
      // Half of the room that an answer is given is what it takes mostly.
      let cost = ChatPrice.cost(
        tokensIn: TokenEstimate.expected(in: request.request),
        tokensOut: endpoint.maxTokens(for: request.request) / 2, at: endpoint)
    else { return }
    board.expect(exampleCost: cost / Double(chain.record.call.count))
  }

  // MARK: Answers

  func finished(_ outcomes: [ChatOutcome]) throws -> [ChatJob] {
    noteUnderWay(outcomes.lazy.map(\.job), -1)
    let delivery = desk.take(outcomes, at: options.now())
    if delivery.gridCame { warnings += grid.problems }
    let (jobs, done) = try drive(delivery.touched.filter(\.isComplete))
    try settle(delivery, done: done)
    noteUnderWay(jobs, 1)
    return jobs
  }

  private func drive(
    _ chains: [GenerationChain]
  ) throws -> (jobs: [ChatJob], done: [GenerationChain]) {
    try desk.drive(
      chains,
      filter: { examples in
        examples.filter { example in
          let instruction = example.fields.first { $0.name == "instruction" }?.text
          return instruction.map { pool?.offer($0) == nil } ?? true
        }
      },
      select: {
        try settler.worthChecking(
          $0, of: $1, plan: ledger.plan, parents: dealer.parents, checks: bench.checks)
      })
  }

  private func settle(_ delivery: ChainDesk.Delivery, done: [GenerationChain]) throws {
    let hasNews = delivery.gridCame || delivery.touched.contains(where: \.hasNews)
    guard hasNews || !delivery.answers.isEmpty || !done.isEmpty else { return }
    observe(done)
    let settled = try settler.settle(
      delivery.answers, touched: delivery.touched, done: done, ledger: ledger, parents: dealer.parents,
      waiting
    ) { next in
      var next = next
      next.take(watch)
      return board.progress(with: progress(next))
    }
    ledger = settled.ledger
    ledger.take(watch)
    for (chain, result) in zip(done, settled.results) { dealer.close(chain, result) }
    board.set(progress(ledger))
  }

  /// In the order in which the calls are done: a run that goes on sees them in the same.
  private func observe(_ done: [GenerationChain]) {
    // Real inputs are no sign of a model that repeats itself.
    guard options.order.technique != .distillation else { return }
    for chain in done { watch.observe(chain.candidates.map { DiversityWatch.text($0.example.fields) }) }
  }

  private var waiting: ChainSettler.Waiting {
    ChainSettler.Waiting(control: control) { [self] in warn($0) }
  }
}
