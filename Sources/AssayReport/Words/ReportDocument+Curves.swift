import AssayCalibration
import AssayStatistics

extension ReportDocument {
  static func curves(_ content: ReportContent) -> Section? {
    guard let figures = content.figures, let facts = content.curves, let curves = figures.curves else {
      return nil
    }
    var charts = [
      roc(curves, figures), precision(curves, figures), cost(facts, figures), histogram(facts),
    ]
    if let probability = figures.probability, !probability.bins.isEmpty {
      charts.append(reliability(probability))
    }
    let weights = figures.weights.kind == .hajek && figures.weightedRates != nil
    return Section(
      id: "curves", title: "Other thresholds",
      blocks: [
        .text(
          "Drawn over \(facts.score == "P(accept)" ? facts.score : "the " + facts.score), \(figures.split ?? "") split, n = \(NumberText.grouped(facts.n)), set "
            + figures.set
            + (weights
              ? "; ROC and precision are weighed to stand for all data, costs and scores are counted." : ".")),
        .charts(charts),
      ])
  }

  private static func roc(_ curves: CalibrationReport.Curves, _ figures: CalibrationReport) -> Chart {
    let points = curves.points.compactMap { point -> Chart.Point? in
      guard let x = point.fpr, let y = point.tpr else { return nil }
      return Chart.Point(x, y)
    }
    return Chart(
      title: "ROC curve",
      summary: "Area \(FigureText.number(curves.rocAuc, 3)) (\(FigureText.detail(curves.rocAuc, 3))). "
        + "The dashed line is chance." + spotWords(figures),
      x: .share("bad ones kept"), y: .share("good ones kept"),
      layers: [.guide(from: Chart.Point(0, 0), to: Chart.Point(1, 1)), .line(points, .main)]
        + spot(figures) { rates in
          guard let kept = rates["tpr"]?.value, let caught = rates["catch_rate"]?.value else { return nil }
          return Chart.Point(1 - caught, kept)
        }, isSquare: true)
  }

  private static func precision(_ curves: CalibrationReport.Curves, _ figures: CalibrationReport) -> Chart {
    let points = curves.points.compactMap { point -> Chart.Point? in
      guard let x = point.tpr, let y = point.precision else { return nil }
      return Chart.Point(x, y)
    }
    let base = (figures.weightedRates ?? figures.rates)["accepted_share"]?.value
    let average = curves.averagePrecision.map { NumberText.fixed($0, 3) } ?? NumberText.notMeasured
    return Chart(
      title: "Precision and recall",
      summary: "Average precision \(average). "
        + (base.map { "Keeping everything gives \(NumberText.percent($0)), the dashed line." } ?? "")
        + spotWords(figures),
      x: .share("good ones kept (recall)"), y: .share("good among the kept (precision)"),
      layers: (base.map { [.level(y: $0, label: "")] } ?? []) + [.line(points, .main)]
        + spot(figures) { rates in
          guard let kept = rates["tpr"]?.value, let right = rates["precision"]?.value else { return nil }
          return Chart.Point(kept, right)
        }, isSquare: true)
  }

  /// The rule in force, by the rates that the curve is made of.
  private static func spot(
    _ figures: CalibrationReport, _ point: ([String: ReportFigure]) -> Chart.Point?
  ) -> [Chart.Layer] {
    point(figures.weightedRates ?? figures.rates).map { [.spot($0, label: "rule in force")] } ?? []
  }

  private static func spotWords(_ figures: CalibrationReport) -> String {
    let rates = figures.weightedRates ?? figures.rates
    guard rates["tpr"]?.value != nil, rates["catch_rate"]?.value != nil else { return "" }
    return " The rule in force keeps \(FigureText.share(rates["tpr"])) of the good ones and drops "
      + "\(FigureText.share(rates["catch_rate"])) of the bad ones."
  }

  // MARK: Costs and scores

  /// Between two scores that occur nothing changes, so the curve has steps.
  private static func cost(_ curves: CurveFacts, _ figures: CalibrationReport) -> Chart {
    let (low, high) = (curves.histogram.first?.from ?? 1, curves.histogram.last?.to ?? 5)
    var points = curves.cuts.reversed().compactMap { cut in cut.threshold.map { Chart.Point($0, cut.cost) } }
    if let first = points.first, first.x > low { points.insert(Chart.Point(low, first.y), at: 0) }
    if let last = points.last, last.x < high, let nothing = curves.cuts.first?.cost {
      points.append(Chart.Point(high, nothing))
    }
    var words =
      "A bad one kept costs \(NumberText.short(figures.settings.costRatio)), a good one dropped 1. "
      + cheapestWords(curves)
    if let cost = figures.expectedCost.value { words += " The rule in force: \(NumberText.fixed(cost))." }
    let cheapest = curves.cheapest
    return Chart(
      title: "Cost of an example over the threshold", summary: words, x: scoreAxis(curves, low, high),
      y: .round("cost", over: points.map(\.y) + [0], from: 0),
      layers: [.steps(points, .main), .mark(x: curves.threshold, label: "in force")]
        + (cheapest.threshold.map { [.spot(Chart.Point($0, cheapest.cost), label: "least")] } ?? []))
  }

  static func cheapestWords(_ curves: CurveFacts) -> String {
    let place =
      curves.cheapest.threshold.map { "from a \(curves.score) of \(NumberText.short($0)) on" }
      ?? "where nothing is kept"
    return "It is least, \(NumberText.fixed(curves.cheapest.cost)) an example, \(place)."
  }

  private static func scoreAxis(_ curves: CurveFacts, _ low: Double, _ high: Double) -> Chart.Axis {
    low == 0 && high == 1
      ? .share(curves.score) : .round(curves.score, over: [low, high], from: low, about: 4)
  }

  private static func histogram(_ curves: CurveFacts) -> Chart {
    let columns = curves.histogram
    let (accepted, rejected) = (
      columns.reduce(0) { $0 + $1.accepted }, columns.reduce(0) { $0 + $1.rejected }
    )
    let counts = columns.map { Double($0.accepted + $0.rejected) }
    let lower = columns.map { Chart.Bar($0.from...$0.to, to: Double($0.rejected)) }
    let upper = columns.map {
      Chart.Bar($0.from...$0.to, from: Double($0.rejected), to: Double($0.rejected + $0.accepted))
    }
    return Chart(
      title: "Scores of accepted and of rejected examples",
      summary: "\(NumberText.grouped(accepted)) accepted and \(NumberText.grouped(rejected)) rejected ones; "
        + "rejected below, accepted on top of them.",
      x: scoreAxis(curves, columns.first?.from ?? 1, columns.last?.to ?? 5),
      y: .round("examples", over: counts, from: 0, isWhole: true, about: 4),
      layers: [.bars(lower, .bad), .bars(upper, .good), .mark(x: curves.threshold, label: "in force")],
      legend: [.init(.bad, "rejected"), .init(.good, "accepted")])
  }

  private static func reliability(_ figures: CalibrationReport.ProbabilityFigures) -> Chart {
    func number(_ value: Double?) -> String {
      value.map { NumberText.fixed($0, 3) } ?? NumberText.notMeasured
    }
    let points = figures.bins.compactMap { bin in
      bin.accepted.value.map {
        Chart.Point(bin.predicted, $0, low: bin.accepted.low, high: bin.accepted.high)
      }
    }
    return Chart(
      title: "Calibration of P(accept)",
      summary: "Brier score \(number(figures.brier)), expected calibration error "
        + "\(number(figures.expectedCalibrationError)), n = \(NumberText.grouped(figures.n)). On the dashed line "
        + "promises are kept; bars are 95\u{A0}% intervals.",
      x: .share("P(accept)"), y: .share("accepted by people"),
      layers: [.guide(from: Chart.Point(0, 0), to: Chart.Point(1, 1)), .points(points, .main)],
      isSquare: true)
  }
}
