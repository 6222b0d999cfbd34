import AssayModel

extension CalibrationReport {
  /// For a person: the matrix, the rates with their intervals, a line for each dimension.
  var lines: [String] {
    var lines = ["\(judge) against a person on \(Figures.count(n, "example"))"]
    if unjudged > 0 { lines.append("\(Figures.count(unjudged, "example")) without a score of this judge") }
    lines.append("")
    lines += TextTable.lines([
      ["", "judge keeps", "judge drops"],
      ["person accepts", Figures.grouped(matrix.tp), Figures.grouped(matrix.fn)],
      ["person rejects", Figures.grouped(matrix.fp) + " (costly)", Figures.grouped(matrix.tn)],
    ])
    lines.append("")
    lines += TextTable.lines(
      [["", "", "95 %", "n"]]
        + [
          Self.row("catch rate: rejected ones dropped", rates["catch_rate"]),
          Self.row("accepted ones kept", rates["tpr"]),
          Self.row("precision: good among the kept", rates["precision"]),
          Self.row("the same verdict", rates["accuracy"]),
          Self.row("  of which accepted by the person", rates["accepted_share"]),
          Self.row("kappa", agreement["kappa"]), Self.row("Gwet's AC1", agreement["ac1"]),
          Self.row("dropped by the judge", rejectRate),
          Self.row("cost of an example", expectedCost),
          Self.row("good among everything, corrected", correctedGoodShare),
          Self.row("good among the kept, corrected", goodAmongKept),
        ])
    lines.append("")
    lines += dimensionLines
    return lines + [catchRateSentence]
  }

  private var dimensionLines: [String] {
    let names =
      dimensions.keys.filter { $0 != Self.mean }.sorted() + dimensions.keys.filter { $0 == Self.mean }
    let rows = names.compactMap { name in
      dimensions[name].map { figures in
        [
          name, Self.number(figures.spearman.value), Self.range(figures.spearman),
          Self.number(figures.kendall.value), Self.number(figures.kappaQuadratic.value),
          Self.number(figures.mae.value), Self.number(figures.bias.value), Figures.grouped(figures.n),
        ]
      }
    }
    guard !rows.isEmpty else { return [] }
    return TextTable.lines(
      [["dimension", "Spearman", "95 %", "tau-b", "quadratic kappa", "error", "bias", "n"]] + rows)
      + groupLines(names) + [""]
  }

  /// Correlations inside each group, averaged: nothing without groups.
  private func groupLines(_ names: [String]) -> [String] {
    let rows = names.compactMap { name in
      dimensions[name]?.grouped.map { grouped in
        [
          name, Self.number(grouped.spearman), Self.number(grouped.kendall), Self.number(grouped.pearson),
          "\(grouped.groupsUsed) of \(grouped.groups)",
        ]
      }
    }
    guard !rows.isEmpty else { return [] }
    return [""] + TextTable.lines([["inside groups", "Spearman", "tau-b", "Pearson", "groups used"]] + rows)
  }

  /// The bar is applied at the interval's lower end.
  private var catchRateSentence: String {
    guard let rate = rates["catch_rate"], let value = rate.value, let low = rate.low else {
      return "The person rejected nothing: how many bad examples the judge catches cannot be told."
    }
    if value < ProbeTally.bar {
      return "The judge catches under 80 % of what a person rejects: its prompt needs work."
    }
    if low < ProbeTally.bar {
      return "80 % or more of the bad ones are caught, but with n = \(rate.n) the lower end is under 80 %: "
        + "it cannot be told yet."
    }
    return "At least 80 % of what a person rejects is caught."
  }

  private static func row(_ name: String, _ figure: Figure?) -> [String] {
    guard let figure else { return [name, "-", "", ""] }
    return [name, number(figure.value), range(figure), Figures.grouped(figure.n)]
  }

  private static func number(_ value: Double?) -> String { value.map { Figures.fixed($0, places: 3) } ?? "-" }

  private static func range(_ figure: Figure) -> String {
    guard let low = figure.low, let high = figure.high else { return "" }
    return "\(Figures.fixed(low, places: 3)) to \(Figures.fixed(high, places: 3))"
  }
}
