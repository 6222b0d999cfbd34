import AssayEngine
import AssayModel
import AssayStatistics

/// A funnel for scripts. What is not known is null, never 0.
struct FunnelJSON: Encodable {
  let funnel: Funnel
  /// Why it has come to its end; nil: it is only looked at.
  var ending: PipelineEnding?

  private enum Key: String, CodingKey {
    case pipeline, isDone, isRunning, brokenOff, rounds, budget, stages, total, ending
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(funnel.name, forKey: .pipeline)
    try object.encode(funnel.isDone, forKey: .isDone)
    try object.encode(funnel.isRunning, forKey: .isRunning)
    try object.encode(funnel.brokenOff, forKey: .brokenOff)
    try object.encode(funnel.rounds, forKey: .rounds)
    try object.encode(funnel.budget, forKey: .budget)
    try object.encode(funnel.rows.map(Row.init), forKey: .stages)
    try object.encode(SpendingJSON(spending: funnel.total, wall: funnel.wall), forKey: .total)
    try object.encode(ending?.sentence, forKey: .ending)
  }

  private struct Row: Encodable {
    let row: Funnel.Row
    init(_ row: Funnel.Row) { self.row = row }

    private enum Key: String, CodingKey {
      case name, kind, state, asked, incoming, kept, share, wanted, batch, judge, rule, failed, copies,
        clusters,
        draw
      case rounds, isGone, queues, spending, notes, running, brokenOff
    }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      let figures = row.figures
      try object.encode(row.stage.name, forKey: .name)
      try object.encode(row.stage.kind, forKey: .kind)
      try object.encode(row.state, forKey: .state)
      try object.encode(figures?.asked, forKey: .asked)
      try object.encode(figures?.incoming, forKey: .incoming)
      try object.encode(figures?.kept, forKey: .kept)
      try object.encode(row.share.map(Share.init), forKey: .share)
      try object.encode(figures?.wanted, forKey: .wanted)
      try object.encode(figures?.batch, forKey: .batch)
      try object.encode(figures?.judge, forKey: .judge)
      try object.encode(figures?.rule, forKey: .rule)
      try object.encode(figures?.failed, forKey: .failed)
      try object.encode(figures?.copies, forKey: .copies)
      try object.encode(figures?.clusters, forKey: .clusters)
      try object.encode(figures?.draw, forKey: .draw)
      try object.encode(row.rounds, forKey: .rounds)
      try object.encode(row.isGone, forKey: .isGone)
      try object.encode(row.queues, forKey: .queues)
      try object.encode(figures.map { SpendingJSON(spending: $0.spending, wall: $0.wall) }, forKey: .spending)
      try object.encode(figures?.notes ?? [], forKey: .notes)
      try object.encode(row.live.map(Going.init), forKey: .running)
      try object.encode(row.brokenOff, forKey: .brokenOff)
    }
  }

  /// A share with the interval of Wilson at 95 %.
  private struct Share: Encodable {
    let value: Double?
    let n: Int
    let lower: Double?
    let upper: Double?
    init(_ share: Proportion) {
      value = share.value
      n = share.n
      let interval = share.wilson()
      lower = interval?.lower
      upper = interval?.upper
    }
  }

  /// What a stage is doing.
  private struct Going: Encodable {
    let run: Int64
    let state: Run.State
    let done: Int
    let total: Int
    let failed: Int
    let requestsPerSecond: Double
    let secondsLeft: Double?
    let cost: Double?
    init(_ run: Run) {
      self.run = run.id.rawValue
      state = run.state
      (done, total) = PipelineProgress.counts(run.progress)
      failed = run.progress.failed
      requestsPerSecond = run.progress.traffic.rate
      secondsLeft = RunProgressLine.secondsLeft(run.progress)
      cost = run.progress.traffic.cost
    }
  }

  private struct SpendingJSON: Encodable {
    let spending: Spending
    let wall: Double?

    private enum Key: String, CodingKey { case requests, tokensIn, tokensOut, cost, seconds, wallSeconds }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(spending.requests, forKey: .requests)
      try object.encode(spending.tokensIn, forKey: .tokensIn)
      try object.encode(spending.tokensOut, forKey: .tokensOut)
      try object.encode(spending.cost, forKey: .cost)
      try object.encode(spending.seconds, forKey: .seconds)
      try object.encode(wall, forKey: .wallSeconds)
    }
  }
}
