import AssayModel

/// What has gone over the wire, as a person reads it.
enum TrafficText {
  /// Requests, rate and latency; tokens and cost; then each kind of failure.
  static func lines(_ traffic: ChatTraffic) -> [String] {
    var first = ["\(Figures.count(traffic.requests, "request"))"]
    if traffic.retries > 0 { first.append("\(Figures.grouped(traffic.retries)) of them tried again") }
    if traffic.seconds > 0 {
      first.append("\(Figures.fixed(Double(traffic.requests) / traffic.seconds, places: 1))/s")
      first.append("\(Figures.fixed(traffic.seconds, places: 1)) s")
    }
    if let half = traffic.latencyP50, let most = traffic.latencyP95, let worst = traffic.latencyP99 {
      first.append(
        "latency p50 \(Figures.fixed(half, places: 2)) s, p95 \(Figures.fixed(most, places: 2)) s, p99 "
          + "\(Figures.fixed(worst, places: 2)) s")
    }
    let cost = traffic.cost.map { "cost \(Figures.money($0))" } ?? "cost not known"
    let tokens =
      "\(Figures.grouped(traffic.tokensIn)) tokens in, \(Figures.grouped(traffic.tokensOut)) out, \(cost)"
    let failures = traffic.failures.map { failure in
      "  \(failure.kind.rawValue) \(failure.count == 1 ? "once" : "\(Figures.grouped(failure.count)) times"): "
        + failure.lastMessage
    }
    return [first.joined(separator: ", ")] + (traffic.answered > 0 ? [tokens] : []) + failures
  }
}
