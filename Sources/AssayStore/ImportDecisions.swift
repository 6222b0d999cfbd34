import AssayModel

/// Appends decisions from files to the log. One that is there, by its UUID, is skipped.
final class ImportDecisions {
  private let find: SQLiteStatement
  private let insert: SQLiteStatement
  private let lastID: SQLiteStatement
  private var next: Int64 = 1
  /// The step that a file's name for it has here, by the digest of reviewer and name: 16 bytes each.
  private var steps: [UInt64: Int64] = [:]

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

  /// - Returns: how many were new.
  func add(_ decisions: [ImportedDecision], example: Int64, key: String) throws -> Int {
    var count = 0
    var digests: [String: Int] = [:]
    for decision in decisions {
      let row = try DecisionRow(decision.action)
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
      if try append(decision, row: row, uuid: uuid, example: example) { count += 1 }
    }
    return count
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
      duration: decision.duration, blind: decision.blind)
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
