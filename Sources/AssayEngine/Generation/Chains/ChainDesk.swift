import AssayGeneration
import AssayJudging
import AssayModel
import AssayStore

/// Takes chains as far as the answers on disk go, makes requests of what is missing, and knows who waits for which
/// answer. Equal requests are sent once.
final class ChainDesk {
  private struct Waiter {
    var chain: GenerationChain
    var place: Int
  }

  /// What has come, and whose it is.
  struct Delivery {
    var answers: [StoredAnswer] = []
    var touched: [GenerationChain] = []
    var gridCame = false
  }

  let bench: GenerationBench
  private let workspace: Workspace
  private let grid: GridStep
  private var waiting: [[UInt8]: [Waiter]] = [:]
  private var hashes: [Int: [UInt8]] = [:]
  private var lastJob = 0

  init(_ workspace: Workspace, _ bench: GenerationBench, grid: GridStep) {
    self.workspace = workspace
    self.bench = bench
    self.grid = grid
  }

  /// Whether anything is under way.
  var isWaiting: Bool { !waiting.isEmpty }

  private func job(_ request: CheckRequest, _ hash: [UInt8]) -> ChatJob {
    lastJob += 1
    hashes[lastJob] = hash
    return ChatJob(id: lastJob, model: request.model, request: request.request)
  }

  /// The request of the grid; nil: it is under way.
  func job(forGrid request: CheckRequest) -> ChatJob? {
    guard waiting[grid.hash] == nil else { return nil }
    waiting[grid.hash] = []
    return job(request, grid.hash)
  }

  // MARK: What comes

  func take(_ outcomes: [ChatOutcome], at: Int64) -> Delivery {
    var delivery = Delivery()
    for outcome in outcomes {
      guard let hash = hashes.removeValue(forKey: outcome.job.id) else { continue }
      let waiters = waiting.removeValue(forKey: hash) ?? []
      switch outcome.result {
      case .success(let answer):
        delivery.answers.append(
          StoredAnswer(
            hash: hash, model: outcome.job.model, answer: answer.withoutIdleAlternatives,
            seconds: outcome.seconds, cost: outcome.cost, at: at))
      // What ends the run leaves its call open: the next run asks it again.
      case .failure(let problem) where problem.stopsRun: continue
      case .failure: break
      }
      if hash == grid.hash {
        grid.take(outcome.result)
        delivery.gridCame = true
      }
      for waiter in waiters {
        waiter.chain.take(outcome.result, at: waiter.place)
        if !delivery.touched.contains(where: { $0 === waiter.chain }) {
          delivery.touched.append(waiter.chain)
        }
      }
    }
    return delivery
  }

  // MARK: Going on

  /// - Parameters:
  ///   - filter: which of a stage's examples go on.
  ///   - select: which candidates are worth a check.
  /// - Returns: what is to be sent, and the chains that are over.
  func drive(
    _ chains: [GenerationChain], filter: ([GeneratedExample]) -> [GeneratedExample],
    select: ([GenerationChain.Candidate], GenerationCall) throws -> [Int]
  ) throws -> (jobs: [ChatJob], done: [GenerationChain]) {
    var open = chains
    var done: [GenerationChain] = []
    var jobs: [ChatJob] = []
    while !open.isEmpty {
      for chain in open {
        while chain.isComplete, !chain.isOver { try chain.advance(filter: filter, select: select) }
        if chain.isOver { done.append(chain) }
      }
      open.removeAll(where: \.isOver)
      for chain in open { jobs += try ask(chain) }
      open.removeAll { !$0.isComplete }
    }
    return (jobs, done)
  }

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
}
