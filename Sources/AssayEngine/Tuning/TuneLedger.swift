import AssayModel
import AssayStore
import Synchronization

/// Keeps the budget and says how far tuning is.
///
/// An answer that came after the work began counts, whether this process was sent it or one before that was broken off:
/// so a run that goes on stops where the first would have.
final class TuneLedger: Sendable {
  /// What processes before this one have taken of the limit of time.
  struct Earlier: Hashable, Sendable {
    /// In which they were at work; what lay between them does not count.
    var milliseconds: Int64 = 0
    /// Requests that were answered in it.
    var calls = 0
  }

  /// Why no more may be sent.
  enum Limit: String, Hashable, Sendable {
    case calls, money, time
  }

  private struct State {
    var calls = 0
    /// Of ``calls`` those of this process.
    var own = 0
    var cost: Double? = 0
    var counted: Set<[UInt8]> = []
    /// Calls that are kept for the test.
    var reserve = 0
    var reached: Limit?
    var progress = RunProgress()
    /// Of the questions that have ended.
    var past = ChatTraffic()
  }

  private let budget: TuneRun.Budget
  private let began: Int64
  private let earlier: Earlier
  private let started: Int64
  private let now: @Sendable () -> Int64
  private let state = Mutex(State())

  /// - Parameter began: when the first run of this work began.
  init(
    _ budget: TuneRun.Budget, began: Int64, earlier: Earlier = Earlier(), now: @escaping @Sendable () -> Int64
  ) {
    self.budget = budget
    self.began = began
    self.earlier = earlier
    self.now = now
    started = now()
    state.withLock { $0.progress.budget = budget.money }
  }

  // MARK: The budget

  var calls: Int { state.withLock { $0.calls } }
  var cost: Double? { state.withLock { $0.cost } }
  /// The limit that was met; nil: none was.
  var reached: Limit? { state.withLock { $0.reached } }
  /// In all processes of this work.
  var minutes: Double { Double(earlier.milliseconds + now() - started) / 60_000 }

  /// From now on so many calls are kept back.
  func keepBack(_ calls: Int) { state.withLock { ($0.reserve, $0.reached) = (calls, nil) } }

  /// Takes a call off the budget; false: there is none left.
  func take(_ hash: [UInt8]) -> Bool {
    let now = now()
    return state.withLock { state in
      if let limit = limit(state, now) {
        state.reached = limit
        return false
      }
      state.counted.insert(hash)
      state.calls += 1
      state.own += 1
      return true
    }
  }

  /// Calls that were taken and never sent.
  func giveBack(_ hashes: some Collection<[UInt8]>) {
    state.withLock { state in
      state.calls -= hashes.count
      state.own -= hashes.count
      for hash in hashes { state.counted.remove(hash) }
    }
  }

  /// What may be spent in money before the next look; nil: no limit.
  var moneyLeft: Double? {
    state.withLock { state in
      budget.money.map { max(0, $0 - (state.cost ?? 0) - Self.price(ofCalls: state.reserve, state)) }
    }
  }

  /// A service says that the next request might exceed ``moneyLeft``.
  func noteMoneySpent() { state.withLock { $0.reached = .money } }

  func paid(_ cost: Double?) {
    state.withLock { state in state.cost = state.cost.flatMap { sum in cost.map { sum + $0 } } }
  }

  /// An answer that was on disk.
  func found(_ answer: StoredAnswer) {
    guard answer.at >= began else { return }
    state.withLock { state in
      guard state.counted.insert(answer.hash).inserted else { return }
      state.calls += 1
      state.cost = state.cost.flatMap { sum in answer.cost.map { sum + $0 } }
    }
  }

  private func limit(_ state: State, _ now: Int64) -> Limit? {
    if let most = budget.calls, state.calls + state.reserve >= most { return .calls }
    if let most = budget.minutes {
      let spent = Double(earlier.milliseconds + now - started)
      // What was on disk comes up little by little, and a process that was killed did not say all.
      let calls = max(earlier.calls + state.own, state.calls)
      let perCall = calls > 0 ? spent / Double(calls) : 0
      if spent + perCall * Double(state.reserve) >= most * 60_000 { return .time }
    }
    return nil
  }

  private static func price(ofCalls calls: Int, _ state: State) -> Double {
    guard let cost = state.cost, state.calls > 0 else { return 0 }
    return cost / Double(state.calls) * Double(calls)
  }

  // MARK: Progress

  var progress: RunProgress {
    state.withLock { state in
      var progress = state.progress
      progress.traffic = Self.sum(state.past, state.progress.traffic)
      let asked = progress.done - progress.cached
      if let cost = progress.traffic.cost, asked > 0 {
        progress.expectedCost = cost + Double(progress.total - progress.done) * cost / Double(asked)
      }
      return progress
    }
  }

  func observe(_ traffic: ChatTraffic) { state.withLock { $0.progress.traffic = traffic } }

  /// The questions of a while have ended.
  func closeTraffic() {
    state.withLock { state in
      state.past = Self.sum(state.past, state.progress.traffic)
      (state.past.inFlight, state.past.rate, state.past.waiting) = (0, 0, nil)
      state.progress.traffic = ChatTraffic()
    }
  }

  /// So many verdicts are wanted in all, as far as one can say.
  func plan(_ verdicts: Int) {
    state.withLock { $0.progress.total = max(verdicts, $0.progress.done) }
  }

  func judged(isCached: Bool, isFailed: Bool) {
    state.withLock { state in
      state.progress.done += 1
      state.progress.total = max(state.progress.total, state.progress.done)
      if isCached { state.progress.cached += 1 }
      if isFailed { state.progress.failed += 1 }
    }
  }

  func warn(_ warning: String) {
    state.withLock { state in
      if !state.progress.warnings.contains(warning) { state.progress.warnings.append(warning) }
    }
  }

  private static func sum(_ past: ChatTraffic, _ now: ChatTraffic) -> ChatTraffic {
    var sum = now
    sum.requests += past.requests
    sum.retries += past.retries
    sum.answered += past.answered
    sum.failed += past.failed
    sum.tokensIn += past.tokensIn
    sum.tokensOut += past.tokensOut
    sum.cost = past.cost.flatMap { old in now.cost.map { old + $0 } }
    sum.seconds += past.seconds
    sum.latencyP50 = now.latencyP50 ?? past.latencyP50
    sum.latencyP95 = now.latencyP95 ?? past.latencyP95
    sum.latencyP99 = now.latencyP99 ?? past.latencyP99
    for failure in past.failures {
      if let index = sum.failures.firstIndex(where: { $0.kind == failure.kind }) {
        sum.failures[index].count += failure.count
      } else {
        sum.failures.append(failure)
      }
    }
    sum.warnings = past.warnings + now.warnings.filter { !past.warnings.contains($0) }
    return sum
  }
}
