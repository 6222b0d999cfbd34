import AssayModel
import GRDB

extension Workspace {
  /// Writes that a pipeline begins.
  ///
  /// - Parameters:
  ///   - taken: what is known of its first stages already, which were done before; those after them wait.
  ///   - at: milliseconds since 1970.
  public func beginPipeline(
    _ definition: PipelineDefinition, taking taken: [StageRecord] = [], at: Int64
  ) throws -> Pipeline {
    let json = try StoredJSON.encode(definition)
    let records = definition.stages.enumerated().map { index, stage in
      index < taken.count ? taken[index] : StageRecord(name: stage.name)
    }
    let id = try write { db in
      let insert = try prepare(
        "INSERT INTO pipeline (name, definition, started) VALUES (?, ?, ?)", on: db)
      insert.bind(definition.name, at: 1)
      insert.bind(json, at: 2)
      insert.bind(at, at: 3)
      try insert.run()
      let id = db.lastInsertedRowID
      for index in records.indices { try put(records[index], number: index, of: id, db) }
      return id
    }
    checkpointer.noteWrite()
    return Pipeline(id: id, definition: definition, startedAt: at, records: records)
  }

  /// Writes what a pipeline is told by now. Only what waits may have become something else.
  ///
  /// - Returns: its stages.
  public func updatePipeline(_ id: Int64, _ definition: PipelineDefinition) throws -> [StageRecord] {
    let json = try StoredJSON.encode(definition)
    let stages = try write { db in
      let update = try prepare("UPDATE pipeline SET definition = ?, ended = NULL WHERE id = ?", on: db)
      update.bind(json, at: 1)
      update.bind(id, at: 2)
      try update.run()
      let known = try records(of: id, db)
      // One that waits holds nothing.
      let drop = try prepare(
        "DELETE FROM pipeline_stage WHERE pipeline = ? AND number >= ? AND state = 'waiting'", on: db)
      drop.bind(id, at: 1)
      drop.bind(Int64(definition.stages.count), at: 2)
      try drop.run()
      for (index, stage) in definition.stages.enumerated()
      where index >= known.count || known[index].state == .waiting {
        try put(StageRecord(name: stage.name), number: index, of: id, db)
      }
      return try self.records(of: id, db)
    }
    checkpointer.noteWrite()
    return stages
  }

  /// Writes how a stage stands.
  ///
  /// - Parameter number: counted from 0.
  public func updateStage(_ record: StageRecord, number: Int, of pipeline: Int64) throws {
    try write { db in try put(record, number: number, of: pipeline, db) }
    checkpointer.noteWrite()
  }

  /// Writes that a pipeline is done.
  public func endPipeline(_ id: Int64, at: Int64) throws {
    try write { db in
      let update = try prepare("UPDATE pipeline SET ended = ? WHERE id = ?", on: db)
      update.bind(at, at: 1)
      update.bind(id, at: 2)
      try update.run()
    }
    checkpointer.noteWrite()
  }

  /// All pipelines, oldest first.
  public func pipelines() throws -> [Pipeline] {
    try read { db in
      let rows = try prepare("SELECT id, definition, started, ended FROM pipeline ORDER BY id", on: db)
      var pipelines: [Pipeline] = []
      while try rows.step() {
        let id = rows.integer(0)
        pipelines.append(
          Pipeline(
            id: id, definition: try StoredJSON.decode(PipelineDefinition.self, from: rows.text(1)),
            startedAt: rows.integer(2), endedAt: rows.optionalInteger(3), records: try records(of: id, db)))
      }
      return pipelines
    }
  }

  private func records(of pipeline: Int64, _ db: Database) throws -> [StageRecord] {
    let rows = try prepare(
      "SELECT name, state, run, result FROM pipeline_stage WHERE pipeline = ? ORDER BY number", on: db)
    rows.bind(pipeline, at: 1)
    var records: [StageRecord] = []
    while try rows.step() {
      guard let state = StageRecord.State(rawValue: rows.text(1)) else {
        throw WorkspaceError.corrupt(
          path: path, detail: "a stage of a pipeline in the unknown state “\(rows.text(1))”")
      }
      records.append(
        StageRecord(
          name: rows.text(0), state: state, run: rows.optionalInteger(2).map { RunID($0) },
          figures: try rows.optionalText(3).map { try StoredJSON.decode(StageFigures.self, from: $0) }))
    }
    return records
  }

  private func put(_ record: StageRecord, number: Int, of pipeline: Int64, _ db: Database) throws {
    let put = try prepare(
      """
      INSERT INTO pipeline_stage (pipeline, number, name, state, run, result) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (pipeline, number) DO UPDATE SET name = excluded.name, state = excluded.state,
        run = excluded.run, result = excluded.result
      """, on: db)
    put.bind(pipeline, at: 1)
    put.bind(Int64(number), at: 2)
    put.bind(record.name, at: 3)
    put.bind(record.state.rawValue, at: 4)
    put.bind(record.run?.rawValue, at: 5)
    put.bind(try record.figures.map { try StoredJSON.encode($0) }, at: 6)
    try put.run()
  }
}
