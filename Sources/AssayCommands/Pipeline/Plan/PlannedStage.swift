import AssayEngine
import AssayModel

/// What a stage is going to do, and about what it takes.
struct PlannedStage {
  var name: String
  var kind: PipelineStage.Kind
  var state: StageRecord.State
  /// In words.
  var text: String
  /// Examples to make, to judge or to draw, as far as they are not there yet; nil: it does not count any.
  var examples: Int?
  /// Requests and what they cost; nil: it asks nobody, or there is nothing to estimate by.
  var takes: PlannedCost?
  /// Lines that must be told with it.
  var notes: [String] = []
}

/// About what requests take, before they are sent.
struct PlannedCost: Hashable {
  var requests = 0.0
  var tokensIn = 0.0
  var tokensOut = 0.0
  /// nil: a price is not known.
  var cost: Double? = 0

  init() {}

  init(_ estimate: GenerationEstimate) {
    requests = Double(estimate.calls + estimate.checks)
    tokensIn = Double(estimate.tokensIn)
    tokensOut = Double(estimate.tokensOut)
    cost = estimate.cost
  }

  init(_ estimate: JudgeEstimate) {
    requests = Double(estimate.requests)
    tokensIn = Double(estimate.tokensIn)
    tokensOut = Double(estimate.tokensOut)
    cost = estimate.cost
  }

  /// The same for so many times as much.
  func scaled(by factor: Double) -> PlannedCost {
    var scaled = self
    scaled.requests *= factor
    scaled.tokensIn *= factor
    scaled.tokensOut *= factor
    scaled.cost = cost.map { $0 * factor }
    return scaled
  }

  static func + (left: PlannedCost, right: PlannedCost) -> PlannedCost {
    var sum = left
    sum.requests += right.requests
    sum.tokensIn += right.tokensIn
    sum.tokensOut += right.tokensOut
    sum.cost = left.cost.flatMap { cost in right.cost.map { cost + $0 } }
    return sum
  }

  /// "about 60 requests, 24,100 tokens, cost about 0.12"
  var text: String {
    let tokens = Figures.grouped(Int((tokensIn + tokensOut).rounded()))
    let money = cost.map { "about \(Figures.money($0))" } ?? "not known"
    return "about \(Figures.count(Int(requests.rounded(.up)), "request")), \(tokens) tokens, cost \(money)"
  }
}
