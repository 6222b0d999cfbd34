import AssayModel
import Foundation
import GRDB

extension Workspace {
  /// The decisions with a higher number than `after`, in the order of the log; all of them after
  /// `DecisionID(0)`.
  ///
  /// - Throws: ``WorkspaceError/corrupt(path:detail:)`` when an entry cannot be understood: leaving it out
  ///   would change what the log says.
  public func decisions(after: DecisionID = DecisionID(0)) throws -> [Decision] {
    try read { db in
      let statement = try prepare(
        """
        SELECT id, uuid, step, example, reviewer, kind, value, at, duration, blind, rubric
        FROM decision WHERE id > ? ORDER BY id
        """, on: db)
      statement.bind(after.rawValue, at: 1)
      var decisions: [Decision] = []
      while try statement.step() { decisions.append(try decision(in: statement)) }
      return decisions
    }
  }

  private func decision(in row: SQLiteStatement) throws -> Decision {
    let stored = DecisionRow(kind: row.text(5), value: row.optionalText(6))
    guard let action = stored.action else {
      throw WorkspaceError.corrupt(
        path: path, detail: "decision \(row.integer(0)) of the unknown kind “\(stored.kind)”")
    }
    return Decision(
      id: DecisionID(row.integer(0)), uuid: row.text(1), step: DecisionID(row.integer(2)),
      example: row.optionalInteger(3).map { ExampleID($0) }, reviewer: row.text(4), action: action,
      at: row.integer(7), duration: row.optionalInteger(8), blind: row.integer(9) != 0,
      rubric: row.optionalText(10))
  }

  /// Adds decisions to the log as one step and returns them with their numbers. They are on the disk
  /// when this returns.
  ///
  /// While another process holds the write lock this waits, for five seconds at most.
  ///
  /// - Parameters:
  ///   - at: milliseconds since 1970; a little more where this reviewer has decided on one of the examples, or on anything,
  ///     at that time or (the clock was put back) later: which word is the last one is told by the times.
  ///   - rubric: the version of the rubric by which the person decides.
  /// - Throws: ``WorkspaceError/unknownExample(_:)``, ``WorkspaceError/busy(path:)``,
  ///   ``WorkspaceError/diskFull(path:)`` …; nothing of the step is written then.
  @discardableResult
  public func append(
    _ decisions: [NewDecision], reviewer: String, at: Int64, rubric: String? = nil
  ) throws -> [Decision] {
    guard !decisions.isEmpty else { return [] }
    let appended = try write { db in
      var next = 1 + (try lastDecision(db))
      let step = DecisionID(next)
      let at = try time(at, of: decisions, reviewer: reviewer, last: next - 1, db)
      let statement = try kept(DecisionRow.insertion, on: db)
      return try decisions.map { new in
        defer { next += 1 }
        let decision = Decision(
          id: DecisionID(next), uuid: UUID().uuidString.lowercased(), step: step, example: new.example,
          reviewer: reviewer, action: new.action, at: at, duration: new.duration, blind: new.blind,
          rubric: rubric)
        try insert(decision, with: statement)
        return decision
      }
    }
    checkpointer.noteWrite()
    return appended
  }

  /// Behind the reviewer's other words on the same examples, behind the undos and redos of the same step, and behind what the
  /// reviewer did in the same second. A clock that was wrong once pushes on nothing else than that.
  private func time(
    _ at: Int64, of decisions: [NewDecision], reviewer: String, last: Int64, _ db: Database
  ) throws -> Int64 {
    var at = at
    let onExample = try kept(
      "SELECT max(at) FROM decision WHERE example = ? AND reviewer = ?", on: db)
    let onStep = try kept(
      "SELECT max(at) FROM decision WHERE id >= ?1 AND (id = ?1 OR example IS NULL AND value = ?2)", on: db)
    for decision in decisions {
      if let example = decision.example {
        onExample.bind(example.rawValue, at: 1)
        onExample.bind(reviewer, at: 2)
        at = try later(than: onExample, at)
      }
      switch decision.action {
      case .undo(let step), .redo(let step):
        onStep.bind(step.rawValue, at: 1)
        onStep.bind(String(step.rawValue), at: 2)
        at = try later(than: onStep, at)
      default: break
      }
    }
    let recent = try kept(
      "SELECT max(at) FROM decision WHERE id > ? AND reviewer = ? AND at BETWEEN ? AND ?", on: db)
    recent.bind(last - 64, at: 1)
    recent.bind(reviewer, at: 2)
    recent.bind(at, at: 3)
    recent.bind(at.addingReportingOverflow(1_000).partialValue, at: 4)
    return try later(than: recent, at)
  }

  private func later(than newest: SQLiteStatement, _ at: Int64) throws -> Int64 {
    defer { newest.reset() }
    guard try newest.step(), let other = newest.optionalInteger(0), other >= at, other < .max else {
      return at
    }
    return other + 1
  }

  func lastDecision(_ db: Database) throws -> Int64 {
    let statement = try kept("SELECT max(id) FROM decision", on: db)
    defer { statement.reset() }
    return try statement.step() ? statement.integer(0) : 0
  }

  private func insert(_ decision: Decision, with statement: SQLiteStatement) throws {
    do {
      try statement.insert(decision, try DecisionRow(decision.action))
    } catch WorkspaceError.database(_, foreignKeyViolation, _) {
      throw WorkspaceError.unknownExample(decision.example?.rawValue ?? 0)
    }
  }

  /// A number that changes when somebody commits: another process, or this one (an `append`, an import).
  /// Asking takes microseconds; compare with the answer before, and read what is new when it differs.
  public func dataVersion() throws -> Int { try observer.version() }
}
