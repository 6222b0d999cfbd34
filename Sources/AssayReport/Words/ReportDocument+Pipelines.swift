extension ReportDocument {
  /// - Returns: nil: the workspace has carried out none.
  static func pipelines(_ content: ReportContent) -> Section? {
    guard !content.pipelines.isEmpty else { return nil }
    return Section(
      id: "pipelines", title: "What pipelines cost and kept",
      blocks: [
        .text(
          "From what was asked for to what is left. The share is of what was returned: whole examples in a model's "
            + "answers, examples with a score, examples that were compared. Time is that on the clock; stages that went on "
            + "at the same time each count their own, and once in the sum."
        )
      ] + content.pipelines.map { .table(funnel($0)) })
  }

  private static func funnel(_ pipeline: PipelineFacts) -> ReportTable {
    let rounds = pipeline.rounds > 1 ? ", \(pipeline.rounds) rounds" : ""
    return ReportTable(
      caption: pipeline.name + rounds + (pipeline.isDone ? "" : ", not done yet"),
      columns: [
        .init("stage"), .number("asked"), .number("returned"), .number("kept"), .number("share kept"),
        .number("requests"), .number("tokens"), .number("cost"), .number("time"),
      ],
      rows: pipeline.stages.map(row) + [
        [.init("all", emphasis: .total), "", "", "", ""] + cells(pipeline.total)
      ],
      note: pipeline.stages.contains { $0.isGone }
        ? "Stages in parentheses were in the file in an earlier round." : nil)
  }

  private static func row(_ stage: PipelineFacts.Stage) -> [ReportTable.Cell] {
    func count(_ number: Int?) -> ReportTable.Cell { .init(number.map(NumberText.grouped) ?? "") }
    let name = stage.name == stage.kind ? stage.name : "\(stage.name): \(stage.kind)"
    let state = stage.state == "done" ? "" : stage.state == "begun" ? ", so far" : ", waits"
    let share = stage.share.map {
      ReportTable.Cell(FigureText.share($0), detail: FigureText.shareDetail($0), strip: IntervalStrip($0))
    }
    return [
      .init((stage.isGone ? "(\(name))" : name) + state), count(stage.asked), count(stage.returned),
      count(stage.kept), share ?? "",
    ] + cells(stage.cost)
  }

  private static func cells(_ cost: PipelineFacts.Cost) -> [ReportTable.Cell] {
    let asks = cost.requests > 0
    let amount = cost.amount.map { NumberText.short($0, $0 < 0.1 ? 5 : 2) } ?? "not known"
    return [
      .init(asks ? NumberText.grouped(cost.requests) : ""),
      .init(asks ? NumberText.grouped(cost.tokens) : ""),
      .init(asks ? amount : ""), .init("\(NumberText.short(cost.seconds, 1))\u{A0}s"),
    ]
  }
}
