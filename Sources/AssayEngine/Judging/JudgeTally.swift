import AssayModel

/// The figures of a run. A value: what a transaction is about to bring is added to a copy, which takes the place of the
/// old one once it is on disk.
struct JudgeTally: Sendable {
  private(set) var progress = RunProgress()
  private var judged = 0
  private var unreadable = 0
  private var unanswered = 0
  private var elsewhere = 0
  var missing = 0
  private var lastFailure: String?
  private var verdicts: [ExampleID: Verdict]
  private let dimensions: [Dimension]
  private let rule: KeepRule

  init(total: Int, dimensions: [Dimension], verdicts: [ExampleID: Verdict], rule: KeepRule, budget: Double?) {
    self.dimensions = dimensions
    self.verdicts = verdicts
    self.rule = rule
    progress.total = total
    progress.budget = budget
    progress.histograms = dimensions.map { dimension in
      let count = max(1, dimension.maximum - dimension.minimum + 1)
      return RunProgress.Histogram(
        dimension: dimension.name, minimum: dimension.minimum, counts: Array(repeating: 0, count: count))
    }
  }

  mutating func add(_ judgement: Judgement, on example: ExampleID, probe: Probe?, isCached: Bool) {
    progress.done += 1
    if isCached { progress.cached += 1 }
    if judgement.failure == nil {
      judged += 1
    } else {
      unreadable += 1
      progress.failed += 1
      lastFailure = judgement.failure
    }
    for position in progress.histograms.indices {
      let name = progress.histograms[position].dimension
      if let value = judgement.scores.first(where: { $0.dimension == name })?.value {
        count(value, at: position)
      }
    }
    if probe?.status == .confirmed {
      verdicts[example] = rule.keeps(judgement.values).map { $0 ? .accept : .reject }
    }
  }

  private mutating func count(_ value: Double, at position: Int) {
    let dimension = dimensions[position]
    guard value.isFinite, dimension.maximum >= dimension.minimum else { return }
    let score = min(Double(dimension.maximum), max(Double(dimension.minimum), value.rounded()))
    progress.histograms[position].counts[Int(score) - dimension.minimum] += 1
  }

  mutating func addUnanswered(_ problem: ChatProblem) {
    progress.done += 1
    progress.failed += 1
    unanswered += 1
    lastFailure = problem.message
  }

  /// There is more to judge than was known at the start.
  mutating func expect(more count: Int) { progress.total += count }

  mutating func addElsewhere(_ count: Int) {
    progress.done += count
    elsewhere += count
  }

  mutating func warn(_ warning: String) {
    if !progress.warnings.contains(warning) { progress.warnings.append(warning) }
  }

  /// Of all probes that this judge has judged, in the order of their numbers.
  func probes(_ probes: [ExampleID: Probe]) -> ProbeTally {
    var tally = ProbeTally()
    for (example, verdict) in verdicts.sorted(by: { $0.key < $1.key }) {
      if let probe = probes[example] { tally.add(probe, verdict: verdict) }
    }
    return tally
  }

  mutating func show(_ tally: ProbeTally) { progress.probes = tally }

  func summary(_ run: RunID, judge: JudgeVersion, ending: ChatEnding) -> JudgeSummary {
    var summary = JudgeSummary(run: run, judge: judge, ending: ending)
    summary.total = progress.total
    summary.judged = judged
    summary.failed = progress.failed
    summary.unreadable = unreadable
    summary.unanswered = unanswered
    summary.cached = progress.cached
    summary.elsewhere = elsewhere
    summary.missing = missing
    summary.histograms = progress.histograms
    summary.lastFailure = lastFailure
    return summary
  }
}
