import Foundation
import GRDBSQLite

/// Copies the write-ahead log into the database beside the work, every few hundred writes. In a commit,
/// where SQLite does it by itself, a person would wait for it now and then.
final class Checkpointer: @unchecked Sendable {  // `lock` guards all that changes.
  private static let interval = 256
  /// Pages of log under which nothing is copied, 64 MiB as in an import. A copy makes the disk busy for as long as some hundred
  /// milliseconds, in which a commit waits as well: better seldom than every second of a run that writes without a pause.
  private static let least = 8192
  /// Of the connection that writes.
  let log = WALSize()
  private let path: String
  private let lock = NSLock()
  private var writes = 0
  private let queue = DispatchQueue(label: "assay.checkpoint", qos: .utility)

  init(path: String) { self.path = path }

  func noteWrite() {
    let isDue = lock.withLock {
      writes += 1
      if writes < Self.interval { return false }
      writes = 0
      return true
    }
    guard isDue, log.pages >= Self.least else { return }
    queue.async { [path] in
      // When it fails the log stays longer; the last one to close the file empties it.
      guard let connection = try? SQLiteConnection(path: path, flags: SQLITE_OPEN_READWRITE) else { return }
      // SQLite notices that there is a log when it first reads.
      _ = try? connection.integer("PRAGMA schema_version")
      connection.checkpoint()
    }
  }
}
