import GRDBSQLite

/// How long the write-ahead log is, as SQLite says after each commit.
final class WALSize {
  private(set) var pages = 0

  /// Must live as long as `connection` commits.
  func watch(_ connection: SQLiteConnection) {
    sqlite3_wal_hook(
      connection.handle,
      { context, _, _, pages in
        guard let context else { return SQLITE_OK }
        Unmanaged<WALSize>.fromOpaque(context).takeUnretainedValue().pages = Int(pages)
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
