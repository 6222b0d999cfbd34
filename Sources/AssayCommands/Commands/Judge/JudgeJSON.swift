import AssayEngine
import AssayModel
import AssayStatistics

/// The result of a judging run for scripts. What could not be measured is null, never 0.
struct JudgeJSON: Encodable {
  let result: JudgeResult

  private enum Key: String, CodingKey {
    case judged, failed, cached, requestsPerSecond, probes, judge, total, left, unreadable, unanswered
    case latency, histograms, flagged, warnings
  }

  func encode(to encoder: any Encoder) throws {
    let (summary, traffic) = (result.summary, result.summary.traffic)
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(summary.judged, forKey: .judged)
    try object.encode(summary.failed, forKey: .failed)
    try object.encode(summary.cached, forKey: .cached)
    let isMeasured = traffic.requests > 0 && traffic.seconds > 0
    try object.encode(
      isMeasured ? Double(traffic.requests) / traffic.seconds : nil, forKey: .requestsPerSecond)
    try object.encode(Probes(result: result), forKey: .probes)
    try object.encode(summary.judge.name, forKey: .judge)
    try RunJSON.Ending(ending: summary.ending, otherwise: summary.lastFailure).encode(to: encoder)
    try object.encode(summary.total, forKey: .total)
    try object.encode(result.left + summary.missing, forKey: .left)
    try object.encode(summary.unreadable, forKey: .unreadable)
    try object.encode(summary.unanswered, forKey: .unanswered)
    try object.encode(Latency(traffic: traffic), forKey: .latency)
    try RunJSON.Traffic(traffic: traffic).encode(to: encoder)
    try object.encode(summary.histograms, forKey: .histograms)
    try object.encode(result.flagged, forKey: .flagged)
    try object.encode(result.warnings, forKey: .warnings)
  }

  private struct Latency: Encodable {
    let traffic: ChatTraffic
    private enum Key: String, CodingKey { case p50, p95, p99 }
    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(traffic.latencyP50, forKey: .p50)
      try object.encode(traffic.latencyP95, forKey: .p95)
      try object.encode(traffic.latencyP99, forKey: .p99)
    }
  }

  private struct Probes: Encodable {
    let result: JudgeResult
    private enum Key: String, CodingKey { case knownGood, kept, byFault, misses }

    func encode(to encoder: any Encoder) throws {
      try Rate(rate: result.catchRate).encode(to: encoder)
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(result.summary.probes.good.n, forKey: .knownGood)
      try object.encode(result.summary.probes.good.right, forKey: .kept)
      let faults = result.byFault.map { ($0.fault, Rate(rate: $0.rate)) }
      try object.encode(Dictionary(faults, uniquingKeysWith: { first, _ in first }), forKey: .byFault)
      try object.encode(result.misses.map(Miss.init), forKey: .misses)
    }
  }

  private struct Rate: Encodable {
    let rate: CatchRate
    private enum Key: String, CodingKey { case knownBad, caught, catchRate, low, high }
    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(rate.proportion.n, forKey: .knownBad)
      try object.encode(rate.proportion.successes, forKey: .caught)
      try object.encode(rate.proportion.value, forKey: .catchRate)
      try object.encode(rate.proportion.wilson()?.lower, forKey: .low)
      try object.encode(rate.proportion.wilson()?.upper, forKey: .high)
    }
  }

  private struct Miss: Encodable {
    let key: String
    let fault: String
    let detail: String
    let scores: [String: Double?]
    let mean: Double?
    let reason: String?

    init(_ miss: JudgeResult.Miss) {
      key = miss.key
      fault = miss.fault
      detail = miss.detail
      scores = Dictionary(
        miss.scores.map { ($0.dimension, $0.value) }, uniquingKeysWith: { first, _ in first })
      mean = miss.mean
      reason = miss.reason
    }
  }
}
