import AssayModel

/// A run for scripts.
struct RunEntry: Encodable {
  private let run: Run
  init(_ run: Run) { self.run = run }

  private enum Key: String, CodingKey {
    case id, kind, title, state, startedAt, updatedAt, endedAt, process, host, total, done, failed, cached
    case requests, retries, tokensIn, tokensOut, cost, expectedCost, budget, concurrency, ending, warnings,
      continuedBy
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    let progress = run.progress
    try object.encode(run.id.rawValue, forKey: .id)
    try object.encode(run.kind.rawValue, forKey: .kind)
    try object.encode(run.title, forKey: .title)
    try object.encode(run.state.rawValue, forKey: .state)
    try object.encode(run.startedAt, forKey: .startedAt)
    try object.encode(run.updatedAt, forKey: .updatedAt)
    try object.encode(run.endedAt, forKey: .endedAt)
    try object.encode(run.process, forKey: .process)
    try object.encode(run.host, forKey: .host)
    try object.encode(progress.total, forKey: .total)
    try object.encode(progress.done, forKey: .done)
    try object.encode(progress.failed, forKey: .failed)
    try object.encode(progress.cached, forKey: .cached)
    try object.encode(progress.traffic.requests, forKey: .requests)
    try object.encode(progress.traffic.retries, forKey: .retries)
    try object.encode(progress.traffic.tokensIn, forKey: .tokensIn)
    try object.encode(progress.traffic.tokensOut, forKey: .tokensOut)
    try object.encode(progress.traffic.cost, forKey: .cost)
    try object.encode(progress.expectedCost, forKey: .expectedCost)
    try object.encode(progress.budget, forKey: .budget)
    try object.encode(run.wish.concurrency, forKey: .concurrency)
    try object.encode(progress.ending, forKey: .ending)
    try object.encode(progress.warnings, forKey: .warnings)
    try object.encode(run.continuedBy?.rawValue, forKey: .continuedBy)
  }
}
