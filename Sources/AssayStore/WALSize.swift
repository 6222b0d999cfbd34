import GRDBSQLite
import Synchronization

/// How long the write-ahead log is, as SQLite says after each commit.
final class WALSize: Sendable {
  private let count = Atomic<Int>(0)

  /// Since the log was last begun anew.
  var pages: Int { count.load(ordering: .relaxed) }

  /// Must live as long as `connection` commits.
  func watch(_ connection: SQLiteConnection) { watch(connection.handle) }

  /// Must live as long as `connection` commits.
  func watch(_ connection: OpaquePointer?) {
    sqlite3_wal_hook(
      connection,
      { context, _, _, pages in
        guard let context else { return SQLITE_OK }
        Unmanaged<WALSize>.fromOpaque(context).takeUnretainedValue().count.store(
          Int(pages), ordering: .relaxed)
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
