import AssayCalibration
import AssayModel
import AssayStatistics
import TerminalCore

// The calibration as lines: the same figures as on the screen, one part at a time.

extension LinearText {
  /// The part of the calibration that has the keys.
  static func calibration(_ state: AppState) -> [String] {
    guard let picture = state.calibration.picture, let shown = state.calibration.shown,
      let data = state.calibration.data
    else {
      if let problem = state.calibration.problem { return ["Calibration: \(safe(problem))."] }
      return [state.judge == nil ? "No judge has scored anything yet." : "Reading the calibration set."]
    }
    let head =
      "\(state.calibration.pane.title) of judge \(safe(data.judge.name)) on \(safe(choiceText(picture.choice, state))), "
      + "n = \(shown.matrix.count). \(state.calibration.draft == nil ? "Keeps" : "Would keep, not in force"): "
      + "\(safe(shown.rule.phrase))."
    let lines: [String] =
      switch state.calibration.pane {
      case .matrix: matrixLines(shown, picture, state)
      case .rule: ruleLines(shown, picture, state)
      case .dimensions: dimensionLines(picture, state)
      case .curve: curveLines(shown)
      case .progress: progressLines(picture, state)
      case .history: historyLines(state)
      }
    return [head] + lines
  }

  /// What the cursors of the calibration stand on, so that a change is read out.
  static func calibrationPlace(_ state: AppState) -> String {
    let calibration = state.calibration
    return [
      "\(calibration.pane)", "\(calibration.choice)", "\(calibration.cell)", "\(calibration.slider)",
      "\(calibration.dimension)", "\(calibration.scoreCell)", "\(calibration.line)",
      calibration.shown?.rule.phrase,
      calibration.data?.judge.name, calibration.shown.map { "\($0.matrix)" },
    ].compactMap { $0 }.joined(separator: " ")
  }

  private static func matrixLines(_ shown: RuleTrial, _ picture: CalibrationPicture, _ state: AppState)
    -> [String]
  {
    let matrix = shown.matrix
    let here = state.calibration.cell
    let cells = ConfusionCell.allCases.map { cell in
      let costly = cell == .falsePositive ? ", the costly mistake" : ""
      return "  \(cell.title): \(cell.count(in: matrix))\(costly)\(cell == here ? " (cursor)" : "")."
    }
    func rate(_ name: String, _ share: Estimate) -> String { "  \(name): \(rateText(share))." }
    let kappa = matrix.kappa.map { fixedText($0, decimals: 2) } ?? "cannot be told"
    let plan = state.task.calibration.rejectPlan
    return cells + [
      rate("catch rate", shown.rates.catchRate), rate("good kept", shown.rates.truePositiveRate),
      rate("kept are good", shown.rates.precision),
      "  \(barSentence(matrix, shown.rates.catchRate, bar: state.task.calibration.bar).forms[0]).",
      "  kappa \(kappa), raw agreement \(percentText(matrix.accuracy)), accepted \(percentText(matrix.count == 0 ? nil : Double(matrix.accepted) / Double(matrix.count))).",
      "  expected cost \(shown.cost.map { fixedText($0, decimals: 2) } ?? cannotBeTold) an example; drops "
        + "\(percentText(shown.outcome.rejectRate)) of all \(grouped(shown.outcome.scored)) scored, plan "
        + "\(Int(plan.lowerBound * 100))-\(Int(plan.upperBound * 100)) %.",
    ]
  }

  private static func ruleLines(_ shown: RuleTrial, _ picture: CalibrationPicture, _ state: AppState)
    -> [String]
  {
    let sliders = shown.rule.sliders(picture.subject.dimensions).enumerated().map { index, slider in
      let best = shown.optima.indices.contains(index) ? shown.optima[index] : nil
      let words =
        best.map { $0.value == slider.value ? ", lowest cost" : ", lowest cost at \(plainNumber($0.value))" }
        ?? ""
      let cursor = index == state.calibration.slider ? " (cursor)" : ""
      return "  \(safe(slider.name)): \(plainNumber(slider.value))\(words)\(cursor)."
    }
    return ["  \(RuleKind(shown.rule).title)."] + sliders + matrixLines(shown, picture, state).suffix(6)
  }

  private static func dimensionLines(_ picture: CalibrationPicture, _ state: AppState) -> [String] {
    picture.dimensions.flatMap { dimension -> [String] in
      guard dimension.n > 0 else { return ["  \(safe(dimension.dimension.name)): \(cannotBeTold)."] }
      func text(_ value: Double?) -> String { value.map { fixedText($0, decimals: 2) } ?? "cannot be told" }
      let lowest = dimension.dimension.minimum
      let rows = (0..<dimension.matrix.categories).compactMap { row -> String? in
        let counts = (0..<dimension.matrix.categories).filter { dimension.matrix[row, $0] > 0 }
          .map { "judge \(lowest + $0): \(dimension.matrix[row, $0])" }
        return counts.isEmpty ? nil : "    person \(lowest + row): \(counts.joined(separator: ", "))."
      }
      return [
        "  \(safe(dimension.dimension.name)): n = \(dimension.n), rho \(text(dimension.spearman)), kappa "
          + "\(text(dimension.kappa)), judge less person \(text(dimension.bias))."
      ] + rows
    }
  }

  private static func curveLines(_ shown: RuleTrial) -> [String] {
    guard let area = shown.curve.area, let here = shown.curve.here else { return ["  No curve yet."] }
    return [
      "  area \(fixedText(area, decimals: 3)); keeps \(percentText(here.truePositiveRate)) of the good and "
        + "\(percentText(here.falsePositiveRate)) of the bad."
    ]
  }

  private static func progressLines(_ picture: CalibrationPicture, _ state: AppState) -> [String] {
    ["  \(picture.counts.total) of \(state.task.calibrationTarget) decided."]
      + progressRows(picture.counts, state).enumerated().map { index, row in
        let remark = row.remark.isEmpty ? "" : ", \(row.remark)"
        let cursor = index == state.calibration.line ? " (cursor)" : ""
        return "  \(safe(row.line.name)): good \(row.line.good), bad \(row.line.bad)\(remark)\(cursor)."
      } + probeLines(state).map { "  " + $0 }
  }

  private static func historyLines(_ state: AppState) -> [String] {
    driftLines(state).map { "  " + safe($0.text) + "." }
      + shownHistory(state).prefix(20).map { figures in
        let rejected = figures.trueNegatives + figures.falsePositives
        return
          "  \(agoText(figures.at, now: state.now)), \(figures.split.rawValue), n = \(figures.n): catch rate "
          + "\(rateText(successes: figures.trueNegatives, n: rejected)), \(safe(figures.rule.phrase))."
      }
  }

  /// The question before the test split is opened; nil: it is not asked.
  public static func seal(_ state: AppState) -> [String]? {
    guard case .opening(nil) = state.overlay, let data = state.calibration.data else { return nil }
    return [
      "Open the test split? It has \(openedText(data.openings)); every look makes it less of a test.",
      "y opens it and writes that down, anything else leaves it sealed.",
    ]
  }
}
