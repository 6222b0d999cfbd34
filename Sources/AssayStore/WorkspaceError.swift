/// Why a workspace cannot be opened, read or written: the facts. `description` is the sentence for
/// people; it says what is wrong, where, and what to do.
public enum WorkspaceError: Error, Equatable, Sendable {
  /// There is no workspace in this folder.
  case missing(folder: String)
  /// The file is no SQLite database.
  case notADatabase(path: String)
  /// The file is an SQLite database of another program.
  case foreign(path: String)
  /// The file was written by a newer Assay.
  case newer(path: String, found: Int, supported: Int)
  /// SQLite finds the file damaged.
  case corrupt(path: String, detail: String)
  /// The file or its folder cannot be written.
  case readOnly(path: String)
  /// The file or its folder cannot be opened.
  case cannotOpen(path: String, detail: String)
  /// Another process kept the write lock for longer than the patience of five seconds.
  case busy(path: String)
  /// The disk is full.
  case diskFull(path: String)
  /// The disk failed.
  case inputOutput(path: String, detail: String)
  /// The search expression is not valid; SQLite's words say where.
  case badSearch(expression: String, detail: String)
  /// Nothing can be written: there is no such example.
  case unknownExample(Int64)
  /// Nothing can be written: there is no such judge.
  case unknownJudge(Int64)
  /// The import was finished or cancelled, or stopped at an error.
  case importEnded
  /// Anything else that SQLite says.
  case database(path: String, code: Int32, detail: String)
}

extension WorkspaceError: CustomStringConvertible {
  /// What is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .missing(let folder):
      "\(folder): no workspace here (no \(Workspace.fileName)); run `assay init` in this folder or name another"
    case .notADatabase(let path):
      "\(path): not an SQLite database; move the file away or open another folder"
    case .foreign(let path):
      "\(path): a database of another program, not an Assay workspace; open another folder"
    case .newer(let path, let found, let supported):
      "\(path): written by a newer Assay (schema \(found), this one knows \(supported)); "
        + "update Assay. Nothing was changed"
    case .corrupt(let path, let detail):
      "\(path): the database is damaged (\(detail)); restore a copy, or save what can be read with "
        + "`sqlite3 \(path) .recover`"
    case .readOnly(let path):
      "\(path): cannot be written; give yourself the right to write the file and its folder, "
        + "or copy the workspace"
    case .cannotOpen(let path, let detail):
      "\(path): cannot be opened (\(detail)); check that the folder exists and that you may write in it"
    case .busy(let path):
      "\(path): another process has been writing for more than 5 seconds; wait for it to end and try again"
    case .diskFull(let path):
      "\(path): the disk is full; make room and try again. What was saved before is safe"
    case .inputOutput(let path, let detail):
      "\(path): the disk failed (\(detail)); check the disk, its connection, and limits on the size of files. "
        + "What was saved before is safe"
    case .badSearch(let expression, let detail):
      "search “\(expression)”: \(detail); put words in double quotes"
    case .unknownExample(let id):
      "there is no example number \(id) in this workspace; nothing was saved"
    case .unknownJudge(let id):
      "there is no judge number \(id) in this workspace; nothing was saved"
    case .importEnded:
      "the import has ended; begin a new one"
    case .database(let path, let code, let detail):
      "\(path): \(detail) (SQLite code \(code))"
    }
  }
}
