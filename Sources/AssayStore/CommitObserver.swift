import Foundation
import GRDBSQLite

/// Asks SQLite whether anybody has committed. `PRAGMA data_version` compares with what the same
/// connection saw before, so it needs a connection that lives long and does nothing else.
final class CommitObserver: @unchecked Sendable {  // `lock` guards all that changes.
  private let path: String
  private let lock = NSLock()
  private var connection: SQLiteConnection?
  private var statement: SQLiteStatement?

  init(path: String) { self.path = path }

  func version() throws -> Int {
    try lock.withLock {
      if statement == nil {
        let connection = try SQLiteConnection(path: path, flags: SQLITE_OPEN_READONLY)
        self.connection = connection
        statement = try connection.prepare("PRAGMA data_version")
      }
      guard let statement else { return 0 }
      defer { statement.reset() }
      return try statement.step() ? Int(statement.integer(0)) : 0
    }
  }

  func close() {
    lock.withLock {
      statement = nil
      connection = nil
    }
  }
}
