extension ReportDocument {
  static func people(_ content: ReportContent) -> Section? {
    let people = content.people
    guard !people.reviewers.isEmpty else { return nil }
    var blocks: [Block] = [
      .table(
        ReportTable(
          caption: "Who decided",
          columns: [
            .init("reviewer"), .number("accepted"), .number("rejected"), .number("blind"), .number("pace"),
            .number("known-bad caught"), .number("known-good accepted"), .number("same again"),
          ],
          rows: people.reviewers.map { reviewer in
            [
              .init(reviewer.name), .init(NumberText.grouped(reviewer.accepted)),
              .init(NumberText.grouped(reviewer.rejected)), .init(blind(reviewer)),
              .init(
                reviewer.secondsPerDecision.map { "\(NumberText.fixed($0, 0))\u{A0}s" }
                  ?? NumberText.notMeasured),
              cell(reviewer.probesCaught), cell(reviewer.probesAccepted), cell(reviewer.repeatsAgreed),
            ]
          },
          note:
            "Blind: the judge's scores were hidden. Same again: the verdict on an example that came a second time, unannounced."
        ))
    ]
    if !people.pairs.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            caption: "How far people agree, the ceiling for a judge",
            columns: [
              .init("people"), .number("same verdict"), .number("kappa"), .number("accepted"), .number("n"),
            ],
            rows: people.pairs.map { pair in
              [
                .init("\(pair.first) and \(pair.second)"),
                .init(FigureText.share(pair.raw), detail: FigureText.shareRange(pair.raw)),
                .init(FigureText.number(pair.kappa), detail: FigureText.range(pair.kappa)),
                .init(pair.acceptedShare.map { NumberText.percent($0) } ?? ""),
                .init(NumberText.grouped(pair.raw.n)),
              ]
            })))
    }
    return Section(id: "people", title: "People", blocks: blocks)
  }

  private static func blind(_ reviewer: PeopleFacts.Reviewer) -> String {
    reviewer.verdicts == 0
      ? NumberText.notMeasured : NumberText.percent(Double(reviewer.blind) / Double(reviewer.verdicts), 0)
  }

  private static func cell(_ figure: ReportFigure) -> ReportTable.Cell {
    figure.value == nil
      ? .init(NumberText.notMeasured)
      : .init(
        NumberText.percent(figure.value ?? 0, 0),
        detail: "\(FigureText.shareRange(figure)), n\u{A0}=\u{A0}\(figure.n)")
  }
}
