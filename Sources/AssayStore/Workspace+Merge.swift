import AssayModel
import GRDB

/// What became of another log's decisions.
public struct MergedDecisions: Hashable, Sendable {
  /// Entries that were not in the log.
  public var added = 0
  public var alreadyThere = 0
  /// Undos and redos of steps of which nothing is here.
  public var withoutStep = 0
  public init() {}
}

extension Workspace {
  /// Adds another log's decisions to this one, all in one transaction. Those that are there, by their uuids, are passed over,
  /// so that the same log can be merged any number of times. Undo and redo come along: they are given to the step that
  /// has the decisions of the step that they mean.
  ///
  /// - Parameter decisions: in the order of their log, with its numbers of decisions and steps, and with this workspace's
  ///   numbers of examples.
  /// - Throws: ``WorkspaceError/unknownExample(_:)`` …; nothing is written then.
  public func merge(_ decisions: [Decision]) throws -> MergedDecisions {
    guard !decisions.isEmpty else { return MergedDecisions() }
    let counts = try write { db in
      var merging = LogMerging(
        find: try kept("SELECT step FROM decision WHERE uuid = ?", on: db),
        insert: try kept(DecisionRow.insertion, on: db), next: 1 + (try lastDecision(db)))
      return try merging.merge(decisions)
    }
    checkpointer.noteWrite()
    return counts
  }
}

/// One transaction of ``Workspace/merge(_:)``.
private struct LogMerging {
  let find: SQLiteStatement
  let insert: SQLiteStatement
  /// The number of the next entry.
  var next: Int64
  /// The steps here by the other log's numbers.
  private var steps: [DecisionID: DecisionID] = [:]

  init(find: SQLiteStatement, insert: SQLiteStatement, next: Int64) {
    self.find = find
    self.insert = insert
    self.next = next
  }

  mutating func merge(_ decisions: [Decision]) throws -> MergedDecisions {
    var counts = MergedDecisions()
    var new: [Decision] = []
    // First what is there: a part of a step may have come before, when the rest's examples were unknown.
    for decision in decisions {
      if let step = try step(of: decision.uuid) {
        steps[decision.step] = step
        counts.alreadyThere += 1
      } else {
        new.append(decision)
      }
    }
    for decision in new {
      if try add(decision) { counts.added += 1 } else { counts.withoutStep += 1 }
    }
    return counts
  }

  /// Whether it could be added.
  private mutating func add(_ decision: Decision) throws -> Bool {
    var decision = decision
    let other = decision.step
    switch decision.action {
    case .undo(let step):
      guard let here = steps[step] else { return false }
      decision.action = .undo(step: here)
    case .redo(let step):
      guard let here = steps[step] else { return false }
      decision.action = .redo(step: here)
    default: break
    }
    // The same decision twice in one log would be no log of this program's.
    guard try step(of: decision.uuid) == nil else { return false }
    decision.id = DecisionID(next)
    decision.step = steps[other] ?? decision.id
    steps[other] = decision.step
    do {
      try insert.insert(decision, try DecisionRow(decision.action))
    } catch WorkspaceError.database(_, foreignKeyViolation, _) {
      throw WorkspaceError.unknownExample(decision.example?.rawValue ?? 0)
    }
    next += 1
    return true
  }

  private func step(of uuid: String) throws -> DecisionID? {
    find.bind(uuid, at: 1)
    defer { find.reset() }
    return try find.step() ? DecisionID(find.integer(0)) : nil
  }
}
