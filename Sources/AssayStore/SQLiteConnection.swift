import GRDBSQLite

/// A connection of the plain C interface, used by one thread at a time. An import has one of its own
/// so that its long transactions never stand in the way of the workspace's writer in this process:
/// the two meet at SQLite's lock only, as two processes would.
final class SQLiteConnection {
  let handle: OpaquePointer
  let path: String

  /// - Parameter flags: SQLite's open flags.
  init(path: String, uri: String? = nil, flags: Int32) throws {
    self.path = path
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(
      uri ?? path, &handle, flags | SQLITE_OPEN_NOMUTEX | (uri == nil ? 0 : SQLITE_OPEN_URI), nil)
    guard code == SQLITE_OK, let handle else {
      let message = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(handle)
      throw WorkspaceError.from(code: code, message: message, path: path)
    }
    self.handle = handle
    sqlite3_extended_result_codes(handle, 1)
    installPatience()
  }

  deinit { sqlite3_close_v2(handle) }

  var changes: Int { Int(sqlite3_changes(handle)) }

  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  func prepare(_ sql: String) throws -> SQLiteStatement {
    try SQLiteStatement(handle, sql, path: path)
  }

  func execute(_ sql: String) throws {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else {
      throw WorkspaceError.from(
        code: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)), path: path)
    }
  }

  /// The first column of the first row; 0 when there is none.
  func integer(_ sql: String) throws -> Int {
    let statement = try prepare(sql)
    return try statement.step() ? Int(statement.integer(0)) : 0
  }

  /// Copies the log into the database file as far as readers allow, waiting for nobody.
  func checkpoint() {
    _ = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
  }

  /// Copies all of the log and shortens it to nothing where no reader needs it; else as far as possible.
  func checkpointAndTruncate() {
    checkpoint()
    // Without a busy handler it gives up at once: waiting here would keep the write lock meanwhile.
    sqlite3_busy_handler(handle, nil, nil)
    _ = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
    installPatience()
  }

  private func installPatience() {
    sqlite3_busy_handler(handle, { _, tries in Patience.waitOnce(tries: Int(tries)) ? 1 : 0 }, nil)
  }
}
