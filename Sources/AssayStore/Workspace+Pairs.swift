import AssayModel
import GRDB

extension Workspace {
  /// Pairs in one transaction: about a tenth of a second, for which other writers wait.
  private static let pairsPerTransaction = 50_000

  /// All pairs, by method, then by their indices. A million takes about half a second and 16 MB.
  ///
  /// - Parameter method: only those that this method has found.
  public func duplicatePairs(method: DuplicateMethod? = nil) throws -> [DuplicatePair] {
    try read { db in
      let condition = method.map { "WHERE method = \(MethodCode.number($0))" } ?? ""
      let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM duplicate_pair \(condition)") ?? 0
      var pairs: [DuplicatePair] = []
      pairs.reserveCapacity(count)
      let rows = try prepare(
        "SELECT method, first, second, similarity FROM duplicate_pair \(condition) ORDER BY method, first, second",
        on: db)
      while try rows.step() {
        guard let method = MethodCode.method(rows.integer(0)) else { continue }
        pairs.append(
          DuplicatePair(
            Int32(truncatingIfNeeded: rows.integer(1)), Int32(truncatingIfNeeded: rows.integer(2)),
            method: method, similarity: Float(rows.real(3))))
      }
      return pairs
    }
  }

  /// How many pairs a method has found.
  public func duplicatePairCount(method: DuplicateMethod) throws -> Int {
    try read { db in
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM duplicate_pair WHERE method = ?",
        arguments: [MethodCode.number(method)])
        ?? 0
    }
  }

  /// Puts these pairs in the place of all that `comparison.method` has found, and notes what was compared. In
  /// several transactions, so that nobody waits for long; when it is broken off in between, nothing is noted, and
  /// the next search compares everything again.
  ///
  /// - Parameter pairs: all of the comparison's method.
  public func replacePairs(_ pairs: [DuplicatePair], comparison: Comparison) throws {
    try deletePairs(method: comparison.method)
    try addPairs(pairs, comparison: comparison)
  }

  /// Adds the pairs that examples have which are new since the last comparison, and notes what was compared.
  ///
  /// - Parameter pairs: all of the comparison's method. One that is there already gets this similarity.
  public func addPairs(_ pairs: [DuplicatePair], comparison: Comparison) throws {
    // In the order of the key every row goes to the end of its page.
    let pairs = pairs.sorted()
    for start in stride(from: 0, to: pairs.count, by: Self.pairsPerTransaction) {
      try write { db in
        try insert(pairs[start..<min(start + Self.pairsPerTransaction, pairs.count)], db)
      }
    }
    try write { db in try note(comparison, db) }
    checkpointer.noteWrite()
  }

  /// Forgets what a method has found and compared.
  public func deletePairs(method: DuplicateMethod) throws {
    try write { db in
      try db.execute(
        sql: "DELETE FROM comparison WHERE subject = '' AND method = ?", arguments: [method.rawValue])
      try db.execute(
        sql: "DELETE FROM duplicate_pair WHERE method = ?", arguments: [MethodCode.number(method)])
    }
    checkpointer.noteWrite()
  }

  private func insert(_ pairs: ArraySlice<DuplicatePair>, _ db: Database) throws {
    let statement = try prepare("INSERT OR REPLACE INTO duplicate_pair VALUES (?, ?, ?, ?)", on: db)
    for pair in pairs {
      statement.bind(MethodCode.number(pair.method), at: 1)
      statement.bind(Int64(pair.first), at: 2)
      statement.bind(Int64(pair.second), at: 3)
      statement.bind(Double(pair.similarity), at: 4)
      try statement.run()
    }
  }

  // MARK: What was compared

  func note(_ comparison: Comparison, _ db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO comparison VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        comparison.subject, comparison.method.rawValue, comparison.identity, comparison.threshold,
        comparison.floor, comparison.examples, comparison.seconds, comparison.recall,
      ])
  }

  /// Up to which example near duplicates have been looked for; 0: not at all. Known-bad probes are never looked for, so
  /// those that follow count as well: nothing shows that they are any different.
  public func comparedExamples() throws -> Int {
    try read { db in
      let statement = try kept("SELECT max(examples) FROM comparison WHERE subject = ''", on: db)
      defer { statement.reset() }
      var last = try statement.step() ? statement.integer(0) : 0
      guard last > 0 else { return 0 }
      for probe in try badProbes(db) where probe == last + 1 { last = probe }
      return Int(last)
    }
  }

  /// What was compared so far, with itself and with sets.
  public func comparisons() throws -> [Comparison] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM comparison ORDER BY subject, method").compactMap { row in
        DuplicateMethod(rawValue: row["method"]).map { method in
          Comparison(
            subject: row["subject"], method: method, identity: row["identity"],
            threshold: row["threshold"], floor: row["floor"], examples: row["examples"],
            seconds: row["seconds"], recall: row["recall"])
        }
      }
    }
  }
}
