import AssayModel
import GRDB

extension Workspace {
  /// The judge with this definition; one that is not there is made, with the next number of its family: "judge v3". A
  /// member of a panel goes by the panel's name and its endpoint's: "judge v3 · small". Names that came with imported
  /// data are passed over.
  ///
  /// Two processes that ask at once get the same judge. ``revision()`` changes when one is made, so that screens read
  /// ``judges()`` again.
  ///
  /// - Parameters:
  ///   - fingerprint: of the definition, 32 bytes: the same for the same definition.
  ///   - family: what the judge is called in the configuration.
  ///   - at: milliseconds since 1970.
  ///   - panel: the panel that it is a member of.
  ///   - parent: the version that it was made from.
  ///   - author: who made it, a person or a model.
  public func judgeVersion(
    for definition: JudgeDefinition, fingerprint: [UInt8], name family: String, at: Int64,
    memberOf panel: JudgeID? = nil, parent: JudgeID? = nil, author: String? = nil
  ) throws -> JudgeVersion {
    if let known = try read({ db in try judge(fingerprint: fingerprint, db) }) { return known }
    let json = try StoredJSON.encode(definition)
    let dimensions = try StoredJSON.encode(definition.dimensions.map(\.name))
    let made = try write { db in
      if let quicker = try judge(fingerprint: fingerprint, db) { return quicker }
      let name: VersionName
      if let panel {
        name = try memberName(of: panel, endpoint: definition.models.first?.endpoint ?? "", db)
      } else {
        name = try nextName(family: family, db)
      }
      let id = try insertJudge(name.text, dimensions: dimensions, db)
      let insert = try prepare(
        """
        INSERT INTO judge_version
        (judge, family, number, panel, fingerprint, definition, parent, author, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, on: db)
      insert.bind(id, at: 1)
      insert.bind(name.family, at: 2)
      insert.bind(name.number, at: 3)
      insert.bind(panel?.rawValue, at: 4)
      insert.bind(fingerprint, at: 5)
      insert.bind(json, at: 6)
      insert.bind(parent?.rawValue, at: 7)
      insert.bind(author, at: 8)
      insert.bind(at, at: 9)
      try insert.run()
      try db.execute(sql: "UPDATE revision SET count = count + 1")
      return JudgeVersion(
        id: JudgeID(id), name: name.text, dimensions: definition.dimensions.map(\.name), count: 0)
    }
    checkpointer.noteWrite()
    return made
  }

  /// What decides what a judge says, and when it was first asked; nil: it came with imported data.
  public func judgeDefinition(_ id: JudgeID) throws -> (definition: JudgeDefinition, at: Int64)? {
    try read { db in
      let find = try prepare("SELECT definition, at FROM judge_version WHERE judge = ?", on: db)
      find.bind(id.rawValue, at: 1)
      guard try find.step() else { return nil }
      return (try StoredJSON.decode(JudgeDefinition.self, from: find.text(0)), find.integer(1))
    }
  }

  /// The members of a panel that have judged here, in the order in which they were made; empty: it is none.
  public func members(ofPanel panel: JudgeID) throws -> [JudgeID] {
    try read { db in
      try Int64.fetchAll(
        db, sql: "SELECT judge FROM judge_version WHERE panel = ? ORDER BY judge",
        arguments: [panel.rawValue]
      ).map { JudgeID($0) }
    }
  }

  private func judge(fingerprint: [UInt8], _ db: Database) throws -> JudgeVersion? {
    let find = try kept("SELECT judge FROM judge_version WHERE fingerprint = ?", on: db)
    find.bind(fingerprint, at: 1)
    defer { find.reset() }
    guard try find.step() else { return nil }
    let id = JudgeID(find.integer(0))
    return try judges(in: db).first { $0.id == id }
  }

  // MARK: Names

  private struct VersionName {
    var family: String
    var number: Int64
    var text: String
  }

  private func nextName(family: String, _ db: Database) throws -> VersionName {
    let last = try prepare("SELECT max(number) FROM judge_version WHERE family = ?", on: db)
    last.bind(family, at: 1)
    var number = try last.step() ? last.integer(0) : 0
    repeat { number += 1 } while try isTaken("\(family) v\(number)", db)
    return VersionName(family: family, number: number, text: "\(family) v\(number)")
  }

  private func memberName(of panel: JudgeID, endpoint: String, _ db: Database) throws -> VersionName {
    let find = try prepare(
      """
      SELECT family, number, name FROM judge_version JOIN judge ON judge.id = judge WHERE judge = ?
      """, on: db)
    find.bind(panel.rawValue, at: 1)
    guard try find.step() else { throw WorkspaceError.unknownJudge(panel.rawValue) }
    let wish = "\(find.text(2)) · \(endpoint)"
    var name = wish
    var copy = 1
    while try isTaken(name, db) {
      copy += 1
      name = "\(wish) (\(copy))"
    }
    return VersionName(family: find.text(0), number: find.integer(1), text: name)
  }

  private func isTaken(_ name: String, _ db: Database) throws -> Bool {
    let find = try kept("SELECT 1 FROM judge WHERE name = ?", on: db)
    find.bind(name, at: 1)
    defer { find.reset() }
    return try find.step()
  }

  private func insertJudge(_ name: String, dimensions: String, _ db: Database) throws -> Int64 {
    let insert = try prepare(
      "INSERT INTO judge (id, name, dimensions) SELECT ifnull(max(id), 0) + 1, ?, ? FROM judge", on: db)
    insert.bind(name, at: 1)
    insert.bind(dimensions, at: 2)
    try insert.run()
    return db.lastInsertedRowID
  }

  // MARK: What is left to do

  /// The examples that a judge has not judged, known-bad probes among them, in the order of import. 0.2 s for a million:
  /// one pass over its judgements, where a lookup for each example took six times as long.
  public func unjudged(by judge: JudgeID) throws -> [ExampleID] {
    try read { db in
      let total = try Int64.fetchOne(db, sql: "SELECT max(id) FROM example") ?? 0
      let rows = try prepare("SELECT example FROM judgement WHERE judge = ? ORDER BY example", on: db)
      rows.bind(judge.rawValue, at: 1)
      var unjudged: [ExampleID] = []
      var next: Int64 = 1
      func add(upTo end: Int64) {
        while next < end {
          unjudged.append(ExampleID(next))
          next += 1
        }
      }
      while try rows.step() {
        add(upTo: rows.integer(0))
        next = rows.integer(0) + 1
      }
      add(upTo: total + 1)
      return unjudged
    }
  }

  /// Those of these examples that a judge has not judged, in their order.
  public func unjudged(by judge: JudgeID, among ids: [ExampleID]) throws -> [ExampleID] {
    try read { db in
      let find = try kept("SELECT 1 FROM judgement WHERE judge = ? AND example = ?", on: db)
      defer { find.reset() }
      return try ids.filter { id in
        find.reset()
        find.bind(judge.rawValue, at: 1)
        find.bind(id.rawValue, at: 2)
        return try !find.step()
      }
    }
  }

  /// Those of these examples of which a judge's answer could not be read, all or in part, in their order.
  ///
  /// - Parameter serial: only what was written up to this number counts, as ``lastScoreSerial()`` gave it.
  public func failedJudgements(
    by judge: JudgeID, among ids: [ExampleID], upTo serial: Int64
  ) throws -> [ExampleID] {
    try read { db in
      let find = try kept(
        "SELECT 1 FROM judgement WHERE judge = ? AND example = ? AND failed = 1 AND ifnull(serial, 0) <= ?",
        on: db)
      defer { find.reset() }
      return try ids.filter { id in
        find.reset()
        find.bind(judge.rawValue, at: 1)
        find.bind(id.rawValue, at: 2)
        find.bind(serial, at: 3)
        return try find.step()
      }
    }
  }

  /// The examples of which a judge's answer could not be read, all or in part.
  public func failedJudgements(by judge: JudgeID) throws -> [ExampleID] {
    try read { db in
      let rows = try prepare(
        "SELECT example FROM judgement WHERE judge = ? AND failed = 1 ORDER BY example", on: db)
      rows.bind(judge.rawValue, at: 1)
      var ids: [ExampleID] = []
      while try rows.step() { ids.append(ExampleID(rows.integer(0))) }
      return ids
    }
  }
}
