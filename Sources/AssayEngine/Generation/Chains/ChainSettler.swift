import AssayGeneration
import AssayModel
import AssayStore

/// Writes what chains have brought: answers, examples, results and progress in one transaction.
final class ChainSettler {
  /// Who tries how long to get the lock, and what people are told meanwhile.
  struct Waiting {
    var control: RunControl
    var warn: (String) -> Void
  }

  private let writer: GenerationWriter
  private let accept: GenerationAccept
  private let rows: RowMaker
  private let grid: GridStep
  private let run: RunID
  private let now: @Sendable () -> Int64

  /// Each time with the patience of the workspace, five seconds: what is written has been paid for.
  private static let tries = 24

  /// - Parameter run: of this process, whose progress is written.
  init(_ start: GenerationStart, _ options: GenerationRun.Options, run: RunID) {
    writer = start.writer
    accept = GenerationAccept(start.material)
    rows = RowMaker(options, run: start.first, batch: start.material.beginning.batch)
    grid = start.grid
    now = options.now
    self.run = run
  }

  /// Which candidates are worth a check.
  func worthChecking(
    _ candidates: [GenerationChain.Candidate], of call: GenerationCall, plan: QuotaPlan,
    parents: ParentDeck, checks: [any CandidateCheck]
  ) throws -> [Int] {
    try accept.worthChecking(
      candidates, of: call, plan: plan, shares: ParentShares(parents),
      mayMove: checks.contains(where: \.mayMove)
    ) { try writer.contains(contentHash: $0) }
  }

  /// Writes calls before they are sent.
  func begin(_ records: [ChainRecord], _ waiting: Waiting) throws {
    try write([], waiting) { transaction in
      for record in records {
        try transaction.put(StoredCall(number: record.call.number, json: KeptJSON.text(record)))
      }
    }
  }

  /// - Parameters:
  ///   - touched: chains whose answers are among these.
  ///   - done: those that are over, in the order in which they count.
  ///   - parents: what each parent has by now.
  ///   - progress: how far the run is by a ledger.
  /// - Returns: the ledger from now on, and what became of each chain.
  func settle(
    _ answers: [StoredAnswer], touched: [GenerationChain], done: [GenerationChain], ledger: GenerationLedger,
    parents: ParentDeck, _ waiting: Waiting, progress: (GenerationLedger) -> RunProgress
  ) throws -> (ledger: GenerationLedger, results: [ChainResult]) {
    let prepared = done.map { chain in
      chain.candidates.enumerated().map { place, candidate in
        GenerationAccept.Prepared(
          candidate: candidate, row: rows.row(candidate.example, call: chain.number, place: place))
      }
    }
    let settled = try write(answers, waiting) { transaction in
      var next = ledger
      var shares = ParentShares(parents)
      var results: [ChainResult] = []
      for (chain, prepared) in zip(done, prepared) {
        let result = try accept.settle(
          chain, prepared, ledger: &next, shares: &shares, in: transaction)
        next.add(result, asked: chain.record.call.count)
        try transaction.put(
          StoredCall(
            number: chain.number, json: KeptJSON.text(chain.record), result: KeptJSON.text(result)))
        results.append(result)
      }
      for chain in touched where chain.hasNews && !chain.isOver {
        try transaction.put(StoredCall(number: chain.number, json: KeptJSON.text(chain.record)))
      }
      if grid.hasNews { try transaction.finish(call: 0, result: grid.kept) }
      try transaction.setProgress(progress(next), of: run, at: now())
      return (next, results)
    }
    for chain in touched { chain.hasNews = false }
    grid.hasNews = false
    return settled
  }

  private func write<Value>(
    _ answers: [StoredAnswer], _ waiting: Waiting, _ body: (GenerationTransaction) throws -> Value
  ) throws -> Value {
    var tries = 1
    while true {
      do {
        return try writer.write(answers, body)
      } catch WorkspaceError.busy where tries < Self.tries && waiting.control.stop != .immediate {
        tries += 1
        waiting.warn("another process keeps the workspace locked; answers wait until it lets go")
      }
    }
  }
}
