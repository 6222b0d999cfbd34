import AssayEngine
import AssayModel
import AssayStatistics
import AssayWorkbench
import TerminalCore

/// What a judging run tells a person at its end.
struct JudgeReport {
  let result: JudgeResult
  private var summary: JudgeSummary { result.summary }

  /// More than these are counted only.
  private static let listed = 20

  /// The result, for the standard output.
  var lines: [String] {
    if summary.total == 0 { return nothing.map(DisplayText.safe) }
    var lines = [headline]
    if summary.traffic.requests > 0 { lines += TrafficText.lines(summary.traffic) }
    lines += HistogramText.lines(summary.histograms)
    lines += result.silence
    lines += probes
    lines += flagged
    return lines.map(DisplayText.safe)
  }

  /// The probes are told all the same: they are what somebody may have come for.
  private var nothing: [String] {
    [
      "\(result.title): there was nothing to judge; --only all goes over everything, --only failed over failures"
    ]
      + probes
  }

  private var headline: String {
    var parts = ["\(Figures.grouped(summary.judged)) of \(Figures.grouped(summary.total)) judged"]
    if summary.failed > 0 { parts.append("\(Figures.grouped(summary.failed)) failed") }
    if summary.cached > 0 { parts.append("\(Figures.grouped(summary.cached)) from answers on disk") }
    if summary.elsewhere > 0 { parts.append("\(Figures.grouped(summary.elsewhere)) by another process") }
    if summary.missing > 0 { parts.append("\(Figures.grouped(summary.missing)) without an answer so far") }
    if result.left > 0 { parts.append("\(Figures.grouped(result.left)) left") }
    return "\(result.title): " + parts.joined(separator: ", ")
  }

  // MARK: Probes

  private var probes: [String] {
    let tally = summary.probes
    guard tally.bad.n + tally.good.n > 0 else {
      if summary.judged == 0, summary.total > 0 { return [] }
      return ["No probe was judged: `assay probes make` shows whether this judge can be trusted"]
    }
    var lines: [String] = []
    if tally.bad.n > 0 {
      lines.append("Known-bad probes dropped: \(result.catchRate.proportion.sentence)")
      let rows = result.byFault.map { fault, rate in
        let interval = rate.proportion.wilson()
        return [
          fault, Figures.grouped(rate.proportion.successes), Figures.grouped(rate.proportion.n),
          rate.proportion.value.map(Figures.percent) ?? "–",
          interval.map { "\(Figures.percent($0.lower)) to \(Figures.percent($0.upper))" } ?? "–",
        ]
      }
      lines += TextTable.lines([["fault", "dropped", "of", "rate", "95 % interval"]] + rows)
    }
    if tally.good.n > 0 {
      lines.append(
        "Known-good probes kept: "
          + Proportion(successes: tally.good.right, n: tally.good.n).sentence)
    }
    if let blindness = tally.blindness { return lines + verdict + ["But " + blindness] + misses }
    return lines + verdict + misses
  }

  private var verdict: [String] {
    let rate = result.catchRate
    let bar = Figures.percent(rate.bar)
    switch rate.finding {
    case .notMeasured: return ["No known-bad probe was judged: `assay probes make` makes some"]
    case .met: return ["The catch rate is over the bar of \(bar)"]
    case .missed: return ["The catch rate is under the bar of \(bar): your judging prompt needs work"]
    case .notDecided:
      let advice =
        rate.needed.map { "\(Figures.grouped($0)) known-bad probes at this rate would tell" }
        ?? "at this rate no number of probes would tell"
      return [
        "Whether the catch rate is over the bar of \(bar) cannot be told yet: \(rate.proportion.n) "
          + "known-bad \(rate.proportion.n == 1 ? "probe is" : "probes are") too few; \(advice)"
      ]
    }
  }

  private var misses: [String] {
    guard !result.misses.isEmpty else { return [] }
    let lines = result.misses.prefix(Self.listed).flatMap { miss in
      let scores = miss.scores.map { score in
        "\(score.dimension) \(score.value.map(Self.short) ?? "–")"
      }
      let reason = miss.reason.map { ["    \"\(Self.start(of: $0))\""] } ?? []
      return [
        "  \(miss.key) · \(miss.fault) · \(Self.start(of: miss.detail))",
        "    \(scores.joined(separator: ", "))"
          + (miss.mean.map { " · mean \(Figures.fixed($0, places: 2))" } ?? ""),
      ] + reason
    }
    return ["Known-bad probes that were kept:"] + lines + rest(result.misses.count)
  }

  // MARK: Orders

  private var flagged: [String] {
    guard !result.flagged.isEmpty else { return [] }
    return [
      "\(Figures.count(result.flagged.count, "example")) "
        + "\(result.flagged.count == 1 ? "gives" : "give") the judge orders; look at "
        + (result.flagged.count == 1 ? "it:" : "them:")
    ] + result.flagged.prefix(Self.listed).map { "  \($0)" } + rest(result.flagged.count)
  }

  private func rest(_ count: Int) -> [String] {
    count > Self.listed ? ["  and \(Figures.grouped(count - Self.listed)) more; --json lists all"] : []
  }

  /// 4.0 → "4", 3.46 → "3.46"
  private static func short(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : Figures.fixed(value, places: 2)
  }

  private static func start(of text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > 160 ? line.prefix(159) + "…" : line
  }

  // MARK: How it ended

  /// Why there is more to do, for the standard error; nil: all is done.
  var ending: String? { ending(goesOnBy: "the same command") }

  /// - Parameter command: what goes on with the judging.
  func ending(goesOnBy command: String) -> String? {
    let goesOn = "what was judged is saved, and \(command) goes on from there"
    switch summary.ending {
    case .stopped: return "Stopped before the end; \(goesOn)"
    case .budgetSpent:
      return "The budget does not allow the next request; \(goesOn) once --budget is higher or left away"
    case .failed(let problem): return "\(problem.message)\nNothing more can be had from the server; \(goesOn)"
    case .finished:
      guard summary.failed > 0 else { return nil }
      return failures(command)
    }
  }

  private func failures(_ command: String) -> String {
    var parts: [String] = []
    if summary.unreadable > 0 {
      parts.append(
        "\(Figures.count(summary.unreadable, "example")) got answers that could not be read: "
          + "`assay judge --only failed` tries once more")
    }
    if summary.unanswered > 0 {
      parts.append(
        "\(Figures.count(summary.unanswered, "example")) got no answer: \(command) tries again")
    }
    if let last = summary.lastFailure { parts.append("The last message: \(last)") }
    return parts.joined(separator: "\n")
  }
}
