import AssayModel

/// Appends decisions from files to the log. One that is there, by its UUID, is skipped.
///
/// Those that name other examples (separate, merge) wait for the end of the file, which may bring these examples
/// after the decision. They are written in the order in which they were made: a later word on the same
/// examples counts more, and a file is in the order of examples.
final class ImportDecisions {
  private let find: SQLiteStatement
  private let insert: SQLiteStatement
  private let lastID: SQLiteStatement
  private var next: Int64 = 1
  /// The step that a file's name for it has here, by the digest of reviewer and name: 16 bytes each.
  private var steps: [UInt64: Int64] = [:]
  private var waiting: [Waiting] = []
  /// Those of them that were told of as new.
  private var counted = 0

  private struct Waiting {
    var decision: ImportedDecision
    var uuid: String
    var example: Int64
    var key: String
  }

  init(_ connection: SQLiteConnection) throws {
    find = try connection.prepare("SELECT step FROM decision WHERE uuid = ?")
    insert = try connection.prepare(DecisionRow.insertion)
    lastID = try connection.prepare("SELECT max(id) FROM decision")
  }

  /// Other writers may have appended since the last transaction.
  func begin() throws {
    defer { lastID.reset() }
    next = 1 + (try lastID.step() ? lastID.integer(0) : 0)
  }

  static func check(_ decisions: [ImportedDecision], key: String) throws {
    for decision in decisions {
      switch decision.action {
      case .undo, .redo: throw Refused(.undoInImport(key: key))
      default: break
      }
    }
  }

  /// - Returns: how many were new; one that waits counts when it is not in the log yet.
  func add(_ decisions: [ImportedDecision], example: Int64, key: String) throws -> Int {
    var count = 0
    var digests: [String: Int] = [:]
    for decision in decisions {
      let row = try Self.row(of: decision)
      let uuid: String
      if let given = decision.uuid {
        uuid = given
      } else {
        // Accept, reject, accept again: the third is not the first.
        let digest = Self.digest(decision, row: row, key: key, repetition: 0)
        let repetition = digests[digest, default: 0]
        digests[digest] = repetition + 1
        uuid = Self.digest(decision, row: row, key: key, repetition: repetition)
      }
      switch decision.action {
      case .separate, .merge:
        waiting.append(Waiting(decision: decision, uuid: uuid, example: example, key: key))
        if try step(of: uuid) == nil {
          count += 1
          counted += 1
        }
      default: if try append(decision, row: row, uuid: uuid, example: example) { count += 1 }
      }
    }
    return count
  }

  /// What goes into the digest of a decision: keys, not this workspace's numbers.
  private static func row(of decision: ImportedDecision) throws -> DecisionRow {
    switch decision.action {
    case .separate: DecisionRow(kind: "separate", value: try StoredJSON.encode(decision.others.sorted()))
    case .merge: DecisionRow(kind: "merge", value: decision.others.first)
    default: try DecisionRow(decision.action)
    }
  }

  // MARK: Decisions that name other examples

  /// Whether some wait for the end of the file.
  var hasWaiting: Bool { !waiting.isEmpty }

  /// Writes those that wait, the oldest first.
  ///
  /// - Parameter find: the number of the example with a key.
  /// - Returns: how many more (or fewer) were new than `add` told, and what is wrong with those that were not taken.
  func writeWaiting(
    _ find: (String) throws -> Int64?
  ) throws -> (difference: Int, unresolved: [ImportRefusal]) {
    var written = 0
    var unresolved: [ImportRefusal] = []
    let inOrder = waiting.enumerated().sorted {
      ($0.element.decision.at ?? 0, $0.offset) < ($1.element.decision.at ?? 0, $1.offset)
    }
    for (_, item) in inOrder {
      var decision = item.decision
      var others: [ExampleID] = []
      var missing: String?
      for other in decision.others {
        if let id = try find(other) { others.append(ExampleID(id)) } else { missing = missing ?? other }
      }
      if let missing {
        unresolved.append(.unknownOther(key: item.key, other: missing))
        continue
      }
      guard let first = others.first else { continue }
      if case .merge = decision.action {
        decision.action = .merge(with: first)
      } else {
        decision.action = .separate(from: others)
      }
      let row = try DecisionRow(decision.action)
      if try append(decision, row: row, uuid: item.uuid, example: item.example) { written += 1 }
    }
    defer {
      waiting.removeAll()
      counted = 0
    }
    return (written - counted, unresolved)
  }

  private static func digest(
    _ decision: ImportedDecision, row: DecisionRow, key: String, repetition: Int
  ) -> String {
    var digest = StableDigest()
    for part in [
      key, decision.reviewer, row.kind, row.value ?? "", String(decision.at ?? 0), String(repetition),
    ] {
      digest.add(part)
    }
    return digest.uuid
  }

  private func append(
    _ decision: ImportedDecision, row: DecisionRow, uuid: String, example: Int64
  ) throws -> Bool {
    let name = decision.step.map { step in
      var digest = StableDigest()
      digest.add(decision.reviewer)
      digest.add(step)
      return digest.value
    }
    if let step = try step(of: uuid) {
      if let name { steps[name] = step }
      return false
    }
    let step = name.flatMap { steps[$0] } ?? next
    if let name { steps[name] = step }
    let entry = Decision(
      id: DecisionID(next), uuid: uuid, step: DecisionID(step), example: ExampleID(example),
      reviewer: decision.reviewer, action: decision.action, at: decision.at ?? 0,
      duration: decision.duration, blind: decision.blind, rubric: decision.rubric)
    try insert.insert(entry, row)
    next += 1
    return true
  }

  private func step(of uuid: String) throws -> Int64? {
    find.bind(uuid, at: 1)
    defer { find.reset() }
    return try find.step() ? find.integer(0) : nil
  }
}
