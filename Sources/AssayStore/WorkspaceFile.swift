import Foundation
import GRDBSQLite

/// Looks at a database file without writing anything, before GRDB is let near it.
enum WorkspaceFile {
  enum State: Equatable {
    /// No file, or an empty one.
    case absent
    /// A workspace of this version or an earlier one.
    case workspace(version: Int)
    /// A database without tables of anybody.
    case blank
  }

  /// Throws when the file is not for this program to open.
  ///
  /// The file is read through SQLite and not with a file handle: closing a handle would drop the locks
  /// that this process may hold on the same file through another connection.
  static func inspect(_ path: String) throws -> State {
    let size = size(path)
    guard size > 0 else { return .absent }
    // SQLite takes what is shorter than a page for an empty database, and would write over it.
    guard size >= 512 else { throw WorkspaceError.notADatabase(path: path) }
    let hasLog = self.size(path + "-wal") > 0
    do {
      // `immutable` takes no locks and looks at no log: nothing can be written.
      let state = try read(path, uri: uri(path, query: "immutable=1"))
      if !hasLog { return state }
    } catch WorkspaceError.corrupt where hasLog {
      // Half of the log was copied when the power or the disk failed: with the log the file is whole.
    }
    // What counts may stand in the log only.
    return try read(path, uri: nil)
  }

  /// 0 when there is no such file. `FileManager.attributesOfItem` looks up the owner's name too, which can
  /// take longer than opening the database.
  private static func size(_ path: String) -> Int64 {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : 0
  }

  private static func read(_ path: String, uri: String?) throws -> State {
    let connection = try SQLiteConnection(path: path, uri: uri, flags: SQLITE_OPEN_READONLY)
    let application = try connection.integer("PRAGMA application_id")
    let version = try connection.integer("PRAGMA user_version")
    if application != Schema.applicationID {
      let isBlank = try application == 0 && version == 0 && connection.integer("PRAGMA schema_version") == 0
      if isBlank { return .blank }
      throw WorkspaceError.foreign(path: path)
    }
    if version > Schema.version {
      throw WorkspaceError.newer(path: path, found: version, supported: Schema.version)
    }
    return .workspace(version: version)
  }

  /// The path as SQLite wants it in a URI: everything but letters, digits and a few signs in percent form.
  static func uri(_ path: String, query: String) -> String {
    let safe = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    let hex = Array("0123456789ABCDEF")
    var result = "file:"
    for byte in path.utf8 {
      if safe.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += "%\(hex[Int(byte >> 4)])\(hex[Int(byte & 15)])"
      }
    }
    return result + "?" + query
  }
}
