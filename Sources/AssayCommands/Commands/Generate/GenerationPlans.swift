import AssayModel

/// The plans of one command: one run, or with `--learn` one for each technique and what they rest on.
struct GenerationPlans {
  let plans: [GenerationPlan]
  /// nil: nothing was learned.
  let learned: AcceptanceReport?

  /// Each once.
  var warnings: [String] {
    var seen: Set<String> = []
    return plans.flatMap(\.warnings).filter { seen.insert($0).inserted }
  }

  // MARK: For people

  /// Without the first requests.
  var lines: [String] {
    guard let learned else { return plans.flatMap(\.lines) }
    return learned.lines + plans.flatMap { [""] + $0.linesOfRun } + GenerationPlan.lines(of: warnings)
  }

  /// The same with the first requests, where there is one run only.
  var shown: [String] { learned == nil ? plans.flatMap { $0.requests + $0.lines } : lines }

  // MARK: For scripts

  func print() throws {
    guard let learned else {
      for plan in plans { try JSONOutput.print(GenerationPlanJSON(plan: plan)) }
      return
    }
    try JSONOutput.print(Learned(learning: learned.json, plans: plans.map(GenerationPlanJSON.init)))
  }

  private struct Learned: Encodable {
    let learning: AcceptanceJSON
    let plans: [GenerationPlanJSON]
  }
}

extension AcceptanceReport {
  var json: AcceptanceJSON { AcceptanceJSON(table: table, parts: parts) }
}

/// What the runs of `--learn` have brought, for scripts.
struct LearnedRunsJSON: Encodable {
  let learning: AcceptanceJSON
  let runs: [GenerationJSON]
}
