import AssayEngine
import AssayModel
import AssayProviders

/// The plan for scripts. What is not known is null, never 0.
struct GenerationPlanJSON: Encodable {
  let plan: GenerationPlan

  private enum Key: String, CodingKey {
    case technique, count, model, endpoint, quotas, seeds, parents, variants, calls, checks, checked,
      tokensIn,
      tokensOut, cost, seconds, budget, seed, template, licence, goesOnWith, first, warnings
  }

  func encode(to encoder: any Encoder) throws {
    let (order, estimate, setup) = (plan.order, plan.estimate, plan.setup)
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(order.technique.rawValue, forKey: .technique)
    try object.encode(order.count, forKey: .count)
    try object.encode(setup.generator.model, forKey: .model)
    try object.encode(setup.generator.name, forKey: .endpoint)
    try object.encode(estimate.quotas.map(GenerationQuotaJSON.init), forKey: .quotas)
    try object.encode(estimate.seeds, forKey: .seeds)
    try object.encode(estimate.parents, forKey: .parents)
    try object.encode(order.variants, forKey: .variants)
    try object.encode(estimate.calls, forKey: .calls)
    try object.encode(estimate.checks, forKey: .checks)
    try object.encode(setup.options.checks.map(\.name), forKey: .checked)
    try object.encode(estimate.tokensIn, forKey: .tokensIn)
    try object.encode(estimate.tokensOut, forKey: .tokensOut)
    try object.encode(estimate.cost, forKey: .cost)
    try object.encode(estimate.seconds, forKey: .seconds)
    try object.encode(order.budget, forKey: .budget)
    try object.encode(order.seed, forKey: .seed)
    try object.encode(setup.templateFile, forKey: .template)
    try object.encode(setup.options.licence, forKey: .licence)
    try object.encode(plan.begun?.id.rawValue, forKey: .goesOnWith)
    try object.encode(estimate.first.map { First($0, setup.options.endpoints) }, forKey: .first)
    try object.encode(plan.warnings, forKey: .warnings)
  }

  private struct First: Encodable {
    let endpoint: String
    let model: String
    let url: String
    let request: ChatRequest
    init(_ first: CheckRequest, _ endpoints: [ModelEndpoint]) {
      let found = endpoints.first { $0.name == first.model }
      endpoint = first.model
      model = found?.model ?? ""
      url = HTTPAddress.shown(found?.url ?? "")
      request = first.request
    }
  }
}

/// A quota with null where any label or difficulty will do.
struct GenerationQuotaJSON: Encodable {
  let quota: Quota

  private enum Key: String, CodingKey { case label, difficulty, wanted, taken }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(quota.label, forKey: .label)
    try object.encode(quota.difficulty, forKey: .difficulty)
    try object.encode(quota.wanted, forKey: .wanted)
    try object.encode(quota.got, forKey: .taken)
  }
}
