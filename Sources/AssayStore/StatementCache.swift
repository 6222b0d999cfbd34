import Foundation
import GRDB

/// Prepared statements of GRDB's connections, kept: preparing one there costs up to 0.3 ms, more than most reads.
///
/// A connection is used by one thread at a time, so its statements are too. Whoever takes one resets it when
/// done; otherwise its snapshot would stay open.
final class StatementCache: @unchecked Sendable {  // `lock` guards the dictionary.
  private let lock = NSLock()
  private var statements: [OpaquePointer: [String: SQLiteStatement]] = [:]

  func statement(_ sql: String, on db: Database, path: String) throws -> SQLiteStatement {
    guard let connection = db.sqliteConnection else { return try SQLiteStatement(nil, sql, path: path) }
    if let known = lock.withLock({ statements[connection]?[sql] }) { return known }
    let statement = try SQLiteStatement(connection, sql, path: path)
    lock.withLock { statements[connection, default: [:]][sql] = statement }
    return statement
  }

  /// Lets all of them go, before their connections are closed.
  func removeAll() { lock.withLock { statements.removeAll() } }
}
