import AssayModel
import CSQLiteSetup
import Foundation
import GRDB
import GRDBSQLite

/// A workspace on disk: examples, judgements, clusters and the log of decisions, in one SQLite file.
///
/// Reads are free, writes have names, and each write is one transaction. Any number of processes may
/// have the same workspace open; each reads what the others committed. All methods can be called
/// from any thread and block until they are done; every one may throw a ``WorkspaceError``.
public final class Workspace: Sendable {
  /// The database's name inside the workspace's folder. SQLite keeps `-wal` and `-shm` beside it.
  public static let fileName = "assay.db"
  /// The version of the tables that this Assay writes. A file with a higher one is refused.
  public static let schemaVersion = Schema.version

  /// Where the database is.
  public let path: String
  let pool: DatabasePool
  let bodyReader: BodyReader
  let observer: CommitObserver
  let checkpointer: Checkpointer
  private let statements = StatementCache()
  /// A folder to delete in the end.
  private let temporaryFolder: String?

  private init(path: String, bodyReader: @escaping BodyReader, temporaryFolder: String? = nil) throws {
    self.path = path
    self.bodyReader = bodyReader
    self.temporaryFolder = temporaryFolder
    Self.setUpSQLite
    do {
      pool = try DatabasePool(path: path, configuration: Self.configuration)
      if try pool.read({ try Int.fetchOne($0, sql: "PRAGMA user_version") }) != Schema.version {
        try Self.migrate(pool)
      }
      // GRDB sets NORMAL, which may lose the last commits when the power fails.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    } catch {
      throw WorkspaceError.translate(error, path: path)
    }
    observer = CommitObserver(path: path)
    checkpointer = Checkpointer(path: path)
    let log = checkpointer.log
    pool.writeWithoutTransaction { log.watch($0.sqliteConnection) }
  }

  deinit {
    // First the one that only reads: the last to close empties the log, and it could not.
    observer.close()
    statements.removeAll()
    guard let temporaryFolder else { return }
    try? pool.close()
    try? FileManager.default.removeItem(atPath: temporaryFolder)
  }

  /// Once for the process. Where something else has used SQLite before, it stays as it was.
  private static let setUpSQLite: Void = { _ = sqlite_setup_without_memory_statistics() }()

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "assay"
    configuration.maximumReaderCount = 4
    configuration.busyMode = .callback { Patience.waitOnce(tries: $0) }
    configuration.prepareDatabase { db in
      if !db.configuration.readonly {
        // Counts for a new file only.
        try db.execute(sql: "PRAGMA page_size = \(Schema.pageSize)")
        // A checkpoint inside a commit would make a person wait; `Checkpointer` does it beside.
        try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
      }
      // 4 MB a connection: what is read at random is small, the rest passes once.
      try db.execute(sql: "PRAGMA cache_size = -4000")
    }
    return configuration
  }

  private static func migrate(_ pool: DatabasePool) throws {
    do {
      try Schema.migrator.migrate(pool)
    } catch {
      // Another process may have been quicker.
      let version = try pool.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
      if version != Schema.version { throw error }
    }
  }

  /// Makes a workspace in `folder`, which is made too if it is not there. A workspace that is there
  /// already is opened.
  public static func create(at folder: String, bodyReader: @escaping BodyReader) throws -> Workspace {
    let path = path(in: folder)
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw WorkspaceError.cannotOpen(path: folder, detail: error.localizedDescription)
    }
    _ = try WorkspaceFile.inspect(path)
    try checkWritable(path)
    return try Workspace(path: path, bodyReader: bodyReader)
  }

  /// Opens the workspace in `folder`. A file of an earlier version is brought up to date; one of a
  /// newer version, of another program or with damage is refused before anything is written.
  public static func open(at folder: String, bodyReader: @escaping BodyReader) throws -> Workspace {
    let path = path(in: folder)
    guard case .workspace = try WorkspaceFile.inspect(path) else {
      throw WorkspaceError.missing(folder: folder)
    }
    try checkWritable(path)
    return try Workspace(path: path, bodyReader: bodyReader)
  }

  /// Opens a workspace, or its database under whatever name, to read it and nothing else: nobody's file is brought up to
  /// date or written to on the way. One that is of an earlier version, has another name or may not be written is copied into
  /// the temporary folder, for as long as the object lasts.
  public static func openForReading(at path: String, bodyReader: @escaping BodyReader) throws -> Workspace {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let file = isThere && !isFolder.boolValue ? path : Self.path(in: path)
    guard case .workspace(let version) = try WorkspaceFile.inspect(file) else {
      throw WorkspaceError.missing(folder: path)
    }
    let isNamed = (file as NSString).lastPathComponent == fileName
    if isNamed, version == Schema.version, (try? checkWritable(file)) != nil {
      return try Workspace(path: file, bodyReader: bodyReader)
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString)")
    let copy = Self.path(in: folder.path)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for ending in ["", "-wal"] where FileManager.default.fileExists(atPath: file + ending) {
        try FileManager.default.copyItem(atPath: file + ending, toPath: copy + ending)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copy + ending)
      }
    } catch {
      try? FileManager.default.removeItem(at: folder)
      throw WorkspaceError.cannotOpen(path: file, detail: error.localizedDescription)
    }
    return try Workspace(path: copy, bodyReader: bodyReader, temporaryFolder: folder.path)
  }

  /// A workspace that lasts as long as the object, for tests and for trying things out. It is a file in
  /// the temporary folder and not SQLite's `:memory:`, so that it has the same locks and snapshots.
  public static func temporary(bodyReader: @escaping BodyReader) throws -> Workspace {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return try Workspace(path: path(in: folder.path), bodyReader: bodyReader, temporaryFolder: folder.path)
  }

  private static func path(in folder: String) -> String {
    folder.hasSuffix("/") ? folder + fileName : folder + "/" + fileName
  }

  /// SQLite says "unable to open" for half a dozen causes; this one is the most frequent.
  private static func checkWritable(_ path: String) throws {
    let files = FileManager.default
    let folder = (path as NSString).deletingLastPathComponent
    let target = files.fileExists(atPath: path) ? path : folder
    guard files.isWritableFile(atPath: target), files.isWritableFile(atPath: folder.isEmpty ? "." : folder)
    else { throw WorkspaceError.readOnly(path: path) }
  }

  // MARK: Access for the extensions

  /// Runs `body` on a snapshot: what is committed meanwhile is not seen.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try pool.read(body) } catch { throw WorkspaceError.translate(error, path: path) }
  }

  /// Runs `body` as one transaction that is on the disk when this returns.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try pool.write(body) } catch { throw WorkspaceError.translate(error, path: path) }
  }

  /// A statement that is used often; reset it after each use.
  func kept(_ sql: String, on db: Database) throws -> SQLiteStatement {
    try statements.statement(sql, on: db, path: path)
  }

  /// A statement for a loop, on GRDB's connection.
  func prepare(_ sql: String, on db: Database) throws -> SQLiteStatement {
    try SQLiteStatement(db.sqliteConnection, sql, path: path)
  }
}
