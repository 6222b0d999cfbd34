import AssayModel

/// A plan for scripts. What is not known is null, never 0.
struct PipelinePlanJSON: Encodable {
  let plan: PipelinePlan

  private enum Key: String, CodingKey {
    case pipeline, rounds, budget, stages, total, isPartial, spent, isOverBudget
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(plan.definition.name, forKey: .pipeline)
    try object.encode(plan.rounds, forKey: .rounds)
    try object.encode(plan.definition.budget, forKey: .budget)
    try object.encode(plan.stages.map(Stage.init), forKey: .stages)
    try object.encode(Takes(plan.left), forKey: .total)
    try object.encode(plan.isPartial, forKey: .isPartial)
    try object.encode(plan.spent.cost, forKey: .spent)
    try object.encode(plan.isOverBudget, forKey: .isOverBudget)
  }

  private struct Stage: Encodable {
    let stage: PlannedStage
    init(_ stage: PlannedStage) { self.stage = stage }
    private enum Key: String, CodingKey { case name, kind, state, plan, examples, estimate, notes }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(stage.name, forKey: .name)
      try object.encode(stage.kind, forKey: .kind)
      try object.encode(stage.state, forKey: .state)
      try object.encode(stage.text, forKey: .plan)
      try object.encode(stage.examples, forKey: .examples)
      try object.encode(stage.takes.map(Takes.init), forKey: .estimate)
      try object.encode(stage.notes, forKey: .notes)
    }
  }

  private struct Takes: Encodable {
    let cost: PlannedCost
    init(_ cost: PlannedCost) { self.cost = cost }
    private enum Key: String, CodingKey { case requests, tokensIn, tokensOut, cost }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(Int(cost.requests.rounded(.up)), forKey: .requests)
      try object.encode(Int(cost.tokensIn.rounded()), forKey: .tokensIn)
      try object.encode(Int(cost.tokensOut.rounded()), forKey: .tokensOut)
      try object.encode(cost.cost, forKey: .cost)
    }
  }
}
