import AssayCalibration

/// How figures are written in sentences and tables.
enum FigureText {
  /// "83.3 %", or that it was not measured.
  static func share(_ figure: ReportFigure?) -> String {
    figure?.value.map { NumberText.percent($0) } ?? NumberText.notMeasured
  }

  static func number(_ figure: ReportFigure?, _ places: Int = 2) -> String {
    figure?.value.map { NumberText.fixed($0, places) } ?? NumberText.notMeasured
  }

  /// "60.8 to 94.2 %"; empty without an interval.
  static func shareRange(_ figure: ReportFigure?) -> String {
    guard let low = figure?.low, let high = figure?.high else { return "" }
    return "\(NumberText.fixed(low * 100, 1)) to \(NumberText.percent(high))"
  }

  static func range(_ figure: ReportFigure?, _ places: Int = 2) -> String {
    guard let low = figure?.low, let high = figure?.high else { return "" }
    return "\(NumberText.fixed(low, places)) to \(NumberText.fixed(high, places))"
  }

  /// "95 %: 60.8 to 94.2 %, n = 20"
  static func shareDetail(_ figure: ReportFigure?) -> String {
    detail(shareRange(figure), figure)
  }

  static func detail(_ figure: ReportFigure?, _ places: Int = 2) -> String {
    detail(range(figure, places), figure)
  }

  private static func detail(_ range: String, _ figure: ReportFigure?) -> String {
    let n = "n\u{A0}=\u{A0}\(NumberText.grouped(figure?.n ?? 0))"
    return range.isEmpty ? n : "95\u{A0}%: \(range), \(n)"
  }

  /// "83.3 % (95 %: 60.8 to 94.2 %, n = 20)"
  static func phrase(_ figure: ReportFigure?) -> String { share(figure) + " (" + shareDetail(figure) + ")" }

  /// A row of a table of shares: name, value, interval, n, and the interval drawn.
  static func shareRow(_ name: String, _ figure: ReportFigure?, bar: Double? = nil) -> [ReportTable.Cell] {
    [
      .init(name), .init(share(figure)), .init(shareRange(figure)),
      .init(NumberText.grouped(figure?.n ?? 0)),
      .init("", strip: figure.flatMap { IntervalStrip($0, bar: bar) }),
    ]
  }

  static func numberRow(
    _ name: String, _ figure: ReportFigure?, places: Int = 2, over range: ClosedRange<Double>? = nil,
    bar: Double? = nil
  ) -> [ReportTable.Cell] {
    let strip = range.flatMap { range in figure.flatMap { IntervalStrip($0, range: range, bar: bar) } }
    return [
      .init(name), .init(number(figure, places)), .init(self.range(figure, places)),
      .init(NumberText.grouped(figure?.n ?? 0)), .init("", strip: strip),
    ]
  }

  static let columns: [ReportTable.Column] = [
    .init(""), .number("value"), .number("95\u{A0}% interval"), .number("n"), .init(""),
  ]
}
