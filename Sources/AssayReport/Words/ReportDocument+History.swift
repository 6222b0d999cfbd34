import AssayCalibration

extension ReportDocument {
  static func history(_ content: ReportContent) -> Section? {
    guard !content.versions.isEmpty else { return nil }
    var blocks: [Block] = [
      .table(
        ReportTable(
          caption: "Versions of the judge",
          columns: [
            .init("version"), .init("models"), .init("from"), .init("by"), .init("made"), .number("scored"),
            .init("adopted"),
          ],
          rows: content.versions.map { version in
            [
              .init(version.name),
              .init(version.models.isEmpty ? "imported" : version.models.joined(separator: ", ")),
              .init(version.parent ?? ""), .init(version.author ?? ""),
              .init(version.madeAt.map(NumberText.day) ?? ""), .init(NumberText.grouped(version.scored)),
              .init(
                version.adoptedAt.map { NumberText.day($0) + (version.isAdopted ? ", in use" : "") } ?? "",
                detail: version.adoptedBecause),
            ]
          }))
    ]
    let measured = content.versions.flatMap { version in version.measured.map { (version.name, $0) } }
      .sorted { $0.1.at < $1.1.at }
    if measured.isEmpty {
      blocks.append(.text("No measurement has been written down yet."))
    } else {
      blocks.append(.table(measurements(measured)))
      if measured.count > 1 { blocks.append(.charts([trend(measured, content)])) }
    }
    return Section(id: "history", title: "Versions and their measurements", blocks: blocks)
  }

  private static func measurements(_ measured: [(String, VersionFacts.Measured)]) -> ReportTable {
    let most = 40
    return ReportTable(
      caption: "Measurements, oldest first",
      columns: [
        .init("on"), .init("version"), .init("split"), .init("set"), .number("n"), .number("catch rate"),
        .number("good ones kept"), .number("kappa"), .number("cost"), .number("dropped"),
      ],
      rows: measured.suffix(most).map { name, figures in
        [
          .init(NumberText.day(figures.at)), .init(name, detail: figures.rule), .init(figures.split),
          .init(figures.setHash),
          .init(NumberText.grouped(figures.n)),
          .init(FigureText.share(figures.catchRate), detail: FigureText.shareRange(figures.catchRate)),
          .init(
            FigureText.share(figures.truePositiveRate),
            detail: FigureText.shareRange(figures.truePositiveRate)),
          .init(figures.kappa.map { NumberText.fixed($0) } ?? NumberText.notMeasured),
          .init(figures.expectedCost.map { NumberText.fixed($0) } ?? NumberText.notMeasured),
          .init(figures.rejectRate.map { NumberText.percent($0) } ?? NumberText.notMeasured),
        ]
      },
      note: measured.count > most ? "The \(measured.count - most) oldest are left out." : nil)
  }

  /// Catch rates one after the other: times are too uneven for an axis.
  private static func trend(_ measured: [(String, VersionFacts.Measured)], _ content: ReportContent) -> Chart
  {
    let shown = measured.suffix(24).enumerated().map { ($0.offset + 1, $0.element) }
    func points(_ isWanted: (VersionFacts.Measured) -> Bool) -> [Chart.Point] {
      shown.compactMap { place, item in
        guard isWanted(item.1), let value = item.1.catchRate.value else { return nil }
        return Chart.Point(Double(place), value, low: item.1.catchRate.low, high: item.1.catchRate.high)
      }
    }
    let bar = content.figures?.bar.value
    return Chart(
      title: "Catch rate, measurement by measurement",
      summary: "In the order of the table, with 95\u{A0}% intervals.",
      x: .init(
        label: "measurement", range: 0.5...Double(shown.count) + 0.5,
        ticks: shown.filter { shown.count < 13 || $0.0 % 4 == 0 }.map { Chart.Tick(Double($0.0), "\($0.0)") }),
      y: .share("catch rate"),
      layers: (bar.map { [.level(y: $0, label: "bar")] } ?? []) + [
        .points(points { $0.split != "test" }, .main), .points(points { $0.split == "test" }, .bad),
      ],
      legend: [.init(.main, "dev")] + (shown.contains { $0.1.1.split == "test" } ? [.init(.bad, "test")] : [])
    )
  }

  static func openings(_ content: ReportContent) -> Section {
    let openings = content.openings
    let times =
      openings.isEmpty ? "never been opened" : "been opened \(NumberText.count(openings.count, "time"))"
    var blocks: [Block] = [
      .text("The test split is sealed: each look at figures on it is written down first. It has \(times).")
    ]
    if !openings.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            caption: "Openings of the test split",
            columns: [.init("on"), .init("by"), .init("version"), .init("for"), .init("set")],
            rows: openings.map {
              [
                .init(NumberText.minute($0.at)), .init($0.author), .init($0.judge), .init($0.purpose),
                .init($0.setHash),
              ]
            })))
    }
    return Section(id: "test", title: "The test split", blocks: blocks)
  }
}
