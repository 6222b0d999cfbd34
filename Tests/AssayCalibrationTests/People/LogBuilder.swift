import AssayModel

/// A log, decision by decision, a second apart.
struct LogBuilder {
  private(set) var log = DecisionLog()

  /// One step on one example; returns it.
  @discardableResult
  mutating func say(
    _ reviewer: String, _ example: Int64, _ actions: Decision.Action..., blind: Bool = false,
    rubric: String? = nil, duration: Int64? = nil
  ) -> DecisionID {
    let step = DecisionID(log.lastID.rawValue + 1)
    for (index, action) in actions.enumerated() {
      add(
        Decision(
          id: DecisionID(step.rawValue + Int64(index)), uuid: "\(step.rawValue)-\(index)", step: step,
          example: ExampleID(example), reviewer: reviewer, action: action, at: step.rawValue * 1_000,
          duration: duration, blind: blind, rubric: rubric))
    }
    return step
  }

  mutating func undo(_ reviewer: String, _ step: DecisionID) {
    let id = DecisionID(log.lastID.rawValue + 1)
    add(
      Decision(
        id: id, uuid: "\(id.rawValue)", step: id, example: nil, reviewer: reviewer, action: .undo(step: step),
        at: id.rawValue * 1_000))
  }

  private mutating func add(_ decision: Decision) { log.append(decision) }
}
