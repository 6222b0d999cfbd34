import AssayCalibration
import AssayModel
import AssayStore

/// What the judges that people were shown say of the examples on which they were shown, by each judge's rule in force.
public struct RevealedJudges: Sendable {
  private var kept: [String: [ExampleID: Bool]] = [:]

  /// - Parameter keepAt: the rule of a judge without one of its own: the mean is at least this.
  public init(workspace: Workspace, log: DecisionLog, keepAt: Double) throws {
    var shown: [String: Set<ExampleID>] = [:]
    for decision in log.decisions {
      if case .reveal(let judge) = decision.action, let example = decision.example {
        shown[judge, default: []].insert(example)
      }
    }
    guard !shown.isEmpty else { return }
    let rules = Dictionary(try workspace.keepRules().map { ($0.judge, $0.rule) }, uniquingKeysWith: { $1 })
    for judge in try workspace.judges() {
      guard let examples = shown[judge.name] else { continue }
      let rule = rules[judge.id] ?? .mean(atLeast: keepAt)
      let judgements = try workspace.judgements(by: judge.id, on: examples.sorted())
      kept[judge.name] = judgements.compactMapValues { judgement in
        rule.keeps(
          Dictionary(
            judgement.scores.compactMap { score in score.value.map { (score.dimension, $0) } },
            uniquingKeysWith: { first, _ in first }))
      }
    }
  }

  /// nil: the judge is not here, or says nothing of the example.
  public func keeps(_ example: ExampleID, judge: String) -> Bool? { kept[judge]?[example] }
}
