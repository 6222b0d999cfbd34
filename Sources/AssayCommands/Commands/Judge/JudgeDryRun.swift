import AssayEngine
import AssayModel
import AssayProviders
import TerminalCore

/// What a run would send, without sending anything.
struct JudgeDryRun: Encodable {
  private let estimate: JudgeEstimate
  private let concurrency: Int

  init(_ estimate: JudgeEstimate, endpoints: [ModelEndpoint]) {
    self.estimate = estimate
    concurrency = endpoints.map(\.concurrency).max() ?? 1
  }

  // MARK: For people

  var lines: [String] {
    let requests = distinct.flatMap { RequestText.lines($0.request, to: $0.endpoint) }
    return (requests + summary).map(DisplayText.safe)
  }

  /// Of requests in the same form to the same model one is enough.
  private var distinct: [JudgeEstimate.First] {
    var seen: Set<String> = []
    return estimate.first.filter {
      seen.insert("\($0.endpoint.name)\n\($0.request.schema?.json ?? "")").inserted
    }
  }

  private var summary: [String] {
    var first = ["\(Figures.count(estimate.examples, "example"))"]
    if estimate.cached > 0 { first.append("\(Figures.grouped(estimate.cached)) of them answered already") }
    first.append("\(Figures.count(estimate.requests, "request"))")
    let about = estimate.isSampled ? " (by a sample)" : ""
    let cost = estimate.cost.map { "cost about \(Figures.money($0))" } ?? "cost not known"
    let second =
      "about \(Figures.grouped(estimate.tokensIn)) tokens in and \(Figures.grouped(estimate.tokensOut)) out, \(cost)"
    let time =
      estimate.seconds.map { "at least \(Figures.duration($0)) by the limits per minute" }
      ?? "no limit per minute; \(Figures.count(concurrency, "request")) at once"
    return [first.joined(separator: ", ") + about, second, time, "Nothing was sent"]
  }

  // MARK: For scripts

  private enum Key: String, CodingKey {
    case examples, cached, requests, tokensIn, tokensOut, cost, seconds, isSampled, first, warnings
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(estimate.examples, forKey: .examples)
    try object.encode(estimate.cached, forKey: .cached)
    try object.encode(estimate.requests, forKey: .requests)
    try object.encode(estimate.tokensIn, forKey: .tokensIn)
    try object.encode(estimate.tokensOut, forKey: .tokensOut)
    try object.encode(estimate.cost, forKey: .cost)
    try object.encode(estimate.seconds, forKey: .seconds)
    try object.encode(estimate.isSampled, forKey: .isSampled)
    try object.encode(estimate.first.map(First.init), forKey: .first)
    try object.encode(estimate.warnings, forKey: .warnings)
  }

  private struct First: Encodable {
    let endpoint: String
    let model: String
    let url: String
    let request: ChatRequest
    init(_ first: JudgeEstimate.First) {
      endpoint = first.endpoint.name
      model = first.endpoint.model
      url = HTTPAddress.shown(first.endpoint.url)
      request = first.request
    }
  }
}
