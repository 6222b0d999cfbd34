import AssayModel
import AssayStatistics
import AssayStore
import AssayWorkbench

/// Who catches which probes.
struct ProbeStatus: Encodable {
  struct Miss: Encodable {
    var key: String
    /// nil: a known-good one that was dropped or rejected.
    var fault: String?
    var detail: String
  }

  struct Figures: Encodable {
    var name: String
    var knownBad: ProbeRate
    var knownGood: ProbeRate
    /// Known-bad ones by fault.
    var byFault: [String: ProbeRate]
    /// nil: not asked for, since they tell a reviewer which examples are probes.
    var misses: [Miss]?

    /// What must be said of one that catches bad ones because it drops the good ones too.
    var blindness: String? {
      var tally = ProbeTally()
      tally.bad = .init(n: knownBad.n, right: knownBad.right)
      tally.good = .init(n: knownGood.n, right: knownGood.right)
      return tally.blindness
    }

    /// What the interval of its catch rate says of a bar.
    func finding(bar: Double) -> CatchRate.Finding {
      CatchRate(caught: knownBad.right, of: knownBad.n, bar: bar).finding
    }
  }

  var knownBad: Int
  var knownGood: Int
  var proposed: Int
  var discarded: Int
  /// The catch rate that the lower end of a judge's interval has to reach.
  var bar: Double
  var judges: [Figures]
  var reviewers: [Figures]

  /// - Parameter withMisses: whether to name the examples on which somebody was wrong.
  init(workspace: Workspace, task: TaskSpecification, withMisses: Bool = false) throws {
    bar = task.calibration.bar
    let probes = try workspace.probes().filter { !$0.isRepeat }
    let confirmed = probes.filter { $0.status == .confirmed }
    knownBad = confirmed.count { $0.fault != nil }
    knownGood = confirmed.count { !$0.isOwnRow }
    proposed = probes.count { $0.status == .proposed }
    discarded = probes.count { $0.status == .discarded }
    let keys = withMisses ? try workspace.keys(of: probes.map(\.example)) : [:]
    let byID = Dictionary(confirmed.map { ($0.example, $0) }, uniquingKeysWith: { first, _ in first })
    func figures(_ name: String, _ tally: ProbeTally) -> Figures {
      let misses = tally.misses.compactMap { byID[$0] }.map {
        Miss(key: keys[$0.example] ?? "", fault: $0.fault?.rawValue, detail: $0.detail)
      }
      return Figures(
        name: name, knownBad: ProbeRate(tally.bad), knownGood: ProbeRate(tally.good),
        byFault: tally.byFault.mapValues(ProbeRate.init), misses: withMisses ? misses : nil)
    }
    var tallies: [String: ProbeTally] = [:]
    let rules = try workspace.keepRulesByJudge()
    for probe in confirmed {
      for judgement in try workspace.judgements(on: probe.example) {
        let rule = rules[judgement.judge] ?? .mean(atLeast: task.keepAt)
        guard let isKept = rule.keeps(judgement.values) else { continue }
        tallies[judgement.judge, default: ProbeTally()].add(probe, verdict: isKept ? .accept : .reject)
      }
    }
    judges = try workspace.judges().compactMap { judge in tallies[judge.name].map { figures(judge.name, $0) }
    }
    let log = DecisionLog(try workspace.decisions())
    reviewers = Set(log.decisions.map(\.reviewer)).sorted().map { name in
      figures(name, ProbeTally.reviewer(probes, log, name))
    }.filter { $0.knownBad.n + $0.knownGood.n > 0 }
  }

  /// The lines for people.
  var lines: [String] {
    guard knownBad + knownGood + proposed + discarded > 0 else { return ["No probes yet: assay probes make"] }
    var counts = ["\(knownBad) known-bad", "\(knownGood) known-good"]
    if proposed > 0 { counts.append("\(proposed) proposed, which count once a person confirms them") }
    if discarded > 0 { counts.append("\(discarded) discarded") }
    var lines = ["Probes: " + counts.joined(separator: ", ")]
    if judges.isEmpty { lines.append("No judge has judged any yet: assay judge") }
    for judge in judges { lines += Self.lines(judge, title: judge.name, kept: "kept", bar: bar) }
    if reviewers.isEmpty { lines.append("No reviewer has decided on any yet") }
    for reviewer in reviewers {
      lines += Self.lines(reviewer, title: "reviewer \(reviewer.name)", kept: "accepted", bar: nil)
    }
    lines.append("In brackets: the rate and its 95 % interval")
    return lines
  }

  private static func lines(_ figures: Figures, title: String, kept: String, bar: Double?) -> [String] {
    var lines = [
      "\(title): caught \(figures.knownBad.phrase("known-bad")), \(kept) \(figures.knownGood.phrase("known-good"))"
    ]
    if let bar { lines += sentence(figures.finding(bar: bar), bar: bar).map { ["  " + $0] } ?? [] }
    if bar != nil, let blindness = figures.blindness { lines.append("  " + blindness) }
    let faults = Fault.allCases.map(\.rawValue).filter { figures.byFault[$0] != nil }
    let width = faults.map(\.count).max() ?? 0
    for fault in faults {
      guard let rate = figures.byFault[fault] else { continue }
      lines.append("  \(fault.padding(width))  \(rate.phrase("caught"))")
    }
    for miss in figures.misses ?? [] {
      let what = miss.fault.map { "missed \($0): \(miss.detail)" } ?? "known-good, not \(kept)"
      lines.append("  \(miss.key)  \(what)")
    }
    return lines
  }

  private static func sentence(_ finding: CatchRate.Finding, bar: Double) -> String? {
    let goal = "the bar of \(AssayCommands.Figures.wholePercent(bar)) %"
    return switch finding {
    case .notMeasured: nil
    case .met: "over \(goal), also at the lower end"
    case .missed: "under \(goal), also at the upper end: the judging prompt needs work"
    case .notDecided: "too few to tell whether it is over \(goal)"
    }
  }
}

extension String {
  fileprivate func padding(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
