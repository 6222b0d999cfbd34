import Foundation
import GRDBSQLite
import Synchronization

/// Copies the write-ahead log into the database beside the work, a little at a time. In a commit, where SQLite does it
/// by itself, a person would wait for it now and then.
final class Checkpointer: Sendable {
  /// Pages of log from which it is copied, 4 MiB. A copy keeps the disk busy, and a commit waits as long: of this size
  /// some ten milliseconds, of a hundred times the size a few hundred.
  private static let least = 512
  /// Of the connection that writes.
  let log = WALSize()
  private let path: String
  private let isCopying = Atomic<Bool>(false)
  private let queue = DispatchQueue(label: "assay.checkpoint", qos: .utility)

  init(path: String) { self.path = path }

  func noteWrite() { noteWrite(pages: log.pages) }

  /// - Parameter pages: the length of the log, as the connection that wrote says.
  func noteWrite(pages: Int) {
    guard pages >= Self.least, !isCopying.exchange(true, ordering: .relaxed) else { return }
    queue.async { [self] in
      defer { isCopying.store(false, ordering: .relaxed) }
      // When it fails the log stays longer; the last one to close the file empties it.
      guard let connection = try? SQLiteConnection(path: path, flags: SQLITE_OPEN_READWRITE) else { return }
      // SQLite notices that there is a log when it first reads.
      _ = try? connection.integer("PRAGMA schema_version")
      connection.checkpoint()
    }
  }
}
