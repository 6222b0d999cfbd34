import AssayModel
import GRDB

extension Workspace {
  /// Writes down what was drawn and returns it with its number.
  @discardableResult
  public func addDraw(_ draw: SampleDraw) throws -> SampleDraw {
    let written = try write { db in
      var draw = draw
      draw.id = 1 + (try Int64.fetchOne(db, sql: "SELECT max(id) FROM draw") ?? 0)
      let insert = try prepare(
        "INSERT INTO draw (id, strategy, judge, seed, population, reviewer, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        on: db)
      insert.bind(draw.id, at: 1)
      insert.bind(draw.strategy.rawValue, at: 2)
      insert.bind(draw.judge?.rawValue, at: 3)
      insert.bind(Int64(bitPattern: draw.seed), at: 4)
      insert.bind(Int64(draw.population), at: 5)
      insert.bind(draw.reviewer, at: 6)
      insert.bind(draw.at, at: 7)
      try insert.run()
      try write(draw.examples, of: draw.id, db)
      try db.execute(sql: "UPDATE revision SET count = count + 1")
      return draw
    }
    checkpointer.noteWrite()
    return written
  }

  private func write(_ examples: [DrawnExample], of draw: Int64, _ db: Database) throws {
    let insert = try prepare(
      """
      INSERT INTO drawn (draw, position, example, role, probability, stratum, reason)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, on: db)
    for (index, drawn) in examples.enumerated() {
      insert.reset()
      insert.bind(draw, at: 1)
      insert.bind(Int64(index + 1), at: 2)
      insert.bind(drawn.example.rawValue, at: 3)
      insert.bind(drawn.role.rawValue, at: 4)
      insert.bind(drawn.probability, at: 5)
      insert.bind(drawn.stratum, at: 6)
      insert.bind(drawn.reason, at: 7)
      try insert.run()
    }
  }

  /// All draws, oldest first.
  public func draws() throws -> [SampleDraw] {
    try read { db in
      let rows = try prepare(
        "SELECT id, strategy, judge, seed, population, reviewer, at FROM draw ORDER BY id", on: db)
      var draws: [SampleDraw] = []
      while try rows.step() {
        guard let strategy = SampleDraw.Strategy(rawValue: rows.text(1)) else {
          throw WorkspaceError.corrupt(path: path, detail: "a draw by the unknown strategy “\(rows.text(1))”")
        }
        draws.append(
          SampleDraw(
            id: rows.integer(0), strategy: strategy, judge: rows.optionalInteger(2).map { JudgeID($0) },
            seed: UInt64(bitPattern: rows.integer(3)), population: Int(rows.integer(4)),
            reviewer: rows.optionalText(5), at: rows.integer(6), examples: []))
      }
      for index in draws.indices { draws[index].examples = try drawn(in: draws[index].id, db) }
      return draws
    }
  }

  private func drawn(in draw: Int64, _ db: Database) throws -> [DrawnExample] {
    let rows = try prepare(
      """
      SELECT example, role, probability, stratum, reason FROM drawn WHERE draw = ? ORDER BY position
      """, on: db)
    rows.bind(draw, at: 1)
    var examples: [DrawnExample] = []
    while try rows.step() {
      guard let role = DrawnExample.Role(rawValue: rows.text(1)) else {
        throw WorkspaceError.corrupt(
          path: path, detail: "a drawn example in the unknown role “\(rows.text(1))”")
      }
      examples.append(
        DrawnExample(
          example: ExampleID(rows.integer(0)), role: role, probability: rows.optionalReal(2),
          stratum: rows.optionalText(3), reason: rows.text(4)))
    }
    return examples
  }
}
