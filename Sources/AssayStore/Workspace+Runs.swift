import AssayModel
import GRDB

extension Workspace {
  /// Writes that a run begins.
  ///
  /// - Parameters:
  ///   - parameters: what it is started with, as JSON.
  ///   - at: milliseconds since 1970.
  ///   - process: ``ThisProcess/number``, on ``ThisProcess/host``.
  public func beginRun(
    kind: Run.Kind, title: String, parameters: String, at: Int64, process: Int32 = ThisProcess.number,
    host: String = ThisProcess.host
  ) throws -> RunID {
    let progress = try StoredJSON.encode(RunProgress())
    let wish = try StoredJSON.encode(RunWish())
    let id = try write { db in
      let insert = try prepare(
        """
        INSERT INTO run (kind, title, state, parameters, progress, wish, started, updated, process, host)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, on: db)
      insert.bind(kind.rawValue, at: 1)
      insert.bind(title, at: 2)
      insert.bind(Run.State.running.rawValue, at: 3)
      insert.bind(parameters, at: 4)
      insert.bind(progress, at: 5)
      insert.bind(wish, at: 6)
      insert.bind(at, at: 7)
      insert.bind(at, at: 8)
      insert.bind(Int64(process), at: 9)
      insert.bind(host, at: 10)
      try insert.run()
      return RunID(db.lastInsertedRowID)
    }
    checkpointer.noteWrite()
    return id
  }

  /// Writes how far a run is. One that is over stays as it ended, whatever comes late.
  ///
  /// - Parameter at: milliseconds since 1970; when it ended, if `state` says so.
  public func updateRun(_ id: RunID, state: Run.State, progress: RunProgress, at: Int64) throws {
    let json = try StoredJSON.encode(progress)
    try write { db in
      let update = try kept(
        "UPDATE run SET state = ?, progress = ?, updated = ?, ended = ? WHERE id = ? AND ended IS NULL",
        on: db)
      update.bind(state.rawValue, at: 1)
      update.bind(json, at: 2)
      update.bind(at, at: 3)
      update.bind(state.isOver ? at : nil, at: 4)
      update.bind(id.rawValue, at: 5)
      try update.run()
    }
    checkpointer.noteWrite()
  }

  /// Writes the progress of a run that goes on, inside a transaction.
  func writeProgress(_ json: String, of id: RunID, at: Int64, _ db: Database) throws {
    let update = try kept(
      "UPDATE run SET progress = ?, updated = ? WHERE id = ? AND ended IS NULL", on: db)
    update.bind(json, at: 1)
    update.bind(at, at: 2)
    update.bind(id.rawValue, at: 3)
    try update.run()
  }

  // MARK: Wishes

  /// Asks something of a run, from whatever process.
  public func setWish(_ wish: RunWish, for id: RunID) throws {
    let json = try StoredJSON.encode(wish)
    try write { db in
      let update = try kept("UPDATE run SET wish = ? WHERE id = ?", on: db)
      update.bind(json, at: 1)
      update.bind(id.rawValue, at: 2)
      try update.run()
    }
    checkpointer.noteWrite()
  }

  /// What is asked of a run; microseconds.
  public func wish(of id: RunID) throws -> RunWish {
    try read { db in
      let find = try kept("SELECT wish FROM run WHERE id = ?", on: db)
      find.bind(id.rawValue, at: 1)
      defer { find.reset() }
      return try find.step() ? StoredJSON.decode(RunWish.self, from: find.text(0)) : RunWish()
    }
  }

  // MARK: Reading

  /// The newest runs, the newest first. A run whose process is gone is ``Run/State/interrupted``.
  public func runs(limit: Int) throws -> [Run] {
    try settled { try writtenRuns(limit: limit) }
  }

  private func writtenRuns(limit: Int) throws -> [Run] {
    try read { db in
      let rows = try kept(Self.runColumns + " ORDER BY id DESC LIMIT ?", on: db)
      rows.bind(Int64(limit), at: 1)
      defer { rows.reset() }
      var runs: [Run] = []
      while try rows.step() { runs.append(try run(in: rows)) }
      return runs
    }
  }

  /// One run.
  public func run(_ id: RunID) throws -> Run? {
    try settled { try writtenRun(id).map { [$0] } ?? [] }.first
  }

  /// Whose process is gone has said its last word, which may have come after the reading: what is written then holds.
  private func settled(_ read: () throws -> [Run]) throws -> [Run] {
    let runs = try read()
    let seen = runs.map(Self.seen)
    return seen == runs ? runs : try read().map(Self.seen)
  }

  private static func seen(_ run: Run) -> Run {
    run.seen(
      at: ThisProcess.now, from: ThisProcess.host, isAlive: ThisProcess.isAlive,
      startedAt: ThisProcess.start(of:))
  }

  private func writtenRun(_ id: RunID) throws -> Run? {
    try read { db in
      let rows = try kept(Self.runColumns + " WHERE id = ?", on: db)
      rows.bind(id.rawValue, at: 1)
      defer { rows.reset() }
      return try rows.step() ? run(in: rows) : nil
    }
  }

  private static let runColumns = """
    SELECT id, kind, title, state, parameters, progress, wish, started, updated, ended, process, host FROM run
    """

  private func run(in row: SQLiteStatement) throws -> Run {
    guard let kind = Run.Kind(rawValue: row.text(1)), let state = Run.State(rawValue: row.text(3)) else {
      throw WorkspaceError.corrupt(
        path: path,
        detail: "run \(row.integer(0)) of the unknown kind “\(row.text(1))” or state “\(row.text(3))”")
    }
    return Run(
      id: RunID(row.integer(0)), kind: kind, title: row.text(2), state: state, parameters: row.text(4),
      progress: try StoredJSON.decode(RunProgress.self, from: row.text(5)), startedAt: row.integer(7),
      updatedAt: row.integer(8), endedAt: row.optionalInteger(9),
      process: Int32(truncatingIfNeeded: row.integer(10)), host: row.text(11),
      wish: try StoredJSON.decode(RunWish.self, from: row.text(6)))
  }
}
