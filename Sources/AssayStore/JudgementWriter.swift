import AssayModel
import GRDB

/// Writes judgements that are made here, inside one transaction. One that is there gives way to the new one.
struct JudgementWriter {
  private struct Judge {
    var dimensions: [String]
    /// Examples that it had not judged before.
    var added: Int64 = 0
  }

  private let workspace: Workspace
  private let db: Database
  private var judges: [JudgeID: Judge] = [:]
  private var bytes: [UInt8] = []

  init(workspace: Workspace, db: Database) {
    self.workspace = workspace
    self.db = db
  }

  mutating func write(_ judgement: Judgement, judge: JudgeID, example: ExampleID, serial: Int64) throws {
    let vector = try vector(judgement.scores, judge: judge)
    let isThere = try has(judge, example)
    try store(vector, of: judgement, judge, example, serial: serial)
    if JudgementDetail.isNeeded(for: judgement) {
      try store(JudgementDetail(of: judgement), judge, example)
    } else if isThere {
      try removeDetail(judge, example)
    }
    if !isThere { judges[judge]?.added += 1 }
  }

  /// Writes the counts, before the commit.
  func finish() throws {
    let add = try workspace.kept("UPDATE judge SET count = count + ? WHERE id = ?", on: db)
    for (id, judge) in judges where judge.added > 0 {
      add.bind(judge.added, at: 1)
      add.bind(id.rawValue, at: 2)
      try add.run()
    }
  }

  // MARK: Scores

  /// The scores in the order of the judge's dimensions, which grow when needed.
  private mutating func vector(_ scores: [DimensionScore], judge id: JudgeID) throws -> [Double] {
    var judge = try judges[id] ?? load(id)
    let known = judge.dimensions.count
    var vector = [Double](repeating: ScoreVector.absent, count: known)
    for score in scores {
      var position = judge.dimensions.firstIndex(of: score.dimension)
      if position == nil {
        judge.dimensions.append(score.dimension)
        vector.append(ScoreVector.absent)
        position = vector.count - 1
      }
      if let position {
        vector[position] = score.value.flatMap { $0.isFinite ? $0 : nil } ?? ScoreVector.invalid
      }
    }
    if judge.dimensions.count > known { try update(judge.dimensions, of: id) }
    judges[id] = judge
    return vector
  }

  private func load(_ id: JudgeID) throws -> Judge {
    let find = try workspace.kept("SELECT dimensions FROM judge WHERE id = ?", on: db)
    find.bind(id.rawValue, at: 1)
    defer { find.reset() }
    guard try find.step() else { throw WorkspaceError.unknownJudge(id.rawValue) }
    return Judge(dimensions: try StoredJSON.decode([String].self, from: find.text(0)))
  }

  private func update(_ dimensions: [String], of id: JudgeID) throws {
    let update = try workspace.kept("UPDATE judge SET dimensions = ? WHERE id = ?", on: db)
    update.bind(try StoredJSON.encode(dimensions), at: 1)
    update.bind(id.rawValue, at: 2)
    try update.run()
  }

  // MARK: Rows

  private func has(_ judge: JudgeID, _ example: ExampleID) throws -> Bool {
    let find = try workspace.kept("SELECT 1 FROM judgement WHERE judge = ? AND example = ?", on: db)
    find.bind(judge.rawValue, at: 1)
    find.bind(example.rawValue, at: 2)
    defer { find.reset() }
    return try find.step()
  }

  private mutating func store(
    _ vector: [Double], of judgement: Judgement, _ judge: JudgeID, _ example: ExampleID, serial: Int64
  ) throws {
    let write = try workspace.kept(
      """
      INSERT INTO judgement (judge, example, vector, mean, spread, failed, serial) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET vector = excluded.vector, mean = excluded.mean, spread = excluded.spread,
        failed = excluded.failed, serial = excluded.serial
      """, on: db)
    ScoreVector.encode(vector, into: &bytes)
    write.bind(judge.rawValue, at: 1)
    write.bind(example.rawValue, at: 2)
    write.bind(bytes, at: 3)
    write.bind(ScoreVector.mean(vector), at: 4)
    write.bind(judgement.spread, at: 5)
    write.bind(judgement.failure == nil ? nil : 1 as Int64?, at: 6)
    write.bind(serial, at: 7)
    do { try write.run() } catch WorkspaceError.database(_, foreignKeyViolation, _) {
      throw WorkspaceError.unknownExample(example.rawValue)
    }
  }

  private func store(_ detail: JudgementDetail, _ judge: JudgeID, _ example: ExampleID) throws {
    let write = try workspace.kept(
      """
      INSERT INTO judgement_detail (judge, example, json) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET json = excluded.json
      """, on: db)
    write.bind(judge.rawValue, at: 1)
    write.bind(example.rawValue, at: 2)
    write.bind(detail.json, at: 3)
    try write.run()
  }

  private func removeDetail(_ judge: JudgeID, _ example: ExampleID) throws {
    let remove = try workspace.kept(
      "DELETE FROM judgement_detail WHERE judge = ? AND example = ?", on: db)
    remove.bind(judge.rawValue, at: 1)
    remove.bind(example.rawValue, at: 2)
    try remove.run()
  }
}
