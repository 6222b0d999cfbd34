import AssayCalibration
import AssayModel
import AssayReport
import AssayStatistics

extension PipelineFacts {
  init(_ funnel: Funnel) {
    self.init(
      name: funnel.name, rounds: funnel.rounds, isDone: funnel.isDone, stages: funnel.rows.map(Stage.init),
      total: Cost(funnel.total, seconds: funnel.wall))
  }
}

extension PipelineFacts.Stage {
  init(_ row: Funnel.Row) {
    let figures = row.figures
    self.init(
      name: row.stage.name, kind: row.stage.kind.rawValue, state: row.state.rawValue, rounds: row.rounds,
      cost: PipelineFacts.Cost(
        figures?.spending ?? Spending(), seconds: figures.map { $0.wall ?? $0.spending.seconds } ?? 0),
      isGone: row.isGone)
    guard let figures else { return }
    asked = figures.asked
    // What came back without a score is no answer.
    returned = figures.incoming - (figures.failed ?? 0)
    kept = figures.kept
    if row.share != nil, let returned, returned > 0, figures.kept <= returned {
      share = ReportFigure(Proportion(successes: figures.kept, n: returned))
    }
  }
}

extension PipelineFacts.Cost {
  init(_ spending: Spending, seconds: Double) {
    self.init(
      requests: spending.requests, tokens: spending.tokensIn + spending.tokensOut, amount: spending.cost,
      seconds: seconds)
  }
}
