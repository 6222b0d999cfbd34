import AssayCalibration
import AssayStatistics

extension ReportDocument {
  static func agreement(_ content: ReportContent) -> Section? {
    guard let figures = content.figures else { return nil }
    let rates = figures.rates
    var blocks: [Block] = [
      .text(
        "Accept and reject are the people's words, keep and drop the judge's. Set \(figures.set), \(figures.split ?? "") split, "
          + NumberText.count(figures.n, "example")
          + (figures.unjudged == 0
            ? "." : "; \(NumberText.grouped(figures.unjudged)) more without a usable score.")
      ),
      .table(matrix(figures)),
      .table(
        ReportTable(
          caption: "Rates", columns: FigureText.columns,
          rows: [
            FigureText.shareRow(
              "catch rate (TNR): dropped among the rejected", rates["catch_rate"], bar: figures.bar.value),
            FigureText.shareRow("TPR, recall: kept among the accepted", rates["tpr"]),
            FigureText.shareRow("precision: accepted among the kept", rates["precision"]),
            FigureText.shareRow("balanced accuracy", rates["balanced_accuracy"]),
            FigureText.numberRow("F1", rates["f1"], over: 0...1),
          ],
          note:
            barNote(figures))),
    ]
    if let weighted = figures.weightedRates { blocks.append(.table(Self.weighted(weighted, figures))) }
    blocks.append(.table(beyondChance(figures)))
    return Section(id: "agreement", title: "Judge against people", blocks: blocks)
  }

  private static func matrix(_ figures: CalibrationReport) -> ReportTable {
    let cells = figures.matrix
    func cell(_ count: Int, _ name: String, _ emphasis: ReportTable.Emphasis) -> ReportTable.Cell {
      let share = figures.n == 0 ? "" : ", \(NumberText.percent(Double(count) / Double(figures.n))) of all"
      return .init(NumberText.grouped(count), detail: name + share, emphasis: emphasis)
    }
    func total(_ name: String, _ figure: ReportFigure?) -> ReportTable.Cell {
      .init("\(FigureText.share(figure)) \(name)", detail: FigureText.shareDetail(figure), emphasis: .total)
    }
    // Not among the rates; Wilson's interval holds where examples stand alone.
    let dropped = Proportion(successes: cells.tn, n: cells.fn + cells.tn)
    let rejected =
      figures.groups == 0 ? ReportFigure(dropped) : ReportFigure(value: dropped.value, n: dropped.n)
    return ReportTable(
      caption: "Confusion matrix",
      columns: [.init(""), .init("judge keeps"), .init("judge drops"), .init("row")],
      rows: [
        [
          .init("people accept"), cell(cells.tp, "TP, rightly kept", .right),
          cell(cells.fn, "FN, a good one lost", .error), total("kept", figures.rates["tpr"]),
        ],
        [
          .init("people reject"), cell(cells.fp, "FP, the costly error", .costly),
          cell(cells.tn, "TN, caught", .right), total("dropped", figures.rates["catch_rate"]),
        ],
        [
          .init("column"), total("accepted", figures.rates["precision"]),
          total("rejected", rejected),
          total("the same", figures.rates["accuracy"]),
        ],
      ], style: .matrix)
  }

  private static func weighted(
    _ rates: [String: ReportFigure], _ figures: CalibrationReport
  ) -> ReportTable {
    let names = [
      ("catch_rate", "catch rate"), ("tpr", "TPR"), ("precision", "precision"), ("accuracy", "same verdict"),
      ("accepted_share", "accepted"),
    ]
    return ReportTable(
      caption: "The same, weighed to stand for all data", columns: FigureText.columns,
      rows: names.compactMap { key, name in
        rates[key].map {
          FigureText.shareRow(name, $0, bar: key == "catch_rate" ? figures.bar.value : nil)
        }
      },
      note:
        weightNote(figures)
    )
  }

  private static func beyondChance(_ figures: CalibrationReport) -> ReportTable {
    ReportTable(
      caption: "Agreement beyond chance, beside what it rests on", columns: FigureText.columns,
      rows: [
        FigureText.numberRow("kappa (Cohen 1960)", figures.agreement["kappa"], over: -1...1, bar: 0),
        FigureText.numberRow("AC1 (Gwet 2008)", figures.agreement["ac1"], over: -1...1, bar: 0),
        FigureText.numberRow("alpha (Krippendorff 2011)", figures.agreement["alpha"], over: -1...1, bar: 0),
        FigureText.numberRow("Matthews correlation", figures.agreement["matthews"], over: -1...1, bar: 0),
        FigureText.shareRow("same verdict", figures.agreement["raw"]),
        FigureText.shareRow("accepted by people", figures.rates["accepted_share"]),
      ],
      note:
        "Where nearly all examples are good, two judges agree by chance and kappa is low whatever they do.")
  }

  private static func barNote(_ figures: CalibrationReport) -> String {
    let bar =
      "The upright line marks the bar of \(NumberText.percent(figures.bar.value, 0)), which the lower end has to reach."
    return figures.groups == 0
      ? bar
      : bar
        + " Intervals draw whole groups of near duplicates: \(NumberText.grouped(figures.groups)) of them."
  }

  private static func weightNote(_ figures: CalibrationReport) -> String {
    let note = "Each example counts one over its chance of having been drawn (Hájek 1971)"
    return figures.weights.nEffective.map {
      note + "; effective sample size \(NumberText.fixed($0, 1)) (Kish 1965)."
    } ?? note + "."
  }
}
