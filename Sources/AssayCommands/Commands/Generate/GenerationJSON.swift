import AssayCalibration
import AssayEngine
import AssayModel
import AssayStatistics

/// What a run has brought, for scripts. What could not be measured is null, never 0.
struct GenerationJSON: Encodable {
  let outcome: GenerationStages.Outcome
  let order: GenerationOrder
  private var summary: GenerationSummary { outcome.generated }

  private enum Key: String, CodingKey {
    case run, technique, batch, wanted, taken, asked, returned, copies, overfull, wrongLabel, wrongDifficulty,
      filtered, broken, flagged, flaggedRate, unverified, wrongLabelRate, calls, cached, failed, quotas,
      shortfalls, diversity, rotations, collapse, seed, judged, duplicates, warnings
  }

  func encode(to encoder: any Encoder) throws {
    let tally = summary.tally
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(summary.run.rawValue, forKey: .run)
    try object.encode(tally.technique.rawValue, forKey: .technique)
    try object.encode(tally.batch, forKey: .batch)
    try RunJSON.Ending(ending: summary.ending).encode(to: encoder)
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
    let checked = order.isChecked ? tally.checked : 0
    try object.encode(Self.rate(tally.flagged, of: checked), forKey: .flaggedRate)
    try object.encode(order.isChecked ? tally.unverified ?? 0 : nil, forKey: .unverified)
    try object.encode(Self.rate(tally.wrongLabel, of: tally.returned), forKey: .wrongLabelRate)
    try object.encode(tally.calls, forKey: .calls)
    try object.encode(summary.cached, forKey: .cached)
    try object.encode(summary.failed, forKey: .failed)
    try object.encode(tally.quotas.map(GenerationQuotaJSON.init), forKey: .quotas)
    try object.encode(summary.shortfalls, forKey: .shortfalls)
    try object.encode(tally.diversity, forKey: .diversity)
    try object.encode(tally.rotations, forKey: .rotations)
    try object.encode(tally.collapse, forKey: .collapse)
    try object.encode(order.seed, forKey: .seed)
    try RunJSON.Traffic(traffic: summary.traffic).encode(to: encoder)
    try object.encode(outcome.judged.map(JudgeJSON.init), forKey: .judged)
    try object.encode(outcome.duplicates, forKey: .duplicates)
    try object.encode(summary.warnings, forKey: .warnings)
  }

  /// A share with its interval of 95 % (Wilson 1927).
  private static func rate(_ successes: Int, of n: Int) -> CalibrationReport.Figure {
    CalibrationReport.Figure(Estimate(Proportion(successes: min(successes, n), n: n)))
  }
}

extension GenerationOrder {
  /// Whether anybody looks at what comes, so that it could be flagged.
  fileprivate var isChecked: Bool { verifier != nil || technique == .evaluationSet && weak != nil }
}
