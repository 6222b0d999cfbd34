import AssayModel
import GRDB

extension Workspace {
  /// Writes down a rule for a judge; the newest of a judge is in force.
  @discardableResult
  public func addKeepRule(
    _ rule: KeepRule, judge: JudgeID, author: String, at: Int64, note: String? = nil
  ) throws -> KeepRuleVersion {
    let json = try StoredJSON.encode(rule)
    return try changed { db in
      let insert = try prepare(
        "INSERT INTO keep_rule (judge, rule, author, at, note) VALUES (?, ?, ?, ?, ?)", on: db)
      insert.bind(judge.rawValue, at: 1)
      insert.bind(json, at: 2)
      insert.bind(author, at: 3)
      insert.bind(at, at: 4)
      insert.bind(note, at: 5)
      try insert.run()
      return KeepRuleVersion(
        id: db.lastInsertedRowID, judge: judge, rule: rule, author: author, at: at, note: note)
    }
  }

  /// All rules of all judges, oldest first.
  public func keepRules() throws -> [KeepRuleVersion] {
    try read { db in
      let rows = try prepare("SELECT id, judge, rule, author, at, note FROM keep_rule ORDER BY id", on: db)
      var rules: [KeepRuleVersion] = []
      while try rows.step() {
        rules.append(
          KeepRuleVersion(
            id: rows.integer(0), judge: JudgeID(rows.integer(1)),
            rule: try StoredJSON.decode(KeepRule.self, from: rows.text(2)), author: rows.text(3),
            at: rows.integer(4), note: rows.optionalText(5)))
      }
      return rules
    }
  }

  /// The rule in force for a judge: the newest one; nil: none was put in force.
  public func keepRule(of judge: JudgeID) throws -> KeepRule? {
    try read { db in
      let rows = try prepare("SELECT rule FROM keep_rule WHERE judge = ? ORDER BY id DESC LIMIT 1", on: db)
      rows.bind(judge.rawValue, at: 1)
      return try rows.step() ? try StoredJSON.decode(KeepRule.self, from: rows.text(0)) : nil
    }
  }

  /// The rules in force, by the names of the judges; judges without one are left out.
  public func keepRulesByJudge() throws -> [String: KeepRule] {
    let rules = try keepRules()
    guard !rules.isEmpty else { return [:] }
    let names = Dictionary(try judges().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    return Dictionary(
      rules.compactMap { rule in names[rule.judge].map { ($0, rule.rule) } },
      uniquingKeysWith: { _, last in last })
  }

  /// Makes a judge version the one in use.
  public func adopt(_ adoption: Adoption) throws {
    try changed { db in
      let insert = try prepare(
        "INSERT INTO adoption (judge, rule, author, at, reason) VALUES (?, ?, ?, ?, ?)", on: db)
      insert.bind(adoption.judge.rawValue, at: 1)
      insert.bind(adoption.rule, at: 2)
      insert.bind(adoption.author, at: 3)
      insert.bind(adoption.at, at: 4)
      insert.bind(adoption.reason, at: 5)
      try insert.run()
    }
  }

  /// All adoptions, oldest first; the last one holds.
  public func adoptions() throws -> [Adoption] {
    try read { db in
      let rows = try prepare("SELECT judge, rule, author, at, reason FROM adoption ORDER BY id", on: db)
      var adoptions: [Adoption] = []
      while try rows.step() {
        adoptions.append(
          Adoption(
            judge: JudgeID(rows.integer(0)), rule: rows.optionalInteger(1), author: rows.text(2),
            at: rows.integer(3), reason: rows.text(4)))
      }
      return adoptions
    }
  }

  /// Writes down that somebody is about to look at figures on the test split: on the disk before they are shown.
  public func logOpening(_ opening: TestOpening) throws {
    try changed { db in
      let insert = try prepare(
        "INSERT INTO test_opening (set_hash, judge, author, at, purpose) VALUES (?, ?, ?, ?, ?)", on: db)
      insert.bind(opening.setHash, at: 1)
      insert.bind(opening.judge.rawValue, at: 2)
      insert.bind(opening.author, at: 3)
      insert.bind(opening.at, at: 4)
      insert.bind(opening.purpose, at: 5)
      try insert.run()
    }
  }

  /// All openings of the test split, oldest first.
  public func openings() throws -> [TestOpening] {
    try read { db in
      let rows = try prepare(
        "SELECT set_hash, judge, author, at, purpose FROM test_opening ORDER BY id", on: db)
      var openings: [TestOpening] = []
      while try rows.step() {
        openings.append(
          TestOpening(
            setHash: rows.text(0), judge: JudgeID(rows.integer(1)), author: rows.text(2), at: rows.integer(3),
            purpose: rows.text(4)))
      }
      return openings
    }
  }

  /// Adds figures to the history of calibrations.
  public func addMeasurement(_ measurement: Measurement) throws {
    let json = try StoredJSON.encode(measurement)
    try changed { db in
      let insert = try prepare("INSERT INTO measurement (judge, json) VALUES (?, ?)", on: db)
      insert.bind(measurement.judge.rawValue, at: 1)
      insert.bind(json, at: 2)
      try insert.run()
    }
  }

  /// All measurements, oldest first.
  public func measurements() throws -> [Measurement] {
    try read { db in
      let rows = try prepare("SELECT json FROM measurement ORDER BY id", on: db)
      var measurements: [Measurement] = []
      while try rows.step() {
        measurements.append(try StoredJSON.decode(Measurement.self, from: rows.text(0)))
      }
      return measurements
    }
  }

  /// Where the judge versions come from that were made here, in the order in which they were made; members of panels
  /// left out.
  public func judgeLineages() throws -> [JudgeLineage] {
    try read { db in
      let rows = try prepare(
        "SELECT judge, parent, author, at FROM judge_version WHERE panel IS NULL ORDER BY judge", on: db)
      var lineages: [JudgeLineage] = []
      while try rows.step() {
        lineages.append(
          JudgeLineage(
            judge: JudgeID(rows.integer(0)), parent: rows.optionalInteger(1).map { JudgeID($0) },
            author: rows.optionalText(2), at: rows.integer(3)))
      }
      return lineages
    }
  }

  /// One transaction after which screens read again what they show of judges.
  private func changed<Value>(_ body: (Database) throws -> Value) throws -> Value {
    let value = try write { db in
      let value = try body(db)
      try db.execute(sql: "UPDATE revision SET count = count + 1")
      return value
    }
    checkpointer.noteWrite()
    return value
  }
}
