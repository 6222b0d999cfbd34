import AssayCalibration
import AssayModel
import AssayStatistics
import TerminalCore
import TerminalWidgets

/// How the version under the cursor does: on dev now, on test where it was opened, and what was measured before.
func versionFigureLines(width: Int, _ canvas: Canvas) -> [[Span]] {
  let state = canvas.state
  guard let judge = judgeUnderCursor(state) else { return [] }
  guard let records = state.judges.records else {
    return quietLines("Reading " + state.appearance.pending, width: width, canvas)
  }
  let lines = FigureLines(judge: judge, records: records, width: width, canvas: canvas)
  return lines.dev + [[]] + lines.test + [[]] + lines.history
}

private struct FigureLines {
  let judge: JudgeVersion
  let records: VersionRecords
  let width: Int
  let canvas: Canvas

  private var state: AppState { canvas.state }

  private func line(_ text: String, _ role: String = "text") -> [Span] {
    [Span(text: DisplayText.singleLine(text), style: canvas.style(role))]
  }

  private func fact(_ name: String, _ text: String, _ role: String = "text") -> [[Span]] {
    TextLayout.wrap([Span(text: text, style: canvas.style(role))], width: max(8, width - 20), maxLines: 4)
      .enumerated().map { index, line in
        [Span(text: DisplayText.pad(index == 0 ? name : "", to: 20), style: canvas.style("field.name"))]
          + line
      }
  }

  // MARK: Dev

  var dev: [[Span]] {
    guard let figures = records.dev[judge.id] else { return [] }
    let key = state.bindings.shown(for: .judgeMeasure, screen: .judge) ?? ":judge.measure"
    let rule = KeepRuleText.of(figures.rule)
    var lines = [line("On dev, as the scores are now", "title")]
    lines += fact("rule", rule)
    if figures.n == 0 {
      let why =
        figures.unscored == 0
        ? "no example of dev has been decided yet" : "none of its \(figures.unscored) examples is scored"
      return lines + fact("n", "0: \(why); \(key) judges dev and measures")
    }
    return lines + counts(figures, note: figures.unscored == 0 ? "" : "; \(key) judges the rest and measures")
  }

  private func counts(_ figures: VersionFigures, note: String) -> [[Span]] {
    let matrix = figures.matrix
    let unscored = figures.unscored == 0 ? "" : ", \(figures.unscored) not scored\(note)"
    let accepted = Proportion(successes: matrix.accepted, n: matrix.count).value ?? 0
    let kappa = figures.kappa.map { fixedText($0, decimals: 2) } ?? "null"
    let cost = figures.expectedCost.map { fixedText($0, decimals: 2) } ?? "null"
    var lines = fact("n", "\(figures.n)\(unscored); set \(figures.setHash)")
    lines += fact(
      "matrix",
      "accepted: \(matrix.truePositives) kept, \(matrix.falseNegatives) dropped; rejected: "
        + "\(matrix.falsePositives) kept, \(matrix.trueNegatives) dropped")
    lines += fact(
      "catch rate (TNR)",
      rateText(successes: matrix.trueNegatives, n: matrix.rejected)
        + "; bar \(percentText(state.task.calibration.bar))")
    lines += fact("good kept (TPR)", rateText(successes: matrix.truePositives, n: matrix.accepted))
    lines += fact(
      "kappa", "\(kappa); raw agreement \(percent(matrix.accuracy)), accepted \(percent(accepted))")
    lines += fact(
      "expected cost",
      "\(cost) an example, a bad one kept costing \(plainNumber(figures.costRatio)) good ones dropped")
    return lines + fact("dropped", percent(figures.rejectRate.value))
  }

  private func percent(_ share: Double?) -> String {
    share.map { percentText($0) } ?? "null"
  }

  // MARK: Test

  var test: [[Span]] {
    let key = state.bindings.shown(for: .judgeMeasureTest, screen: .judge) ?? ":judge.measure-test"
    let all = records.openings.count
    let own = records.openings.count { $0.judge == judge.id }
    let times = all == 1 ? "once" : "\(all) times"
    let opened = all == 0 ? "never opened" : "opened \(times) in all, \(own) for this version"
    guard let last = records.test(of: judge.id) else {
      return [line("On test", "title")] + fact("sealed", "\(opened); \(key) opens it for this version")
    }
    return [line("On test, as measured on \(dateText(last.at))", "title")]
      + fact("rule", KeepRuleText.of(last.rule))
      + counts(last.figures(costRatio: state.task.calibration.costRatio), note: "")
      + fact("openings", opened)
  }

  // MARK: What was measured before

  var history: [[Span]] {
    let history = records.history(of: judge.id)
    if history.isEmpty { return [line("Nothing was measured and kept yet", "text.dim")] }
    return [line("Measured", "title")]
      + history.prefix(20).map { measurement in
        let figures = measurement.figures(costRatio: state.task.calibration.costRatio)
        let rate = figures.catchRate.value.map { percent($0) } ?? "-"
        let cost = measurement.expectedCost.map { fixedText($0, decimals: 2) } ?? "-"
        let parts = [
          dateText(measurement.at), DisplayText.pad(measurement.split.rawValue, to: 8), "n \(measurement.n)",
          "catch \(rate)", "cost \(cost)", "set \(measurement.setHash)", KeepRuleText.of(measurement.rule),
          "by \(measurement.author)",
        ]
        return [
          Span(
            text: canvas.truncate(DisplayText.singleLine(parts.joined(separator: "  ")), to: width),
            style: canvas.style("text.dim"))
        ]
      }
  }
}
