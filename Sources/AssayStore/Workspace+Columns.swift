import AssayModel
import GRDB

extension Workspace {
  /// What filters and orders need of all examples; about half a second for a million.
  ///
  /// - Parameter judge: whose mean scores to read; nil: none, all scores are NaN.
  public func columns(judge: JudgeID?) throws -> ExampleColumns {
    var columns = ExampleColumns(judge: judge)
    try read { db in try appendNew(to: &columns, db) }
    return columns
  }

  /// Adds the examples that came after `columns` was read, with their scores and clusters. Cheap when there
  /// are none. It does not look at older examples again: see ``revision()``.
  ///
  /// - Returns: whether there were any.
  public func extend(_ columns: inout ExampleColumns) throws -> Bool {
    let before = columns.count
    try read { db in try appendNew(to: &columns, db) }
    return columns.count > before
  }

  /// The examples after the first `known` as columns of their own, which ``ExampleColumns/append(_:)`` adds to those
  /// that are there. The work depends on how many they are, however many there are in all.
  ///
  /// Names are those of the whole workspace; sizes of clusters count these examples only.
  public func columns(judge: JudgeID?, after known: Int) throws -> ExampleColumns {
    try read { db in
      var columns = ExampleColumns(judge: judge)
      let total = try Int.fetchOne(db, sql: "SELECT max(id) FROM example") ?? 0
      columns.labels = try names("SELECT name FROM label ORDER BY id", db)
      columns.techniques = try names("SELECT name FROM technique ORDER BY id", db)
      guard total > known else { return columns }
      try appendExamples(to: &columns, after: known, total: total, db)
      try appendScores(to: &columns, after: known, total: total, origin: known, db)
      try appendClusters(to: &columns, after: known, total: total, origin: known, db)
      try readReferences(into: &columns, after: known, db)
      columns.probes = Set(
        try badProbes(db).filter { $0 > known }.map { Int32(truncatingIfNeeded: $0 - 1 - Int64(known)) })
      return columns
    }
  }

  /// Makes room for so many examples, and for those that come in while the columns are in use: a million that had to
  /// move would take longer than a frame.
  private func reserve(_ count: Int, in columns: inout ExampleColumns) {
    guard columns.batch.capacity < count else { return }
    let room = count + count / 8 + 4_096
    columns.batch.reserveCapacity(room)
    columns.label.reserveCapacity(room)
    columns.technique.reserveCapacity(room)
    columns.length.reserveCapacity(room)
    columns.cluster.reserveCapacity(room)
    columns.score.reserveCapacity(room)
    columns.spread.reserveCapacity(room)
  }

  private func appendNew(to columns: inout ExampleColumns, _ db: Database) throws {
    let known = columns.count
    let total = try Int.fetchOne(db, sql: "SELECT max(id) FROM example") ?? 0
    guard total > known else { return }
    reserve(total, in: &columns)
    // Numbers in these tables have no gaps either: the id less one is the position.
    columns.labels = try names("SELECT name FROM label ORDER BY id", db)
    columns.techniques = try names("SELECT name FROM technique ORDER BY id", db)
    try appendExamples(to: &columns, after: known, total: total, db)
    try appendScores(to: &columns, after: known, total: total, origin: 0, db)
    try appendClusters(to: &columns, after: known, total: total, origin: 0, db)
    columns.references = [:]
    try readReferences(into: &columns, after: 0, db)
    // What comes one by one is no copy: those come with a queue, after which everything is read anew.
    try copyToRepeats(in: &columns, after: known, db)
    columns.probes = Set(try badProbes(db).map { Int32(truncatingIfNeeded: $0 - 1) })
  }

  private func appendExamples(
    to columns: inout ExampleColumns, after known: Int, total: Int, _ db: Database
  ) throws {
    let before = columns.count
    let rows = try prepare(
      """
      SELECT batch, ifnull(label, 0), ifnull(technique, 0), length FROM example
      WHERE id > ? AND id <= ? ORDER BY id
      """, on: db)
    rows.bind(Int64(known), at: 1)
    rows.bind(Int64(total), at: 2)
    while try rows.step() {
      columns.batch.append(Int32(truncatingIfNeeded: rows.integer(0)))
      columns.label.append(Int32(truncatingIfNeeded: rows.integer(1)) - 1)
      // The column has room for 32,768 techniques; the ones after them show as none.
      columns.technique.append(Int16(exactly: rows.integer(2) - 1) ?? -1)
      columns.length.append(Int32(clamping: rows.integer(3)))
    }
    guard columns.batch.count - before == total - known else {
      throw WorkspaceError.corrupt(path: path, detail: "examples are missing")
    }
  }

  /// - Parameter origin: how many examples come before the first of the columns.
  private func appendScores(
    to columns: inout ExampleColumns, after known: Int, total: Int, origin: Int, _ db: Database
  ) throws {
    columns.score.append(contentsOf: repeatElement(.nan, count: total - known))
    columns.spread.append(contentsOf: repeatElement(.nan, count: total - known))
    guard let judge = columns.judge else { return }
    let rows = try prepare(
      "SELECT example, mean, spread FROM judgement WHERE judge = ? AND example > ? AND example <= ?", on: db)
    rows.bind(judge.rawValue, at: 1)
    rows.bind(Int64(known), at: 2)
    rows.bind(Int64(total), at: 3)
    while try rows.step() {
      let index = Int(rows.integer(0)) - 1 - origin
      if let mean = rows.optionalReal(1) { columns.score[index] = Float(mean) }
      if let spread = rows.optionalReal(2) { columns.spread[index] = Float(spread) }
    }
  }

  /// No judge is asked about a copy, and no search compares it; it has its original's scores and cluster, or a filter by
  /// them would tell it apart. The cluster is no larger for it.
  private func copyToRepeats(in columns: inout ExampleColumns, after known: Int, _ db: Database) throws {
    let rows = try prepare(
      "SELECT example, origin FROM probe WHERE fault IS NULL AND origin != example AND example > ?", on: db)
    rows.bind(Int64(known), at: 1)
    while try rows.step() {
      let (copy, origin) = (Int(rows.integer(0)) - 1, Int(rows.integer(1)) - 1)
      guard columns.score.indices.contains(copy), columns.score.indices.contains(origin) else { continue }
      columns.score[copy] = columns.score[origin]
      columns.spread[copy] = columns.spread[origin]
      columns.cluster[copy] = columns.cluster[origin]
      for role in columns.references.keys where columns.references[role]?.contains(Int32(origin)) == true {
        columns.references[role]?.insert(Int32(copy))
      }
    }
  }

  private func appendClusters(
    to columns: inout ExampleColumns, after known: Int, total: Int, origin: Int, _ db: Database
  ) throws {
    columns.cluster.append(contentsOf: repeatElement(0, count: total - known))
    let rows = try prepare(
      "SELECT example, cluster FROM cluster_member WHERE example > ? AND example <= ?", on: db)
    rows.bind(Int64(known), at: 1)
    rows.bind(Int64(total), at: 2)
    while try rows.step() {
      let cluster = Int32(truncatingIfNeeded: rows.integer(1))
      columns.cluster[Int(rows.integer(0)) - 1 - origin] = cluster
      columns.clusterSizes[cluster, default: 0] += 1
    }
    guard origin == 0 || !columns.clusterSizes.isEmpty else { return }
    let kinds = try prepare("SELECT id, kind FROM cluster WHERE kind IS NOT NULL", on: db)
    while try kinds.step() {
      columns.clusterKinds[Int32(truncatingIfNeeded: kinds.integer(0))] = DuplicateKind(
        rawValue: kinds.text(1))
    }
  }

  private func readReferences(
    into columns: inout ExampleColumns, after known: Int, _ db: Database
  ) throws {
    let rows = try prepare("SELECT DISTINCT role, example FROM reference_match WHERE example > ?", on: db)
    rows.bind(Int64(known), at: 1)
    while try rows.step() {
      guard let role = ReferenceSet.Role(rawValue: rows.text(0)) else { continue }
      columns.references[role, default: []].insert(
        Int32(truncatingIfNeeded: rows.integer(1) - 1 - Int64(known)))
    }
  }

  /// One judge's scores on some dimensions: position `i` belongs to `ExampleID(i + 1)`; NaN: none. All NaN
  /// when the judge or the dimension is unknown. Four bytes for each score, 0.3 s for a million examples.
  public func scores(judge: JudgeID, dimensions: [String]) throws -> [String: [Float]] {
    try read { db in
      let total = try Int.fetchOne(db, sql: "SELECT max(id) FROM example") ?? 0
      let known = try judges(in: db).first { $0.id == judge }?.dimensions ?? []
      let positions = dimensions.map { known.firstIndex(of: $0) ?? -1 }
      var columns = dimensions.map { _ in [Float](repeating: .nan, count: total) }
      let rows = try prepare("SELECT example, vector FROM judgement WHERE judge = ?", on: db)
      rows.bind(judge.rawValue, at: 1)
      while try rows.step() {
        let (index, vector) = (Int(rows.integer(0)) - 1, rows.bytes(1))
        for column in columns.indices {
          if let value = ScoreVector.value(at: positions[column], of: vector) {
            columns[column][index] = Float(value)
          }
        }
      }
      return Dictionary(zip(dimensions, columns), uniquingKeysWith: { first, _ in first })
    }
  }
}
