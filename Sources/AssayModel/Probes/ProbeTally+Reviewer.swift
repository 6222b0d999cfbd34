extension ProbeTally {
  /// How a person did on probes, by what holds in the log.
  ///
  /// A known-bad one is caught when it is rejected; one with a wrong label also when it is given the right one. A
  /// known-good one is right when it is accepted. Left out are probes that are not confirmed, those that are
  /// probes by this person's own word, known-bad ones that were accepted with an edit (the log does not say whether the
  /// edit mended the fault), and near copies: nobody is shown what they are copies of.
  public static func reviewer(_ probes: [Probe], _ log: DecisionLog, _ reviewer: String) -> ProbeTally {
    var tally = ProbeTally()
    for probe in probes.sorted(by: { $0.example < $1.example }) {
      guard probe.status == .confirmed, probe.reviewer != reviewer, probe.fault != .nearCopy,
        let opinion = log.opinion(of: reviewer, on: probe.example), let verdict = verdict(opinion, on: probe)
      else { continue }
      tally.add(probe, verdict: verdict)
    }
    return tally
  }

  /// What the opinion says of a probe; nil: nothing that counts.
  private static func verdict(_ opinion: ReviewerOpinion, on probe: Probe) -> Verdict? {
    guard opinion.verdict == .accept, let fault = probe.fault else { return opinion.verdict }
    let isLabelFault = fault == .nearLabel || fault == .randomLabel
    if isLabelFault, let label = opinion.label, label == probe.rightLabel { return .reject }
    return opinion.edited == nil ? .accept : nil
  }
}
