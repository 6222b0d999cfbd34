import AssayModel
import Synchronization

/// Counts what goes over the wire. Told by the thread that sends and by the one that delivers, asked by a third.
final class TrafficMeter: Sendable {
  private struct State {
    var traffic = ChatTraffic()
    var latency = LatencyHistogram()
    var rate = RateMeter()
    var failures: [ChatProblem.Kind: ChatTraffic.Failure] = [:]
    var now = Duration.zero
  }

  private let state = Mutex(State())

  /// - Parameter isPriced: whether the prices of all endpoints are known.
  init(isPriced: Bool) {
    if !isPriced { state.withLock { $0.traffic.cost = nil } }
  }

  func sent(isRetry: Bool) {
    state.withLock { state in
      state.traffic.requests += 1
      if isRetry { state.traffic.retries += 1 }
    }
  }

  func answered(seconds: Double, tokensIn: Int, tokensOut: Int, cost: Double?) {
    state.withLock { state in
      state.latency.add(seconds: seconds)
      state.traffic.tokensIn += tokensIn
      state.traffic.tokensOut += tokensOut
      if let cost, let sum = state.traffic.cost { state.traffic.cost = sum + cost }
    }
  }

  func failed(_ kind: ChatProblem.Kind, _ message: String) {
    state.withLock { state in
      state.failures[kind, default: .init(kind: kind, count: 0, lastMessage: "")].count += 1
      state.failures[kind]?.lastMessage = message
    }
  }

  func warn(_ message: String) {
    state.withLock { state in
      if !state.traffic.warnings.contains(message) { state.traffic.warnings.append(message) }
    }
  }

  /// - Parameters:
  ///   - inFlight: requests under way.
  ///   - waiting: what it waits for.
  func tick(now: Duration, inFlight: Int, waiting: String?) {
    state.withLock { state in
      state.now = max(state.now, now)
      state.traffic.inFlight = inFlight
      state.traffic.waiting = waiting
    }
  }

  /// Jobs that have been taken by who asked for them.
  func delivered(answered: Int, failed: Int, now: Duration) {
    state.withLock { state in
      state.traffic.answered += answered
      state.traffic.failed += failed
      state.now = max(state.now, now)
      state.rate.add(answered, now: now)
    }
  }

  func snapshot() -> ChatTraffic {
    state.withLock { state in
      var traffic = state.traffic
      traffic.seconds = state.now.seconds
      traffic.rate = state.rate.rate(now: state.now)
      traffic.latencyP50 = state.latency.percentile(0.5)
      traffic.latencyP95 = state.latency.percentile(0.95)
      traffic.latencyP99 = state.latency.percentile(0.99)
      traffic.failures = state.failures.values.sorted {
        ($1.count, $0.kind.rawValue) < ($0.count, $1.kind.rawValue)
      }
      return traffic
    }
  }
}
