import AssayEngine
import AssayModel
import AssayStatistics
import AssayStore

/// What a run has brought, with what people need to read it: names in the place of numbers.
struct JudgeResult {
  /// A known-bad probe that was kept.
  struct Miss {
    var key: String
    var fault: String
    /// What was done to it.
    var detail: String
    /// The judge's scores by dimension, in the judge's order.
    var scores: [DimensionScore]
    var reason: String?
    var mean: Double?
  }

  let summary: JudgeSummary
  /// "judge v3 · qwen2.5-14b".
  let title: String
  let misses: [Miss]
  /// The keys of examples that give the judge orders.
  let flagged: [String]
  /// The catch rate that the lower end of the interval has to reach.
  let bar: Double
  /// Members of a panel whose answers could not be read on some of the examples, and on how many.
  let unreadableMembers: [(name: String, examples: Int)]

  init(
    _ summary: JudgeSummary, title: String, misses: [Miss] = [], flagged: [String] = [],
    bar: Double = CalibrationSettings.defaultBar, unreadableMembers: [(name: String, examples: Int)] = []
  ) {
    self.summary = summary
    self.title = title
    self.misses = misses
    self.flagged = flagged
    self.bar = bar
    self.unreadableMembers = unreadableMembers
  }

  init(_ summary: JudgeSummary, workspace: Workspace, setup: JudgeSetup) throws {
    self.summary = summary
    bar = setup.task.calibration.bar
    title = ([summary.judge.name] + setup.definition.models.map(\.model)).joined(separator: " · ")
    let bad = summary.probes.missedBad
    let keys = try workspace.keys(of: bad + summary.flagged)
    let probes = Dictionary(
      try workspace.probes().map { ($0.example, $0) }, uniquingKeysWith: { first, _ in first })
    misses = try bad.map { id in
      let judgement = try workspace.judgements(on: id).first { $0.judge == summary.judge.name }
      return Miss(
        key: keys[id] ?? "\(id.rawValue)", fault: probes[id]?.fault?.rawValue ?? "",
        detail: probes[id]?.detail ?? "", scores: judgement?.scores ?? [],
        reason: judgement?.reason ?? judgement?.scores.compactMap(\.reason).first, mean: judgement?.mean)
    }
    flagged = summary.flagged.map { keys[$0] ?? "\($0.rawValue)" }
    unreadableMembers = try summary.members.compactMap { member in
      let count = try workspace.failedJudgements(by: member.id).count
      return count == 0 ? nil : (member.name, count)
    }
  }

  /// Of the run and of the servers, each once.
  var warnings: [String] {
    summary.warnings + summary.traffic.warnings.filter { !summary.warnings.contains($0) } + silence
  }

  /// Which members of a panel were left out of its scores, and how often: a panel hides that.
  var silence: [String] {
    unreadableMembers.map { member in
      "\(member.name): answers on \(Figures.count(member.examples, "example")) could not be read in full; "
        + "there the panel's scores are those of the others"
    }
  }

  /// Examples that were not reached.
  var left: Int {
    max(0, summary.total - summary.judged - summary.failed - summary.elsewhere - summary.missing)
  }

  var catchRate: CatchRate {
    CatchRate(caught: summary.probes.bad.right, of: summary.probes.bad.n, bar: bar)
  }

  /// By fault, in the order in which the faults are described; only those that were judged.
  var byFault: [(fault: String, rate: CatchRate)] {
    Fault.allCases.compactMap { fault in
      summary.probes.byFault[fault.rawValue].map {
        (fault.rawValue, CatchRate(caught: $0.right, of: $0.n, bar: bar))
      }
    }
  }
}
