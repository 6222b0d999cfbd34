import AssayCalibration

extension ReportDocument {
  static func people(_ content: ReportContent) -> Section? {
    let people = content.people
    guard !people.reviewers.isEmpty else { return nil }
    var blocks: [Block] = [.table(reviewers(people))]
    if !people.pairs.isEmpty { blocks.append(.table(pairs(people))) }
    if !people.scores.isEmpty { blocks.append(.table(scores(people))) }
    if people.changes.changed.n > 0 { blocks.append(.table(changes(people.changes))) }
    return Section(id: "people", title: "People", blocks: blocks)
  }

  private static func reviewers(_ people: PeopleFacts) -> ReportTable {
    ReportTable(
      caption: "Who decided",
      columns: [
        .init("reviewer"), .number("accepted"), .number("rejected"), .number("ruled"), .number("blind"),
        .number("pace"), .number("known-bad caught"), .number("known-good accepted"), .number("same again"),
      ],
      rows: people.reviewers.map { reviewer in
        [
          .init(reviewer.name), .init(NumberText.grouped(reviewer.accepted)),
          .init(NumberText.grouped(reviewer.rejected)), .init(NumberText.grouped(reviewer.ruled)),
          .init(reviewer.blind.value.map { NumberText.percent($0, 0) } ?? NumberText.notMeasured),
          .init(
            reviewer.secondsPerDecision.map { "\(NumberText.fixed($0, 0))\u{A0}s" } ?? NumberText.notMeasured),
          cell(reviewer.probesCaught), cell(reviewer.probesAccepted), cell(reviewer.repeatsAgreed),
        ]
      },
      note:
        "Blind: the judge's scores were hidden. Pace: the median time for a verdict. Same again: the verdict on an example that came a second time, unannounced."
    )
  }

  private static func pairs(_ people: PeopleFacts) -> ReportTable {
    ReportTable(
      caption: "How far people agree, the ceiling for a judge",
      columns: [
        .init("people"), .number("same verdict"), .number("kappa"), .number("accepted by each"), .number("n"),
      ],
      rows: people.pairs.map { pair in
        [
          .init("\(pair.first) and \(pair.second)"),
          .init(FigureText.share(pair.agreement), detail: FigureText.shareRange(pair.agreement)),
          .init(FigureText.number(pair.kappa), detail: FigureText.range(pair.kappa)),
          .init(NumberText.list(pair.acceptRates.map { NumberText.percent($0, 0) })),
          .init(NumberText.grouped(pair.agreement.n)),
        ]
      },
      note: "Of all people at once: Krippendorff's alpha \(FigureText.number(people.alpha)) "
        + "(\(FigureText.detail(people.alpha))).")
  }

  private static func scores(_ people: PeopleFacts) -> ReportTable {
    ReportTable(
      caption: "How far people's scores agree",
      columns: [
        .init("dimension"), .number("Krippendorff's alpha"), .number("95\u{A0}% interval"),
        .number("the same score"), .number("n"),
      ],
      rows: people.scores.map { scores in
        [
          .init(scores.name), .init(FigureText.number(scores.alpha)), .init(FigureText.range(scores.alpha)),
          .init(scores.exact.map { NumberText.percent($0) } ?? NumberText.notMeasured),
          .init(NumberText.grouped(scores.alpha.n)),
        ]
      }, note: "Distances by ranks; n counts examples that two people or more have scored.")
  }

  private static func changes(_ changes: PeopleFacts.Changes) -> ReportTable {
    ReportTable(
      caption: "What people changed after they saw the judge", columns: FigureText.columns,
      rows: [
        FigureText.shareRow("changed at all", changes.changed),
        FigureText.shareRow("came round to the judge, where they had differed", changes.towards),
        FigureText.shareRow("left the judge, where they had agreed", changes.away),
      ], note: "Of verdicts that were given blind, with the judge's scores shown afterwards.")
  }

  private static func cell(_ figure: ReportFigure) -> ReportTable.Cell {
    guard let value = figure.value else { return .init(NumberText.notMeasured) }
    return .init(
      NumberText.percent(value, 0), detail: "\(FigureText.shareRange(figure)), n\u{A0}=\u{A0}\(figure.n)")
  }
}
