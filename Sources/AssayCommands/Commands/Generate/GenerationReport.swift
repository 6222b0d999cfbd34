import AssayEngine
import AssayModel
import AssayStatistics
import TerminalCore

/// What a run that generates tells a person at its end.
struct GenerationReport {
  private let outcome: GenerationStages.Outcome
  private let model: String
  private var summary: GenerationSummary { outcome.generated }
  private var tally: GenerationTally { summary.tally }

  /// Beyond this many cells only those that are short.
  private static let listed = 12
  private static let width = 79

  init(_ outcome: GenerationStages.Outcome, model: String) {
    self.outcome = outcome
    self.model = model
  }

  /// The result, for the standard output.
  var lines: [String] {
    let sentences = answers + rates + diversity
    let generated =
      [headline] + quotas + sentences.flatMap { WrappedLine($0).lines(width: Self.width) } + traffic
    let judged = outcome.judged.map { [""] + JudgeReport(result: $0).lines } ?? []
    let duplicates = outcome.duplicates.map { [""] + DedupeReport.short($0) } ?? []
    return (generated + judged + duplicates + [""] + next).map(DisplayText.safe)
  }

  private var wanted: Int { tally.quotas.reduce(0) { $0 + $1.wanted } }

  private var headline: String {
    "\(tally.batch) · \(model): \(Figures.grouped(tally.taken)) of \(Figures.count(wanted, "example")), run "
      + "\(summary.run.rawValue)"
  }

  // MARK: Quotas

  /// All cells while they are few, else those that are short.
  private var quotas: [String] {
    let isSpread = tally.quotas.contains { $0.label != nil || $0.difficulty != nil }
    guard isSpread else { return [] }
    if tally.quotas.count <= Self.listed {
      return TextTable.lines(
        [["label", "taken", "of"]]
          + tally.quotas.map { [Self.name($0), Figures.grouped($0.got), Figures.grouped($0.wanted)] })
    }
    let full = tally.quotas.filter { $0.missing == 0 }.count
    let line = "  \(Figures.grouped(full)) of \(Figures.grouped(tally.quotas.count)) quotas are filled"
    let short = summary.shortfalls.prefix(Self.listed).map { "  \($0)" }
    let rest = summary.shortfalls.count - short.count
    return [line] + short + (rest > 0 ? ["  and \(Figures.grouped(rest)) more; --json lists all"] : [])
  }

  private static func name(_ quota: Quota) -> String {
    [quota.label, quota.difficulty].compactMap(\.self).joined(separator: ", ")
  }

  // MARK: What came

  private var answers: [String] {
    guard tally.asked > 0 else { return [] }
    var parts = ["\(Figures.grouped(tally.taken)) taken"]
    func add(_ count: Int, _ what: String) {
      if count > 0 { parts.append("\(Figures.grouped(count)) \(what)") }
    }
    add(tally.copies, tally.copies == 1 ? "exact copy" : "exact copies")
    add(tally.overfull, "over their quota")
    add(tally.wrongLabel, "of a label that was not wanted")
    add(tally.wrongDifficulty, "of a difficulty that was not wanted")
    add(tally.filtered, "refused by a filter")
    var sentences = [
      "\(Figures.count(tally.calls, "call")) asked for \(Figures.grouped(tally.asked)) and brought "
        + "\(Figures.grouped(tally.returned)): " + parts.joined(separator: ", ")
    ]
    if tally.broken > 0 {
      sentences.append(
        "\(Figures.count(tally.broken, "answer")) could not be read whole; what was whole of them counts")
    }
    if summary.cached > 0 { sentences.append("\(Figures.count(summary.cached, "call")) had answers on disk") }
    if summary.failed > 0 { sentences.append("\(Figures.count(summary.failed, "call")) got no answer") }
    return sentences
  }

  private var rates: [String] {
    var sentences: [String] = []
    if tally.flagged > 0 {
      let rate = Proportion(successes: min(tally.flagged, tally.checked), n: tally.checked)
      sentences.append("Flagged, because a check disagrees: \(rate.sentence)")
    }
    if let unverified = tally.unverified {
      sentences.append(
        "Not verified: \(Figures.count(unverified, "label")) of \(Figures.grouped(tally.taken)), since the verifier gave "
          + "no answer that could be read"
      )
    }
    if tally.wrongLabel > 0 {
      let rate = Proportion(successes: min(tally.wrongLabel, tally.returned), n: tally.returned)
      sentences.append("Wrong labels: \(rate.sentence)")
    }
    return sentences
  }

  // MARK: Diversity

  private var diversity: [String] {
    var sentences: [String] = []
    let isCollapsed = tally.collapse != nil
    if let figures = tally.diversity.map({ DiversityText.sentence($0, collapsed: isCollapsed) }),
      !figures.isEmpty
    {
      sentences.append("Diversity: " + figures)
    }
    if tally.rotations > 0 {
      sentences.append(
        "Seeds and wording were changed \(Self.times(tally.rotations)), since little that was new came")
    }
    if let collapse = tally.collapse {
      sentences.append(
        "Stopped: \(collapse). Other seeds, another technique, another model or a --wish bring more than going on"
      )
    }
    return sentences
  }

  private static func times(_ count: Int) -> String {
    count == 1 ? "once" : count == 2 ? "twice" : "\(count) times"
  }

  // MARK: The end

  private var traffic: [String] {
    summary.traffic.requests > 0 ? TrafficText.lines(summary.traffic) : []
  }

  private var next: [String] {
    guard tally.taken > 0 else { return [] }
    let stages = [
      outcome.judged == nil ? "`assay judge` scores them" : nil,
      outcome.duplicates == nil ? "`assay dedupe` finds near copies" : nil,
    ].compactMap(\.self)
    return WrappedLine(
      (["Next: `assay` to review them (:batch \(tally.batch) shows them alone)"] + stages)
        .joined(separator: "; ")
    ).lines(width: Self.width)
  }

  /// What there is more to do and why, for the standard error.
  var endings: [String] {
    var endings = [ending].compactMap(\.self)
    if let judged = outcome.judged {
      // Where generating is done, the same command would make as many examples again.
      let isAlone = endings.isEmpty
      let report = JudgeReport(result: judged)
      let ending = isAlone ? report.ending(goesOnBy: "`assay judge`") : report.ending
      endings += ending.map { [isAlone ? "Judging: \($0)" : $0] } ?? []
      if isAlone, !endings.isEmpty {
        endings.append("Generating is done: the same command makes as many examples again")
      }
    }
    if let failure = outcome.failure {
      endings.append("Near duplicates were not found: \(failure)\n`assay dedupe` looks for them again")
    }
    return endings
  }

  private var ending: String? {
    let goesOn = "what came is saved, and the same command goes on from there"
    switch summary.ending {
    case .stopped: return "Stopped before the end; \(goesOn)"
    case .budgetSpent:
      return "The budget does not allow the next request; \(goesOn) once --budget is higher or left away"
    case .failed(let problem): return "\(problem.message)\nNothing more can be had from the server; \(goesOn)"
    case .finished:
      guard !summary.shortfalls.isEmpty, tally.collapse == nil else { return nil }
      let missing = tally.quotas.reduce(0) { $0 + $1.missing }
      return "\(Figures.count(missing, "example")) short: the model does not bring what is missing"
    }
  }
}

extension GenerationTally {
  /// What could be flagged. An item of an evaluation set is flagged when nobody could tell, other examples are not.
  var checked: Int { technique == .evaluationSet ? taken : max(0, taken - (unverified ?? 0)) }
}
