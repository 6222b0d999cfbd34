import AssayCalibration

extension ReportDocument {
  static func dimensions(_ content: ReportContent) -> Section? {
    let all = named(content)
    guard !all.isEmpty else { return nil }
    let rows = all.map { name, figures -> [ReportTable.Cell] in
      [.init(name)]
        + [
          figures.spearman, figures.kendall, figures.pearson, figures.kappaQuadratic, figures.mae,
          figures.bias,
        ].map { .init(FigureText.number($0), detail: FigureText.range($0)) }
        + [
          .init(FigureText.share(figures.withinOne), detail: FigureText.shareRange(figures.withinOne)),
          .init(NumberText.grouped(figures.n)),
        ]
    }
    return Section(
      id: "dimensions", title: "Scores on each dimension",
      blocks: [
        .table(
          ReportTable(
            caption: "The judge's scores against people's",
            columns: [
              .init("dimension"), .number("Spearman"), .number("tau-b"), .number("Pearson"),
              .number("quadratic kappa"), .number("mean error"), .number("bias"), .number("within one"),
              .number("n"),
            ], rows: rows,
            note:
              "Bias: judge less people; over 0 the judge is lenient. Within one: at most one step apart. Below each figure its 95\u{A0}% interval."
          )),
        .tables(all.filter { $0.name != meanName }.map { heat($0.name, $0.figures, content) }),
      ])
  }

  private static let meanName = "mean of them"

  /// In the order of the task, others after them by name, the mean last.
  private static func named(
    _ content: ReportContent
  ) -> [(name: String, figures: CalibrationReport.DimensionFigures)] {
    guard let dimensions = content.figures?.dimensions else { return [] }
    let known = content.task.dimensions.map(\.name)
    let others = dimensions.keys.filter { !known.contains($0) && $0 != CalibrationReport.mean }.sorted()
    let names = (known + others).compactMap { name in dimensions[name].map { (name: name, figures: $0) } }
    return names + (dimensions[CalibrationReport.mean].map { [(name: meanName, figures: $0)] } ?? [])
  }

  private static func heat(
    _ name: String, _ figures: CalibrationReport.DimensionFigures, _ content: ReportContent
  ) -> ReportTable {
    let most = figures.matrix.joined().max() ?? 0
    let lowest = content.task.dimensions.first { $0.name == name }?.minimum ?? 1
    return ReportTable(
      caption: "\(name), n = \(NumberText.grouped(figures.n))",
      columns: [.init("people ↓ judge →")] + figures.matrix.indices.map { .init("\(lowest + $0)") },
      // The highest score on top, as in a plot.
      rows: figures.matrix.indices.reversed().map { row in
        [.init("\(lowest + row)")]
          + figures.matrix[row].indices.map { column in
            let count = figures.matrix[row][column]
            return .init(
              NumberText.grouped(count), heat: most == 0 ? 0 : Double(count) / Double(most),
              emphasis: row == column ? .diagonal : .plain)
          }
      }, style: .heat)
  }
}
