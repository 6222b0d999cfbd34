import AssayCalibration
import AssayModel

extension CalibrationReport {
  /// For a person: the matrix, the rates with their intervals, a line for each dimension.
  var lines: [String] {
    head + [""] + matrixLines + [""] + rateLines + weightLines + [""] + dimensionLines + curveLines
      + [barSentence] + planSentence
  }

  private var head: [String] {
    var lines = ["\(judge) against \(reviewer ?? (split == nil ? "a person" : "people")) on \(setName)"]
    if split != nil { lines.append("keeps: \(thresholds.text)") }
    if unjudged > 0 { lines.append("\(Figures.count(unjudged, "example")) without a score of this judge") }
    if excluded > 0 {
      lines.append("\(Figures.count(excluded, "example")) left out: duplicates of examples in another split")
    }
    if groups > 0 {
      lines.append("\(Figures.count(groups, "group")) of several examples: intervals draw whole groups")
    }
    if let testOpenings {
      lines.append(
        "the test split has now been looked at \(testOpenings == 1 ? "once" : "\(testOpenings) times"); "
          + "every time makes it less of a test")
    }
    return lines
  }

  private var setName: String {
    let name = split.map { " of the split \"\($0)\"" } ?? ""
    return "\(Figures.count(n, "example"))\(name), set \(set)"
  }

  private var matrixLines: [String] {
    TextTable.lines([
      ["", "judge keeps", "judge drops"],
      ["person accepts", Figures.grouped(matrix.tp), Figures.grouped(matrix.fn)],
      ["person rejects", Figures.grouped(matrix.fp) + " (costly)", Figures.grouped(matrix.tn)],
    ])
  }

  private var rateLines: [String] {
    TextTable.lines(
      [["", "", "95 %", "n"]]
        + [
          Self.row("catch rate: rejected ones dropped", rates["catch_rate"]),
          Self.row("accepted ones kept", rates["tpr"]),
          Self.row("precision: good among the kept", rates["precision"]),
          Self.row("the same verdict", rates["accuracy"]),
          Self.row("  accepted by the person, the base rate", rates["accepted_share"]),
          Self.row("kappa", agreement["kappa"]), Self.row("Gwet's AC1", agreement["ac1"]),
          Self.row("Krippendorff's alpha", agreement["alpha"]),
          Self.row("cost of an example", expectedCost),
          Self.row("dropped of everything scored", rejectRate),
          Self.row("good among everything, corrected", correctedGoodShare),
          Self.row("good among the kept, corrected", goodAmongKept),
          Self.row("bad ones expected in what is kept", expectedBadKept, places: 0),
        ])
  }

  /// Nothing unless all were drawn by chance.
  private var weightLines: [String] {
    guard let weightedRates, let weightedExpectedCost else { return [] }
    let size = weights.nEffective.map { Figures.fixed($0, places: 1) } ?? "-"
    return [
      "",
      "weighted by the chances with which they were drawn (they tell as much as \(size) equally drawn ones)",
    ]
      + TextTable.lines([
        Self.row("catch rate", weightedRates["catch_rate"]),
        Self.row("accepted ones kept", weightedRates["tpr"]),
        Self.row("precision", weightedRates["precision"]),
        Self.row("accepted by the person", weightedRates["accepted_share"]),
        Self.row("cost of an example", weightedExpectedCost),
      ])
  }

  private var curveLines: [String] {
    var lines: [String] = []
    if let curves {
      lines += TextTable.lines([
        Self.row("area under the ROC curve", curves.rocAuc),
        [
          "average precision", Figures.number(curves.averagePrecision),
          "a score that tells nothing: \(Figures.number(rates["accepted_share"]?.value))", "",
        ],
      ])
    }
    if let probability {
      lines += TextTable.lines([
        ["Brier score of P(accept)", Figures.number(probability.brier)],
        ["expected calibration error", Figures.number(probability.expectedCalibrationError)],
      ])
    }
    return lines.isEmpty ? [] : lines + [""]
  }

  private var dimensionLines: [String] {
    let names =
      dimensions.keys.filter { $0 != Self.mean }.sorted() + dimensions.keys.filter { $0 == Self.mean }
    let rows = names.compactMap { name in
      dimensions[name].map { figures in
        [
          name, Figures.number(figures.spearman.value), Self.range(figures.spearman),
          Figures.number(figures.kendall.value), Figures.number(figures.kappaQuadratic.value),
          Figures.number(figures.exact.value), Figures.number(figures.mae.value),
          Figures.number(figures.bias.value),
          Self.range(figures.bias), Figures.grouped(figures.n),
        ]
      }
    }
    guard !rows.isEmpty else { return [] }
    return TextTable.lines(
      [["dimension", "Spearman", "95 %", "tau-b", "quadratic kappa", "same", "error", "bias", "95 %", "n"]]
        + rows)
      + groupLines(names) + [""]
  }

  /// Correlations inside each group, averaged: nothing without groups.
  private func groupLines(_ names: [String]) -> [String] {
    let rows = names.compactMap { name in
      dimensions[name]?.grouped.map { grouped in
        [
          name, Figures.number(grouped.spearman), Figures.number(grouped.kendall),
          Figures.number(grouped.pearson),
          "\(grouped.groupsUsed) of \(grouped.groups)",
        ]
      }
    }
    guard !rows.isEmpty else { return [] }
    return [""] + TextTable.lines([["inside groups", "Spearman", "tau-b", "Pearson", "groups used"]] + rows)
  }

  /// The bar is applied at the interval's lower end.
  private var barSentence: String {
    let percent = Figures.fixed(bar.value * 100, places: 0) + " %"
    let n = rates["catch_rate"]?.n ?? 0
    // What drops everything catches everything, and passes no bar.
    if n > 0, matrix.tp + matrix.fp == 0 { return "The judge keeps nothing: its catch rate tells nothing." }
    switch bar.outcome {
    case nil: return "The person rejected nothing: how many bad examples the judge catches cannot be told."
    case .passed: return "At least \(percent) of what a person rejects is caught."
    case .missed: return "The judge catches under \(percent) of what a person rejects: its prompt needs work."
    case .cannotBeTold:
      let more =
        bar.moreRejected.map {
          " \(Figures.grouped($0)) more rejected examples could tell, if the share stays."
        } ?? ""
      return
        "Whether \(percent) or more of what a person rejects is caught cannot be told with n = \(n): the bar lies "
        + "inside the interval." + more
    }
  }

  private var planSentence: [String] {
    guard split != nil, let position = plan.position, let rate = rejectRate.value else { return [] }
    let range = "\(Figures.fixed(plan.low * 100, places: 0))-\(Figures.fixed(plan.high * 100, places: 0)) %"
    let place =
      switch position {
      case .below: "less than the planned \(range)"
      case .within: "inside the planned \(range)"
      case .above: "more than the planned \(range)"
      }
    return ["Dropped are \(Figures.percent(rate)) of everything scored, \(place)."]
  }

  private static func row(_ name: String, _ figure: Figure?, places: Int = 3) -> [String] {
    guard let figure else { return [name, "-", "", ""] }
    return [
      name, Figures.number(figure.value, places: places), range(figure, places), Figures.grouped(figure.n),
    ]
  }

  private static func range(_ figure: Figure, _ places: Int = 3) -> String {
    guard let low = figure.low, let high = figure.high else { return "" }
    return "\(Figures.fixed(low, places: places)) to \(Figures.fixed(high, places: places))"
  }
}
