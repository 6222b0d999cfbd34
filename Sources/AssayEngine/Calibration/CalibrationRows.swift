import AssayCalibration
import AssayModel
import AssayStore

/// Joins what people hold to be true with splits, clusters, labels and the chances of the draws.
struct CalibrationRows {
  let workspace: Workspace
  let task: TaskSpecification
  /// Milliseconds since 1970.
  let at: Int64

  func set(reviewer: String?) throws -> CalibrationSet {
    let log = DecisionLog(try workspace.decisions())
    let leftOut = try workspace.knownBad()
    let all = HumanTruths(log) { leftOut.contains($0) }.truths
    let truths =
      reviewer == nil ? all : HumanTruths(log, reviewer: reviewer) { leftOut.contains($0) }.truths
    // Where people differ, one person's word may still give an example a split.
    let known = Set(all.map(\.example))
    let everything = all + truths.filter { !known.contains($0.example) }
    let examples = Dictionary(
      try workspace.examples(everything.map(\.example)).map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    let groups = try workspace.clusterGroups(of: everything.map(\.example))
    let candidates = everything.compactMap { truth in
      examples[truth.example].map { candidate(truth, $0, groups) }
    }
    let splits = try assign(candidates)
    let conflicts = SplitAssigner.conflicts(candidates, assignments: splits)
    let chances = try chances(log, everything)
    return CalibrationSet(
      rows: truths.compactMap { truth in
        guard let example = examples[truth.example], let split = splits[truth.example] else { return nil }
        return CalibrationRow(
          truth: truth, key: example.key, label: truth.label ?? example.label,
          technique: example.provenance.technique, batch: example.batch, split: split.split,
          group: groups[truth.example] ?? truth.example,
          exclusion: conflicts.contains(truth.example) ? .duplicateOfAnotherSplit : nil,
          probability: chances[truth.example])
      })
  }

  private func candidate(
    _ truth: HumanTruth, _ example: Example, _ groups: [ExampleID: ExampleID]
  ) -> SplitCandidate {
    SplitCandidate(
      example: truth.example, group: groups[truth.example] ?? truth.example,
      stratum: SplitStratum(verdict: truth.verdict, label: truth.label ?? example.label))
  }

  private func assign(_ candidates: [SplitCandidate]) throws -> [ExampleID: SplitAssignment] {
    let existing = try workspace.splits()
    let new = SplitAssigner.assign(
      candidates, existing: existing, shares: task.calibration.shares, secret: try workspace.secret(), at: at)
    guard !new.isEmpty else { return existing }
    try workspace.assign(new)
    // Another process may have been quicker.
    return try workspace.splits()
  }

  private func chances(_ log: DecisionLog, _ truths: [HumanTruth]) throws -> [ExampleID: Double] {
    let draws = try workspace.draws()
    guard !draws.isEmpty else { return [:] }
    let passed = Set(
      draws.flatMap(\.examples).lazy.map(\.example).filter { example in
        log.opinions(on: example).values.contains { $0.verdict != nil || $0.skipped }
      })
    return DrawChances.chances(
      draws, firstDecided: Self.firstDecided(log, truths.map(\.example)), passed: passed)
  }

  /// When somebody decided each example for the first time, by what still holds.
  static func firstDecided(_ log: DecisionLog, _ examples: [ExampleID]) -> [ExampleID: Int64] {
    var first: [ExampleID: Int64] = [:]
    for example in examples {
      first[example] = log.standing(on: example).first { $0.action.isVerdictOrRuling }?.at
    }
    return first
  }
}

extension Decision.Action {
  var isVerdictOrRuling: Bool {
    if case .adjudicate = self { true } else { isVerdict }
  }
}
