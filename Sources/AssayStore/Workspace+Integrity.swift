import GRDB

extension Workspace {
  /// Looks for damage: SQLite's own check of all pages, references to what is not there, gaps in the
  /// numbers of examples, judges and answers that do not fit together, and the triggers that keep the log from being
  /// changed. Several seconds for a million examples.
  ///
  /// - Returns: one sentence per problem; empty when all is well.
  public func integrityProblems() throws -> [String] {
    try read { db in
      var problems = try String.fetchAll(db, sql: "PRAGMA quick_check(20)").filter { $0 != "ok" }
        .map { "\(path): damaged: \($0); restore a copy" }
      problems += try brokenReferences(db)
      problems += try gaps(db)
      problems += try wrongCounts(db)
      problems += try strangeHashes(db)
      problems += try missingTriggers(db)
      return problems
    }
  }

  private func brokenReferences(_ db: Database) throws -> [String] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2")
    return rows.map { row in
      let (table, parent, count): (String, String, Int) = (row[0], row[1], row[2])
      return "\(path): \(count) rows of “\(table)” name a “\(parent)” that is not there; restore a copy"
    }
  }

  private func gaps(_ db: Database) throws -> [String] {
    try ["example", "body"].compactMap { table in
      let missing = try Int.fetchOne(
        db, sql: "SELECT (SELECT ifnull(max(id), 0) FROM example) - count(*) FROM \(table)")
      guard let missing, missing != 0 else { return nil }
      return "\(path): \(missing) rows of “\(table)” are missing; restore a copy"
    }
  }

  private func wrongCounts(_ db: Database) throws -> [String] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT name, count, (SELECT count(*) FROM judgement WHERE judge = judge.id) AS found FROM judge
        WHERE count <> found
        """)
    return rows.map { row in
      let (name, count, found): (String, Int, Int) = (row[0], row[1], row[2])
      return "\(path): judge “\(name)” should have judged \(count) examples and has judged \(found); "
        + "restore a copy"
    }
  }

  /// Nobody would ever find what is kept under a hash that is none.
  private func strangeHashes(_ db: Database) throws -> [String] {
    try [("answer", "hash"), ("judge_version", "fingerprint")].compactMap { table, column in
      let sql = "SELECT count(*) FROM \(table) WHERE length(\(column)) <> 32"
      let count = try Int.fetchOne(db, sql: sql) ?? 0
      return count == 0
        ? nil : "\(path): \(count) rows of “\(table)” have no proper \(column); restore a copy"
    }
  }

  private func missingTriggers(_ db: Database) throws -> [String] {
    let present = try Set(
      String.fetchAll(
        db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'decision'"))
    return Schema.logTriggers.filter { !present.contains($0) }.map {
      "\(path): the trigger “\($0)” is missing, so decisions could be changed; somebody has altered the file, "
        + "restore a copy"
    }
  }
}
