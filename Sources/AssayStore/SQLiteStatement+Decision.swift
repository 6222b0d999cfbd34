import AssayModel

extension DecisionRow {
  static let insertion = """
    INSERT INTO decision (id, uuid, step, example, reviewer, kind, value, at, duration, blind, rubric)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
}

extension SQLiteStatement {
  /// Runs `DecisionRow.insertion` for one decision, whose action stands in `row`.
  func insert(_ decision: Decision, _ row: DecisionRow) throws {
    bind(decision.id.rawValue, at: 1)
    bind(decision.uuid, at: 2)
    bind(decision.step.rawValue, at: 3)
    bind(decision.example?.rawValue, at: 4)
    bind(decision.reviewer, at: 5)
    bind(row.kind, at: 6)
    bind(row.value, at: 7)
    bind(decision.at, at: 8)
    bind(decision.duration, at: 9)
    bind(decision.blind ? 1 as Int64 : 0, at: 10)
    bind(decision.rubric, at: 11)
    try run()
  }
}
