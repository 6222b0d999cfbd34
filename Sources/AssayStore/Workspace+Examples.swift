import AssayModel
import GRDB

extension Workspace {
  /// The examples with these numbers, in the order asked for; numbers that do not exist are left out.
  public func examples(_ ids: [ExampleID]) throws -> [Example] {
    guard !ids.isEmpty else { return [] }
    return try read { db in
      let reader = try RowReader(workspace: self, db: db)
      return try ids.compactMap { id in
        try reader.record(id).map { record in
          let (fields, metadata) = bodyReader(record.body, record.shape, record.mapping)
          return Example(
            id: id, key: record.key, batch: record.batch, fields: fields, label: record.label,
            difficulty: record.difficulty, provenance: record.provenance, metadata: metadata)
        }
      }
    }
  }

  /// The example with this key.
  public func id(forKey key: String) throws -> ExampleID? {
    try read { db in
      let statement = try prepare("SELECT id FROM body WHERE key = ?", on: db)
      statement.bind(key, at: 1)
      return try statement.step() ? ExampleID(statement.integer(0)) : nil
    }
  }

  /// The keys of the examples with these numbers; numbers that do not exist are left out.
  public func keys(of ids: some Sequence<ExampleID>) throws -> [ExampleID: String] {
    try read { db in
      let statement = try prepare("SELECT key FROM body WHERE id = ?", on: db)
      var keys: [ExampleID: String] = [:]
      for id in ids where keys[id] == nil {
        statement.bind(id.rawValue, at: 1)
        if try statement.step() { keys[id] = statement.text(0) }
        statement.reset()
      }
      return keys
    }
  }

  /// What all judges say of one example, in the order of the judges.
  public func judgements(on id: ExampleID) throws -> [Judgement] {
    try read { db in try RowReader(workspace: self, db: db).judgements(on: id) }
  }

  /// The verdict that came with the data, if one did.
  public func truth(on id: ExampleID) throws -> Truth? {
    try read { db in try RowReader(workspace: self, db: db).truth(on: id) }
  }
}
