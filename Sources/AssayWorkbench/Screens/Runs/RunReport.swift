import AssayModel
import AssayStatistics

/// What there is to tell of a run, in its order and in words; the screen and the plain line mode both tell this.
struct RunReport {
  enum Item {
    case progress(share: Double, parts: [String])
    /// `target`: what Enter opens.
    case fact(name: String, parts: [String], role: String, target: RunTarget?)
    case warning(String)
    case failure(ChatTraffic.Failure)
    case histogram(RunProgress.Histogram)
    /// What became of the examples that were asked for, and the batch that the taken ones are in.
    case funnel([GenerationFigures.Step], batch: String)
    /// The quotas that are not full, the emptiest first.
    case cells([GenerationFigures.Cell])
    case diversity([GenerationFigures.Measure])
    case saturation(SaturationCurve)
    /// A blank line on the screen.
    case space
  }

  private(set) var items: [Item] = []
  private let figures: RunFigures
  private let bar: Double
  private var run: Run { figures.run }
  private var progress: RunProgress { figures.run.progress }

  /// - Parameter bar: the catch rate that the lower end of the interval has to reach.
  init(_ run: Run, now: Int64, bar: Double) {
    figures = RunFigures(run: run, now: now)
    self.bar = bar
    if let next = run.continuedBy {
      add("continued", ["by run \(next.rawValue), which has what is done here as well"])
    }
    addProgress()
    addCost()
    // What became of the examples is what one looks for; how they came is behind it.
    if run.kind == .generate {
      addWarnings()
      addGeneration()
      if progress.generation != nil { items.append(.space) }
      addTraffic()
    } else {
      addTraffic()
      addWarnings()
    }
    addProbes()
    items += progress.traffic.failures.map { .failure($0) }
    items += progress.histograms.map { .histogram($0) }
  }

  private var soFar: String { run.state.isOver ? "" : " so far" }

  private mutating func add(
    _ name: String, _ parts: [String?], role: String = "text", target: RunTarget? = nil
  ) {
    let parts = parts.compactMap { $0 }
    if !parts.isEmpty { items.append(.fact(name: name, parts: parts, role: role, target: target)) }
  }

  private mutating func addProgress() {
    if let share = figures.share, let percent = figures.percent {
      items.append(
        .progress(
          share: share, parts: [percent, "\(grouped(progress.done)) of \(grouped(progress.total))"]))
    }
    // Why the guard has stopped it is said as a warning.
    let isCollapse = progress.ending != nil && progress.ending == progress.generation?.collapse
    add("ended", [isCollapse ? nil : progress.ending], role: run.state.role)
    let isLive = run.state == .running
    // A run that is over has none.
    add(
      run.state.isOver ? "time" : "speed",
      [
        isLive && progress.traffic.rate > 0
          ? rateText(perSecond: progress.traffic.rate) + " answers" : nil,
        figures.secondsLeft.map { "\(durationText($0)) left" }, durationText(figures.elapsed) + soFar,
      ])
    if !run.state.isOver, let waiting = progress.traffic.waiting {
      add("waits", [waiting], role: "message.warning")
    }
    // What a run that generates has made stands in its funnel.
    guard progress.generation == nil else { return }
    add(
      "examples",
      [
        progress.done - progress.failed - progress.cached > 0
          ? "\(grouped(progress.done - progress.failed - progress.cached)) \(run.kind.done)" : nil,
        progress.cached > 0 ? "\(grouped(progress.cached)) from answers on disk" : nil,
      ], target: run.kind == .judge ? .judged : nil)
    if progress.failed > 0 {
      add(
        "failed", ["\(grouped(progress.failed)) without a valid answer"], role: "message.warning",
        target: .failed)
    }
  }

  private mutating func addCost() {
    let isKnown = progress.traffic.cost != nil || progress.expectedCost != nil
    add(
      "cost",
      [
        isKnown ? costText(progress.traffic.cost) + soFar : "not known: the model has no price",
        progress.expectedCost.map { "about \(costText($0)) expected" },
        progress.budget.map { "budget \(costText($0))" }, costOfOne,
      ])
  }

  /// What one example that was taken has cost.
  private var costOfOne: String? {
    guard let taken = progress.generation?.taken, taken > 0, let cost = progress.traffic.cost, cost > 0 else {
      return nil
    }
    let each = cost / Double(taken)
    return "\(each < 0.001 ? costText(each) : fixedText(each, decimals: each < 1 ? 4 : 2)) an example"
  }

  private mutating func addGeneration() {
    guard let tally = progress.generation else { return }
    let figures = GenerationFigures(tally)
    if let collapse = tally.collapse { items.append(.warning("stopped: \(collapse)")) }
    add("batch", [tally.batch, "\(grouped(tally.taken)) in it"], target: .batch(tally.batch))
    if progress.failed > 0 {
      add("failed", ["\(grouped(progress.failed)) without an answer"], role: "message.warning")
    }
    if tally.broken > 0 {
      add(
        "broken",
        [
          tally.broken == 1
            ? "1 answer could not be read whole; what was whole of it counts"
            : "\(grouped(tally.broken)) answers could not be read whole; what was whole of them counts"
        ],
        role: "message.warning")
    }
    if let words = figures.words {
      add("variety", [words], role: figures.isRunningDry ? "message.warning" : "text")
    }
    if tally.rotations > 0 {
      add(
        "rotated",
        [
          "seeds and phrasing changed \(tally.rotations == 1 ? "once" : "\(tally.rotations) times"), since little that "
            + "was new came"
        ])
    }
    if !figures.steps.isEmpty { items.append(.funnel(figures.steps, batch: tally.batch)) }
    if figures.hasQuotas {
      items.append(.space)
      add("quotas", figures.quotaParts)
      if !figures.worst.isEmpty { items.append(.cells(figures.worst)) }
    }
    if !figures.measures.isEmpty { items.append(.diversity(figures.measures)) }
    if let all = tally.diversity, all.tellsRates, let curve = all.saturation {
      items.append(.saturation(curve))
    }
  }

  private mutating func addTraffic() {
    let traffic = progress.traffic
    add(
      "requests",
      [
        grouped(traffic.requests), traffic.retries > 0 ? "\(grouped(traffic.retries)) of them retries" : nil,
        run.state.isOver ? nil : "\(grouped(traffic.inFlight)) in flight",
        run.wish.concurrency.map { "\(grouped($0)) at once" },
      ])
    if traffic.latencyP50 != nil {
      add(
        "latency",
        [
          "p50 \(latencyText(traffic.latencyP50))", "p95 \(latencyText(traffic.latencyP95))",
          "p99 \(latencyText(traffic.latencyP99))",
        ])
    }
    if traffic.tokensIn + traffic.tokensOut > 0 {
      add("tokens", ["\(grouped(traffic.tokensIn)) in", "\(grouped(traffic.tokensOut)) out"])
    }
  }

  private mutating func addWarnings() {
    items += progress.warnings.map { .warning($0) }
  }

  private mutating func addProbes() {
    guard let probes = progress.probes, probes.bad.n + probes.good.n > 0 else { return }
    let rate = CatchRate(caught: probes.bad.right, of: probes.bad.n, bar: bar)
    add("caught", [rate.text], role: rate.role, target: .misses(probes.missedBad))
    if let verdict = rate.verdict { items.append(.warning(verdict)) }
    if probes.good.n > 0 {
      add("good kept", ["\(grouped(probes.good.right)) of \(grouped(probes.good.n)) known-good probes"])
      if let blindness = probes.blindness { items.append(.warning(blindness)) }
    }
  }
}

/// Known-bad probes that a judge has caught, in words.
extension CatchRate {
  /// "31 of 40 known-bad probes, 78 % (95 % interval 62-88 %, n = 40)".
  fileprivate var text: String {
    guard proportion.n > 0 else { return "no known-bad probe judged yet" }
    return "\(grouped(proportion.successes)) of \(grouped(proportion.n)) known-bad probes, "
      + rateText(successes: proportion.successes, n: proportion.n)
  }

  fileprivate var role: String {
    switch finding {
    case .notMeasured: "text.dim"
    case .met: "verdict.accept"
    case .missed: "message.error"
    case .notDecided: "message.warning"
    }
  }

  /// What follows from it; nil: nothing.
  fileprivate var verdict: String? {
    switch finding {
    case .notMeasured, .met: nil
    case .missed: "under the \(percentText(bar)) bar: your judging prompt needs work"
    case .notDecided:
      "\(grouped(proportion.n)) known-bad \(proportion.n == 1 ? "probe is" : "probes are") too few to tell whether it "
        + "meets the \(percentText(bar)) bar"
    }
  }
}

/// What a line of a run stands for in Review.
enum RunTarget: Equatable {
  case judged, failed
  /// The examples that a run has generated.
  case batch(String)
  case misses([ExampleID])
}

extension RunProgress.Histogram {
  var total: Int { counts.reduce(0, +) }

  /// nil: nothing was scored yet.
  var mean: Double? {
    guard total > 0 else { return nil }
    let sum = counts.enumerated().reduce(0.0) { $0 + Double($1.element) * Double(minimum + $1.offset) }
    return sum / Double(total)
  }
}
