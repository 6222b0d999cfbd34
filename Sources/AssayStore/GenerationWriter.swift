import AssayModel
import GRDBSQLite

/// Writes what a run that generates brings, each time in one transaction that is on the disk when it returns: answers,
/// new examples, what became of calls, and how far the run is. What it costs does not depend on how many examples there
/// are.
///
/// On a connection of its own, so that writing waits for nobody in this process but at SQLite's lock. Belongs to one
/// thread.
public final class GenerationWriter {
  fileprivate let connection: SQLiteConnection
  private let run: RunID
  fileprivate let fingerprintSettings: Int64
  private let checkpointer: Checkpointer
  private let log = WALSize()
  /// nil: what it knows of names may have been rolled back.
  fileprivate var statements: GenerationStatements?

  init(path: String, run: RunID, fingerprintSettings: Int64, checkpointer: Checkpointer) throws {
    self.run = run
    self.fingerprintSettings = fingerprintSettings
    self.checkpointer = checkpointer
    connection = try SQLiteConnection(path: path, flags: SQLITE_OPEN_READWRITE)
    // What is written here has been paid for.
    try connection.execute(
      "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA foreign_keys = OFF")
    try indexContents()
    log.watch(connection)
  }

  /// Only where something is generated: the index would slow down every import by a tenth.
  private func indexContents() throws {
    let isThere = try connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'body_hash'") > 0
    if !isThere { try connection.execute("CREATE INDEX IF NOT EXISTS body_hash ON body (hash)") }
  }

  /// Runs `body` as one transaction; nothing of it is there when it throws.
  ///
  /// - Parameter answers: written first; one that is there already makes way.
  public func write<Value>(
    _ answers: [StoredAnswer] = [], _ body: (GenerationTransaction) throws -> Value
  ) throws -> Value {
    // Encoded before the lock is taken.
    let tokens = answers.map { $0.answer.tokens.map(TokenBytes.encode) }
    let statements = try self.statements ?? GenerationStatements(connection, fingerprintSettings)
    self.statements = nil
    try connection.execute("BEGIN IMMEDIATE")
    do {
      try statements.examples.begin()
      try AnswerRow.insert(answers, tokens: tokens, with: statements.insertAnswer)
      let value = try body(GenerationTransaction(run: run, statements: statements))
      try statements.examples.flush()
      try connection.execute("COMMIT")
      self.statements = statements
      checkpointer.noteWrite(pages: log.pages)
      return value
    } catch {
      if connection.isInTransaction { try? connection.execute("ROLLBACK") }
      throw error
    }
  }
}

extension GenerationWriter {
  /// Whether an example with this content is there, as ``GenerationTransaction/contains(contentHash:)`` says it, outside
  /// of a transaction.
  public func contains(contentHash: String) throws -> Bool {
    if statements == nil { statements = try GenerationStatements(connection, fingerprintSettings) }
    return try statements?.contains(contentHash: contentHash) ?? false
  }
}

/// What can be written while a transaction of ``GenerationWriter`` is open.
public struct GenerationTransaction {
  let run: RunID
  let statements: GenerationStatements

  /// Whether an example with this content is there, known-bad probes left out: an exact copy.
  ///
  /// - Parameter contentHash: 32 hexadecimal digits.
  public func contains(contentHash: String) throws -> Bool {
    try statements.contains(contentHash: contentHash)
  }

  /// Writes a new example; nil: there is one with its key already, and nothing was written.
  ///
  /// - Parameters:
  ///   - row: with its key and batch.
  ///   - bands: its ``Fingerprint``.
  public func add(_ row: ImportRow, contentHash: String, bands: [UInt8]?) throws -> ExampleID? {
    guard let key = row.key, let batch = row.batch else { return nil }
    return try statements.examples.add(
      row, key: key, hash: ImportWriter.bytes(ofHex: contentHash), batch: batch, bands: bands
    ).map { ExampleID($0) }
  }

  /// Writes a call, or what shapes it now.
  public func put(_ call: StoredCall) throws {
    let put = statements.putCall
    put.bind(run.rawValue, at: 1)
    put.bind(Int64(call.number), at: 2)
    put.bind(call.json, at: 3)
    put.bind(call.result, at: 4)
    try put.run()
  }

  /// Writes what became of a call.
  public func finish(call number: Int, result: String) throws {
    let finish = statements.finishCall
    finish.bind(result, at: 1)
    finish.bind(run.rawValue, at: 2)
    finish.bind(Int64(number), at: 3)
    try finish.run()
  }

  /// Writes how far a run is that goes on; one that is over stays as it ended.
  public func setProgress(_ progress: RunProgress, of run: RunID, at: Int64) throws {
    let update = statements.setProgress
    update.bind(try StoredJSON.encode(progress), at: 1)
    update.bind(at, at: 2)
    update.bind(run.rawValue, at: 3)
    try update.run()
  }
}

/// The statements of one connection.
final class GenerationStatements {
  let examples: ImportExamples
  let insertAnswer: SQLiteStatement
  let findContent: SQLiteStatement
  let putCall: SQLiteStatement
  let finishCall: SQLiteStatement
  let setProgress: SQLiteStatement

  init(_ connection: SQLiteConnection, _ fingerprintSettings: Int64) throws {
    examples = try ImportExamples(connection, fingerprintSettings: fingerprintSettings)
    insertAnswer = try connection.prepare(AnswerRow.insertion)
    findContent = try connection.prepare(
      """
      SELECT 1 FROM body INDEXED BY body_hash WHERE hash = ?
        AND NOT EXISTS (SELECT 1 FROM probe WHERE example = body.id AND origin != example)
      """)
    putCall = try connection.prepare(
      """
      INSERT INTO generation_call (run, number, json, result) VALUES (?, ?, ?, ?)
      ON CONFLICT (run, number) DO UPDATE SET json = excluded.json, result = excluded.result
      """)
    finishCall = try connection.prepare("UPDATE generation_call SET result = ? WHERE run = ? AND number = ?")
    setProgress = try connection.prepare(
      "UPDATE run SET progress = ?, updated = ? WHERE id = ? AND ended IS NULL")
  }

  func contains(contentHash: String) throws -> Bool {
    findContent.bind(ImportWriter.bytes(ofHex: contentHash), at: 1)
    defer { findContent.reset() }
    return try findContent.step()
  }
}
