import AssayStatistics

extension ReportDocument {
  static func curves(_ content: ReportContent) -> Section? {
    guard let curves = content.curves, let figures = content.figures else { return nil }
    var charts = [roc(curves, figures), precision(curves, figures), cost(curves, figures), histogram(curves)]
    if !curves.bins.isEmpty { charts.append(reliability(curves)) }
    let what =
      "Drawn over the \(curves.score), \(figures.split) split, n = \(NumberText.grouped(curves.n)), set \(figures.setHash)."
    let note =
      curves.threshold == nil
      ? " The rule has a threshold for each dimension, so it is one point beside the curves, not on them."
      : ""
    return Section(id: "curves", title: "Other thresholds", blocks: [.text(what + note), .charts(charts)])
  }

  private static func roc(_ curves: CurveFacts, _ figures: JudgeFigures) -> Chart {
    let points = curves.cuts.compactMap { cut -> Chart.Point? in
      guard let kept = cut.counts.truePositiveRate, let caught = cut.counts.catchRate else { return nil }
      return Chart.Point(1 - caught, kept)
    }
    let area = "Area \(FigureText.number(curves.auc, 3)) (\(FigureText.detail(curves.auc, 3)))."
    return Chart(
      title: "ROC curve",
      summary: area + " The dashed line is chance." + spotWords(figures),
      x: .share("bad ones kept"), y: .share("good ones kept"),
      layers: [
        .guide(from: Chart.Point(0, 0), to: Chart.Point(1, 1)), .line(points, .main),
      ]
        + spot(figures) { counts in
          guard let kept = counts.rates["tpr"]?.value, let caught = counts.rates["catch_rate"]?.value else {
            return nil
          }
          return Chart.Point(1 - caught, kept)
        }, isSquare: true)
  }

  private static func precision(_ curves: CurveFacts, _ figures: JudgeFigures) -> Chart {
    let points = curves.cuts.compactMap { cut -> Chart.Point? in
      guard let kept = cut.counts.truePositiveRate, let right = cut.counts.precision else { return nil }
      return Chart.Point(kept, right)
    }
    let base = figures.rates["accepted_share"]?.value
    return Chart(
      title: "Precision and recall",
      summary: "Average precision \(FigureText.number(curves.averagePrecision, 3)). "
        + (base.map { "Keeping everything gives \(NumberText.percent($0)), the dashed line." } ?? "")
        + spotWords(figures),
      x: .share("good ones kept (recall)"), y: .share("good among the kept (precision)"),
      layers: (base.map { [.level(y: $0, label: "")] } ?? []) + [.line(points, .main)]
        + spot(figures) { counts in
          guard let kept = counts.rates["tpr"]?.value, let right = counts.rates["precision"]?.value else {
            return nil
          }
          return Chart.Point(kept, right)
        }, isSquare: true)
  }

  private static func spot(_ figures: JudgeFigures, _ point: (JudgeFigures) -> Chart.Point?) -> [Chart.Layer]
  {
    point(figures).map { [.spot($0, label: "rule in force")] } ?? []
  }

  private static func spotWords(_ figures: JudgeFigures) -> String {
    guard figures.rates["tpr"]?.value != nil, figures.rates["catch_rate"]?.value != nil else { return "" }
    return " The rule in force keeps \(FigureText.share(figures.rates["tpr"])) of the good ones and drops "
      + "\(FigureText.share(figures.rates["catch_rate"])) of the bad ones."
  }

  /// Between two scores that occur nothing changes, so the curve has steps.
  private static func cost(_ curves: CurveFacts, _ figures: JudgeFigures) -> Chart {
    let (low, high) = (curves.histogram.first?.from ?? 1, curves.histogram.last?.to ?? 5)
    var points = curves.cuts.compactMap { cut -> Chart.Point? in
      guard let threshold = cut.threshold, let cost = cut.cost else { return nil }
      return Chart.Point(threshold, cost)
    }.reversed().map { $0 }
    if let first = points.first, first.x > low { points.insert(Chart.Point(low, first.y), at: 0) }
    if let last = points.last, last.x < high, let nothing = curves.cuts.first?.cost {
      points.append(Chart.Point(high, nothing))
    }
    var words = "A bad one kept costs \(NumberText.short(figures.costRatio)), a good one dropped 1. "
    words += cheapestWords(curves)
    if let cost = figures.expectedCost.value { words += " The rule in force: \(NumberText.fixed(cost))." }
    return Chart(
      title: "Cost of an example over the threshold", summary: words, x: scoreAxis(curves, low, high),
      y: .round("cost", over: points.map(\.y) + [0], from: 0),
      layers: [.steps(points, .main)]
        + (curves.threshold.map { [.mark(x: $0, label: "in force")] } ?? [])
        + (curves.cheapest.flatMap { cut in
          cut.threshold.flatMap { at in cut.cost.map { [.spot(Chart.Point(at, $0), label: "least")] } }
        } ?? []))
  }

  static func cheapestWords(_ curves: CurveFacts) -> String {
    guard let cut = curves.cheapest, let cost = cut.cost else { return "" }
    let place =
      cut.threshold.map { "from a \(curves.score) of \(NumberText.short($0)) on" } ?? "where nothing is kept"
    return "It is least, \(NumberText.fixed(cost)) an example, \(place)."
  }

  private static func scoreAxis(_ curves: CurveFacts, _ low: Double, _ high: Double) -> Chart.Axis {
    high <= 1 ? .share(curves.score) : .round(curves.score, over: [low, high], from: low, about: 4)
  }

  private static func histogram(_ curves: CurveFacts) -> Chart {
    let columns = curves.histogram
    let (accepted, rejected) = (
      columns.reduce(0) { $0 + $1.accepted }, columns.reduce(0) { $0 + $1.rejected }
    )
    return Chart(
      title: "Scores of accepted and of rejected examples",
      summary:
        "\(NumberText.grouped(accepted)) accepted and \(NumberText.grouped(rejected)) rejected ones; rejected below, accepted on top of them.",
      x: scoreAxis(curves, columns.first?.from ?? 1, columns.last?.to ?? 5),
      y: .round(
        "examples", over: columns.map { Double($0.accepted + $0.rejected) }, from: 0, isWhole: true, about: 4),
      layers: [
        .bars(columns.map { Chart.Bar($0.from...$0.to, to: Double($0.rejected)) }, .bad),
        .bars(
          columns.map {
            Chart.Bar($0.from...$0.to, from: Double($0.rejected), to: Double($0.rejected + $0.accepted))
          },
          .good),
      ] + (curves.threshold.map { [.mark(x: $0, label: "in force")] } ?? []),
      legend: [.init(.bad, "rejected"), .init(.good, "accepted")])
  }

  private static func reliability(_ curves: CurveFacts) -> Chart {
    Chart(
      title: "Calibration of P(accept)",
      summary:
        "Brier score \(curves.brier.map { NumberText.fixed($0, 3) } ?? NumberText.notMeasured), expected calibration error "
        + "\(curves.calibrationError.map { NumberText.fixed($0, 3) } ?? NumberText.notMeasured). On the dashed line promises are kept; bars are 95\u{A0}% intervals.",
      x: .share("P(accept)"), y: .share("accepted by people"),
      layers: [
        .guide(from: Chart.Point(0, 0), to: Chart.Point(1, 1)),
        .points(
          curves.bins.compactMap { bin in
            bin.accepted.value.map {
              Chart.Point(bin.predicted, $0, low: bin.accepted.low, high: bin.accepted.high)
            }
          }, .main),
      ], isSquare: true)
  }
}
