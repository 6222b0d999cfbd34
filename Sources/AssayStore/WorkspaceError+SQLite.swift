import GRDB
import GRDBSQLite

extension WorkspaceError {
  /// The sentence-bearing error for what SQLite says. The extended code keeps the cause apart where
  /// the plain one does not.
  static func from(code: Int32, message: String, path: String) -> WorkspaceError {
    switch code & 0xff {
    case SQLITE_FULL: .diskFull(path: path)
    case SQLITE_BUSY, SQLITE_LOCKED: .busy(path: path)
    case SQLITE_READONLY, SQLITE_PERM: .readOnly(path: path)
    case SQLITE_CANTOPEN: .cannotOpen(path: path, detail: message)
    case SQLITE_CORRUPT: .corrupt(path: path, detail: message)
    case SQLITE_NOTADB: .notADatabase(path: path)
    case SQLITE_IOERR: .inputOutput(path: path, detail: message)
    default: .database(path: path, code: code, detail: message)
    }
  }

  /// Leaves errors of Assay and of callers' closures as they are.
  static func translate(_ error: any Error, path: String) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    return from(
      code: error.extendedResultCode.rawValue, message: error.message ?? "unknown error", path: path)
  }
}

/// SQLite's `SQLITE_CONSTRAINT | (3 << 8)`, a macro that Swift does not see.
let foreignKeyViolation: Int32 = 787
