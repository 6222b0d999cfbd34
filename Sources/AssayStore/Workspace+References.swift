import AssayModel
import GRDB

extension Workspace {
  /// Writes which examples are like a row of a set, and notes what was compared, in one transaction.
  ///
  /// - Parameters:
  ///   - comparison: its subject is the set's name; its method that of all matches.
  ///   - keepsOlder: whether the matches of an earlier comparison stay (only new examples were compared).
  public func writeMatches(
    _ matches: [ReferenceMatch], comparison: Comparison, keepsOlder: Bool = false
  ) throws {
    try write { db in
      if !keepsOlder {
        try db.execute(
          sql: "DELETE FROM reference_match WHERE subject = ? AND method = ?",
          arguments: [comparison.subject, comparison.method.rawValue])
      }
      let statement = try prepare(
        """
        INSERT INTO reference_match (subject, role, example, line, method, similarity, text)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """, on: db)
      for match in matches {
        statement.bind(match.set, at: 1)
        statement.bind(match.role.rawValue, at: 2)
        statement.bind(match.example.rawValue, at: 3)
        statement.bind(Int64(match.line), at: 4)
        statement.bind(match.method.rawValue, at: 5)
        statement.bind(Double(match.similarity), at: 6)
        statement.bind(match.text, at: 7)
        try statement.run()
      }
      try note(comparison, db)
    }
    checkpointer.noteWrite()
  }

  /// Forgets the matches with all sets but these, and with these where a method is no longer asked for.
  public func keepMatches(ofSets names: [String], methods: Set<DuplicateMethod>) throws {
    try write { db in
      let names = try StoredJSON.encode(names)
      let methods = try StoredJSON.encode(methods.map(\.rawValue).sorted())
      let outside = """
        subject NOT IN (SELECT value FROM json_each(?)) OR method NOT IN (SELECT value FROM json_each(?))
        """
      try db.execute(
        sql: "DELETE FROM reference_match WHERE \(outside)", arguments: [names, methods])
      try db.execute(
        sql: "DELETE FROM comparison WHERE subject <> '' AND (\(outside))", arguments: [names, methods])
    }
  }

  /// The rows of sets that an example is like, the most similar first.
  public func referenceMatches(of example: ExampleID) throws -> [ReferenceMatch] {
    try read { db in
      let rows = try kept(Self.matchColumns + " WHERE example = ? ORDER BY similarity DESC, id", on: db)
      rows.bind(example.rawValue, at: 1)
      defer { rows.reset() }
      return try matches(rows)
    }
  }

  /// All matches, by set and example, the most similar first.
  public func referenceMatches() throws -> [ReferenceMatch] {
    try read { db in
      try matches(
        try prepare(Self.matchColumns + " ORDER BY subject, example, similarity DESC, id", on: db))
    }
  }

  private static let matchColumns =
    "SELECT subject, role, example, line, method, similarity, text FROM reference_match"

  private func matches(_ rows: SQLiteStatement) throws -> [ReferenceMatch] {
    var matches: [ReferenceMatch] = []
    while try rows.step() {
      guard let method = DuplicateMethod(rawValue: rows.text(4)) else { continue }
      matches.append(
        ReferenceMatch(
          example: ExampleID(rows.integer(2)), set: rows.text(0),
          role: ReferenceSet.Role(rawValue: rows.text(1)) ?? .other, line: Int(rows.integer(3)),
          method: method, similarity: Float(rows.real(5)), text: rows.text(6)))
    }
    return matches
  }
}
