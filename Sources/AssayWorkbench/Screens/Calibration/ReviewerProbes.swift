import AssayModel
import AssayStatistics

/// How this reviewer did on probes, in steps of this many decisions until all are decided: a figure that moved with every
/// decision would tell which examples are probes.
private let probeStep = 5

/// "Probes: you caught 9 of 10 known-bad (90 %, 60-98)" and "accepted 8 of 10 known-good (80 %, 49-94)", a line each;
/// none where no probe says anything of this reviewer.
func probeLines(_ state: AppState) -> [String] {
  let counting = state.workspace.probes.filter {
    $0.status == .confirmed && $0.reviewer != state.reviewer && $0.fault != .nearCopy && !$0.isRepeat
  }
  guard !counting.isEmpty else { return [] }
  let shown = [counting.filter { $0.fault != nil }, counting.filter { $0.fault == nil }].flatMap { probes in
    wholeSteps(of: probes, state)
  }
  let tally = ProbeTally.reviewer(shown, state.log, state.reviewer)
  guard tally.bad.n + tally.good.n > 0 else {
    return ["Probes: your figures come in steps of \(probeStep), so that no decision gives one away"]
  }
  let caught = tally.bad.n == 0 ? nil : "caught \(rate(tally.bad)) known-bad\(interval(tally.bad))"
  let accepted = tally.good.n == 0 ? nil : "accepted \(rate(tally.good)) known-good\(interval(tally.good))"
  return [caught, accepted].compactMap { $0 }.enumerated().map { index, words in
    (index == 0 ? "Probes: you " : "            ") + words
  }
}

private func wholeSteps(of probes: [Probe], _ state: AppState) -> [Probe] {
  let decided = probes.compactMap { probe -> (probe: Probe, at: Int64)? in
    let opinion = state.log.opinion(of: state.reviewer, on: probe.example)
    return opinion?.verdict == nil ? nil : (probe, opinion?.decidedAt ?? 0)
  }.sorted { ($0.at, $0.probe.example) < ($1.at, $1.probe.example) }.map(\.probe)
  return decided.count == probes.count
    ? decided : Array(decided.prefix(decided.count / probeStep * probeStep))
}

private func rate(_ count: ProbeTally.Count) -> String { "\(count.right) of \(count.n)" }

private func interval(_ count: ProbeTally.Count) -> String {
  let proportion = Proportion(successes: count.right, n: count.n)
  return proportion.n > 0 ? " (\(percentText(proportion.value)), \(intervalText(proportion)))" : ""
}
