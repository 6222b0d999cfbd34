import AssayCalibration
import AssayModel
import TerminalCore

extension ReviewersReport {
  /// The lines for people.
  var lines: [String] {
    guard !reviewers.isEmpty else { return ["Nobody has decided anything yet; `assay` opens the workbench"] }
    var lines = reviewers.flatMap(Self.lines)
    lines += agreementLines
    if let anchoring { lines += ["After seeing the judge, everybody:"] + Self.lines(anchoring) }
    lines += rubricLines
    return lines.map(DisplayText.safe)
  }

  private static func lines(_ reviewer: Reviewer) -> [String] {
    let decided = reviewer.accepted + reviewer.rejected
    var parts = [
      "\(Figures.grouped(decided)) decided (\(reviewer.accepted) accepted, \(reviewer.rejected) rejected)"
    ]
    if reviewer.skipped > 0 { parts.append("\(reviewer.skipped) skipped") }
    if reviewer.ruled > 0 { parts.append("\(reviewer.ruled) ruled") }
    if let pace = reviewer.secondsPerDecision {
      parts.append("\(Figures.fixed(pace, places: 1)) s a decision (median)")
    }
    var lines = ["\(reviewer.name): " + parts.joined(separator: ", ")]
    lines.append("  blind: \(text(reviewer.blind))")
    lines.append("  known-bad probes caught: \(text(reviewer.knownBadCaught))")
    if reviewer.knownGoodAccepted.n > 0 {
      lines.append("  known-good probes accepted: \(text(reviewer.knownGoodAccepted))")
    }
    lines.append("  the same on repeats: \(text(reviewer.repeatsConsistent))")
    if let anchoring = reviewer.anchoring {
      lines += ["  after seeing the judge:"] + Self.lines(anchoring).map { "  " + $0 }
    }
    if reviewer.underOlderRubric > 0 {
      lines.append("  \(Figures.count(reviewer.underOlderRubric, "verdict")) under an older rubric")
    }
    return lines
  }

  private static func lines(_ anchoring: AnchoringFigures) -> [String] {
    [
      "  changed the verdict: \(text(anchoring.changed)), \(anchoring.acceptToReject) from accept to reject, "
        + "\(anchoring.rejectToAccept) from reject to accept",
      "  came round to the judge where they differed: \(text(anchoring.towardsJudge))",
      "  left the judge where they agreed: \(text(anchoring.awayFromJudge))",
    ]
  }

  private var agreementLines: [String] {
    guard !agreement.pairs.isEmpty else {
      return ["Agreement between people: not to be told, only one person has decided"] + judgeLines
    }
    var lines = ["Agreement between people (the ceiling for a judge):"]
    for pair in agreement.pairs {
      lines.append(
        "  \(pair.first) and \(pair.second): \(Self.pairText(pair.agreement, pair.kappa, pair.acceptRates))")
    }
    lines.append("  all, Krippendorff's alpha: \(Self.number(agreement.alpha))")
    for (name, figures) in agreement.dimensions.sorted(by: { $0.key < $1.key }) {
      let exact = figures.exactAgreement.map { ", the same score in \(Figures.percent($0))" } ?? ""
      lines.append("  \(name), ordinal alpha: \(Self.number(figures.alphaOrdinal))\(exact)")
    }
    if agreement.conflicts > 0 {
      lines.append(
        "  \(Figures.count(agreement.conflicts, "example")) on which people differ and nobody has ruled: "
          + "`assay`, then :adjudicate")
    }
    if agreement.ruled > 0 { lines.append("  \(Figures.count(agreement.ruled, "example")) ruled on") }
    return lines + judgeLines
  }

  private var judgeLines: [String] {
    judge.map {
      [
        "Judge \($0.name) and people, on \($0.split.rawValue): "
          + Self.pairText($0.agreement, $0.kappa, $0.acceptRates)
      ]
    } ?? []
  }

  private var rubricLines: [String] {
    guard rubric.underOlder > 0 else { return [] }
    let unknown =
      rubric.unknown == 0 ? "" : "; \(Figures.grouped(rubric.unknown)) without a version are not counted"
    return [
      "\(Figures.count(rubric.underOlder, "verdict")) under an older version of the rubric than \(rubric.current)"
        + "\(unknown): the filter rubric:old shows yours again"
    ]
  }

  /// "kappa 0.62 (0.41 to 0.80), agree on 83.0 % (71.2 % to 90.8 %, n = 60), accept 60.0 % and 52.0 %"
  private static func pairText(_ agreement: Figure, _ kappa: Figure, _ acceptRates: [Double]?) -> String {
    guard agreement.n > 0 else { return "nothing in common yet (n = 0)" }
    let rates = (acceptRates ?? []).map(Figures.percent).joined(separator: " and ")
    let value =
      kappa.value == nil ? "not to be told, only one verdict occurs" : number(kappa, withCount: false)
    return "kappa \(value); agree on \(text(agreement)); accept \(rates)"
  }

  /// "83.0 % (71.2 % to 90.8 %, n = 60)"
  private static func text(_ figure: Figure) -> String {
    guard let value = figure.value, let low = figure.low, let high = figure.high else {
      return "nothing to measure yet (n = 0)"
    }
    return "\(Figures.percent(value)) (\(Figures.percent(low)) to \(Figures.percent(high)), n = \(figure.n))"
  }

  private static func number(_ figure: Figure, withCount: Bool = true) -> String {
    guard let value = figure.value else { return "not to be told (n = \(figure.n))" }
    func fixed(_ value: Double) -> String { Figures.fixed(value, places: 2) }
    let interval = figure.low.flatMap { low in figure.high.map { "\(fixed(low)) to \(fixed($0))" } }
    let count = withCount ? "n = \(figure.n)" : nil
    let inner = [interval, count].compactMap { $0 }.joined(separator: ", ")
    return fixed(value) + (inner.isEmpty ? "" : " (\(inner))")
  }
}
