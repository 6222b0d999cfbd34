import AssayEngine
import AssayModel
import AssayStatistics

/// What a run has brought, for scripts. What could not be measured is null, never 0.
struct GenerationJSON: Encodable {
  let outcome: GenerationStages.Outcome
  let order: GenerationOrder
  private var summary: GenerationSummary { outcome.generated }

  private enum Key: String, CodingKey {
    case run, technique, batch, ending, message, wanted, taken, asked, returned, copies, overfull, wrongLabel,
      wrongDifficulty, filtered, broken, flagged, flaggedRate, wrongLabelRate, calls, cached, failed, quotas,
      shortfalls, diversity, rotations, collapse, requests, retries, tokensIn, tokensOut, cost, seconds, seed,
      errors, judged, duplicates, warnings
  }

  func encode(to encoder: any Encoder) throws {
    let (tally, traffic) = (summary.tally, summary.traffic)
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(summary.run.rawValue, forKey: .run)
    try object.encode(tally.technique.rawValue, forKey: .technique)
    try object.encode(tally.batch, forKey: .batch)
    try object.encode(Self.name(of: summary.ending), forKey: .ending)
    try object.encode(Self.message(of: summary.ending), forKey: .message)
    try object.encode(order.count, forKey: .wanted)
    try object.encode(tally.taken, forKey: .taken)
    try object.encode(tally.asked, forKey: .asked)
    try object.encode(tally.returned, forKey: .returned)
    try object.encode(tally.copies, forKey: .copies)
    try object.encode(tally.overfull, forKey: .overfull)
    try object.encode(tally.wrongLabel, forKey: .wrongLabel)
    try object.encode(tally.wrongDifficulty, forKey: .wrongDifficulty)
    try object.encode(tally.filtered, forKey: .filtered)
    try object.encode(tally.broken, forKey: .broken)
    try object.encode(tally.flagged, forKey: .flagged)
    try object.encode(Rate(tally.flagged, of: tally.taken), forKey: .flaggedRate)
    try object.encode(Rate(tally.wrongLabel, of: tally.returned), forKey: .wrongLabelRate)
    try object.encode(tally.calls, forKey: .calls)
    try object.encode(summary.cached, forKey: .cached)
    try object.encode(summary.failed, forKey: .failed)
    try object.encode(tally.quotas.map(GenerationQuotaJSON.init), forKey: .quotas)
    try object.encode(summary.shortfalls, forKey: .shortfalls)
    try object.encode(tally.diversity, forKey: .diversity)
    try object.encode(tally.rotations, forKey: .rotations)
    try object.encode(tally.collapse, forKey: .collapse)
    try object.encode(traffic.requests, forKey: .requests)
    try object.encode(traffic.retries, forKey: .retries)
    try object.encode(traffic.tokensIn, forKey: .tokensIn)
    try object.encode(traffic.tokensOut, forKey: .tokensOut)
    try object.encode(traffic.cost, forKey: .cost)
    try object.encode(traffic.seconds, forKey: .seconds)
    try object.encode(order.seed, forKey: .seed)
    try object.encode(traffic.failures, forKey: .errors)
    try object.encode(outcome.judged.map(JudgeJSON.init), forKey: .judged)
    try object.encode(outcome.duplicates, forKey: .duplicates)
    try object.encode(summary.warnings, forKey: .warnings)
  }

  private static func name(of ending: ChatEnding) -> String {
    switch ending {
    case .finished: "finished"
    case .stopped: "stopped"
    case .budgetSpent: "budget spent"
    case .failed: "failed"
    }
  }

  private static func message(of ending: ChatEnding) -> String? {
    if case .failed(let problem) = ending { problem.message } else { nil }
  }

  /// A share with its interval of 95 % (Wilson 1927).
  private struct Rate: Encodable {
    let proportion: Proportion
    private enum Key: String, CodingKey { case n, rate, low, high }

    init(_ successes: Int, of n: Int) { proportion = Proportion(successes: min(successes, n), n: n) }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(proportion.n, forKey: .n)
      try object.encode(proportion.value, forKey: .rate)
      try object.encode(proportion.wilson()?.lower, forKey: .low)
      try object.encode(proportion.wilson()?.upper, forKey: .high)
    }
  }
}
