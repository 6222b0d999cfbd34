import AssayModel
import GRDB

extension Workspace {
  /// How many examples there are; their numbers are 1 to this.
  public func exampleCount() throws -> Int {
    try read { db in try Int.fetchOne(db, sql: "SELECT max(id) FROM example") ?? 0 }
  }

  /// All batches in the order in which they came. `technique` is nil too when the rows of a batch differ.
  public func batches() throws -> [Batch] {
    try read { db in
      let statement = try prepare(
        """
        SELECT batch.id, batch.name, technique.name, batch.count
        FROM batch LEFT JOIN technique ON technique.id = batch.technique ORDER BY batch.id
        """, on: db)
      var batches: [Batch] = []
      while try statement.step() {
        batches.append(
          Batch(
            id: BatchID(statement.integer(0)), name: statement.text(1), technique: statement.optionalText(2),
            count: Int(statement.integer(3))))
      }
      return batches
    }
  }

  /// The examples of a batch with higher numbers than `last`, in the order in which they came; none while there is no such
  /// batch. Takes as long as what is newer than `last` is much, whatever the size of the workspace.
  ///
  /// - Returns: also the newest example that there is, of whatever batch: whoever asks again goes on after it, since
  ///   numbers are given in the order of writing.
  public func examples(
    inBatch name: String, after last: ExampleID = ExampleID(0)
  ) throws -> (ids: [ExampleID], newest: ExampleID) {
    try read { db in
      let newest = ExampleID(try Int64.fetchOne(db, sql: "SELECT max(id) FROM example") ?? 0)
      let find = try kept("SELECT id FROM batch WHERE name = ?", on: db)
      find.bind(name, at: 1)
      let batch = try find.step() ? find.integer(0) : nil
      find.reset()
      guard let batch, newest.rawValue > last.rawValue else { return ([], newest) }
      let rows = try kept("SELECT id FROM example WHERE id > ? AND batch = ? ORDER BY id", on: db)
      rows.bind(last.rawValue, at: 1)
      rows.bind(batch, at: 2)
      defer { rows.reset() }
      var ids: [ExampleID] = []
      while try rows.step() { ids.append(ExampleID(rows.integer(0))) }
      return (ids, newest)
    }
  }

  /// All judges in the order in which they came.
  public func judges() throws -> [JudgeVersion] {
    try read { db in try judges(in: db) }
  }

  func judges(in db: Database) throws -> [JudgeVersion] {
    let statement = try kept("SELECT id, name, dimensions, count FROM judge ORDER BY id", on: db)
    defer { statement.reset() }
    var judges: [JudgeVersion] = []
    while try statement.step() {
      judges.append(
        JudgeVersion(
          id: JudgeID(statement.integer(0)), name: statement.text(1),
          dimensions: try StoredJSON.decode([String].self, from: statement.text(2)),
          count: Int(statement.integer(3))))
    }
    return judges
  }

  /// The labels of examples, in the order in which they came.
  public func labels() throws -> [String] {
    try read { db in try names("SELECT name FROM label ORDER BY id", db) }
  }

  /// The techniques by which examples were made, in the order in which they came.
  public func techniques() throws -> [String] {
    try read { db in try names("SELECT name FROM technique ORDER BY id", db) }
  }

  /// A column of texts. GRDB's own reading and writing of a `String` ends at the first NUL.
  func names(_ sql: String, _ db: Database) throws -> [String] {
    let rows = try prepare(sql, on: db)
    var names: [String] = []
    while try rows.step() { names.append(rows.text(0)) }
    return names
  }

  /// Counts the changes to what was there already: scores, truths and clusters of older examples. What was
  /// read with ``columns(judge:)`` is out of date when it differs; new examples do not count, for
  /// them there is ``extend(_:)``.
  public func revision() throws -> Int {
    try read { db in try Int.fetchOne(db, sql: "SELECT count FROM revision") ?? 0 }
  }
}
