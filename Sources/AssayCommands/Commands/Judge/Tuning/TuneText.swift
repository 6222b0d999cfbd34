import AssayCalibration
import AssayEngine
import AssayModel
import AssayStatistics

/// What tuning has brought, for a person.
enum TuneText {
  static func lines(_ summary: TuneSummary) -> [String] {
    var lines = [summary.sentence.prefix(1).uppercased() + summary.sentence.dropFirst()]
    if let before = summary.incumbentFigures { lines.append(line("before, dev ", before)) }
    if let winner = summary.winner { lines.append(line("best, dev   ", winner.measured.figures)) }
    if case .decided(let decision) = summary.result {
      lines.append(line("before, test", decision.incumbent))
      lines.append(line("after, test ", decision.challenger))
    }
    if let adoption = summary.adoption, let name = summary.winner?.judge?.name {
      lines.append(AdoptionMessage.text(adoption, name: name))
    }
    let cost = summary.cost.map { "cost \(Figures.money($0))" } ?? "cost not known"
    lines.append(
      "\(Figures.count(summary.calls, "call")), \(cost), \(Figures.fixed(summary.minutes, places: 1)) minutes; "
        + "\(Figures.count(summary.rounds, "round")), \(Figures.count(summary.tried, "candidate")) tried")
    if let report = summary.report { lines.append("Report: \(report)") }
    return lines
  }

  private static func line(_ name: String, _ figures: TuningFigures) -> String {
    let matrix = figures.matrix
    return "  \(name)  cost \(Figures.fixed(figures.cost, places: 3))  bad kept \(matrix.falsePositives) of "
      + "\(matrix.rejected)  good dropped \(matrix.falseNegatives) of \(matrix.accepted)"
  }
}
