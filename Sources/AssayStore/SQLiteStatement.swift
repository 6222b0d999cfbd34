import GRDBSQLite

/// Tells SQLite to copy what is bound: the Swift buffer is gone when the statement runs.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

/// A prepared statement of the plain C interface, for the loops in which a million rows pass: GRDB's
/// conveniences cost about a microsecond per row there. Belongs to one connection and one thread.
final class SQLiteStatement {
  private let handle: OpaquePointer
  private let path: String

  init(_ connection: OpaquePointer?, _ sql: String, path: String) throws {
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard code == SQLITE_OK, let handle else {
      throw WorkspaceError.from(
        code: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)),
        path: path)
    }
    self.handle = handle
    self.path = path
  }

  deinit { sqlite3_finalize(handle) }

  // MARK: Binding; positions count from 1

  func bind(_ value: Int64, at position: Int32) { sqlite3_bind_int64(handle, position, value) }

  func bind(_ value: Int64?, at position: Int32) {
    if let value { bind(value, at: position) } else { sqlite3_bind_null(handle, position) }
  }

  /// NaN becomes NULL, as SQLite has it.
  func bind(_ value: Double, at position: Int32) { sqlite3_bind_double(handle, position, value) }

  func bind(_ value: Double?, at position: Int32) {
    if let value { bind(value, at: position) } else { sqlite3_bind_null(handle, position) }
  }

  func bind(_ value: String, at position: Int32) {
    value.withBytes { bytes in
      // A null pointer would bind NULL, and an empty string may have one.
      let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
      sqlite3_bind_text64(
        handle, position, start ?? UnsafePointer(emptyText), UInt64(bytes.count), transient,
        UInt8(SQLITE_UTF8))
    }
  }

  func bind(_ value: String?, at position: Int32) {
    if let value { bind(value, at: position) } else { sqlite3_bind_null(handle, position) }
  }

  func bind(_ bytes: [UInt8]?, at position: Int32) {
    if let bytes { bind(bytes, at: position) } else { sqlite3_bind_null(handle, position) }
  }

  func bind(_ bytes: [UInt8], at position: Int32) {
    if bytes.isEmpty {
      // A null pointer would bind NULL.
      sqlite3_bind_zeroblob(handle, position, 0)
    } else {
      sqlite3_bind_blob64(handle, position, bytes, UInt64(bytes.count), transient)
    }
  }

  // MARK: Running

  /// Moves to the next row; false at the end.
  func step() throws -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    if code == SQLITE_DONE { return false }
    throw failure()
  }

  /// Runs a statement that gives no rows, and makes it ready for the next values.
  func run() throws {
    let code = sqlite3_step(handle)
    guard code == SQLITE_DONE || code == SQLITE_ROW else {
      let error = failure()
      sqlite3_reset(handle)
      throw error
    }
    sqlite3_reset(handle)
  }

  /// Runs with one text that SQLite does not copy.
  func run(bindingText bytes: UnsafeRawBufferPointer, at position: Int32) throws {
    lend(bytes, at: position)
    defer { sqlite3_bind_null(handle, position) }
    try run()
  }

  /// Runs with bytes, not none, that SQLite does not copy.
  func run(bindingBytes bytes: UnsafeRawBufferPointer, at position: Int32) throws {
    sqlite3_bind_blob64(handle, position, bytes.baseAddress, UInt64(bytes.count), nil)
    defer { sqlite3_bind_null(handle, position) }
    try run()
  }

  /// Runs with texts that SQLite does not copy: for long ones, and for those of every row.
  func run(bindingTexts first: String, at position: Int32, _ second: String, at other: Int32) throws {
    try first.withBytes { first in
      try second.withBytes { second in
        lend(UnsafeRawBufferPointer(first), at: position)
        lend(UnsafeRawBufferPointer(second), at: other)
        defer {
          sqlite3_bind_null(handle, position)
          sqlite3_bind_null(handle, other)
        }
        try run()
      }
    }
  }

  /// Binds without a copy; the bytes must stay until something else is bound.
  private func lend(_ bytes: UnsafeRawBufferPointer, at position: Int32) {
    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) ?? UnsafePointer(emptyText)
    sqlite3_bind_text64(handle, position, start, UInt64(bytes.count), nil, UInt8(SQLITE_UTF8))
  }

  func reset() { sqlite3_reset(handle) }

  private func failure() -> WorkspaceError {
    let connection = sqlite3_db_handle(handle)
    return .from(
      code: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)),
      path: path)
  }

  // MARK: Columns; positions count from 0

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

  func real(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

  func optionalReal(_ column: Int32) -> Double? { isNull(column) ? nil : real(column) }

  /// The text as it is stored, NUL characters included; bytes that are no UTF-8 become U+FFFD.
  func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  /// Valid until the next step or reset.
  func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(handle, column)
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
  }
}

extension String {
  /// The text as UTF-8, without a copy where it is stored as such.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    if let result = try utf8.withContiguousStorageIfAvailable(body) { return result }
    var copy = self
    return try copy.withUTF8(body)
  }
}

/// One NUL that lives as long as the process, to bind empty text with.
private nonisolated(unsafe) let emptyText: UnsafeMutablePointer<CChar> = {
  let text = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
  text.initialize(to: 0)
  return text
}()
