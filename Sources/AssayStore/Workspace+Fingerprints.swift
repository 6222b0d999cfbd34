import AssayModel
import GRDB
import GRDBSQLite

/// What the search for near duplicates knows of one example: bytes whose meaning is the engine's.
public struct Fingerprint: Hashable, Sendable {
  /// Whose fingerprint it is.
  public var example: ExampleID
  /// The bytes.
  public var bands: [UInt8]
  /// A fingerprint of one example.
  public init(example: ExampleID, bands: [UInt8]) {
    self.example = example
    self.bands = bands
  }
}

extension Workspace {
  /// Writes fingerprints in one transaction, over those that were there for the same examples.
  ///
  /// - Parameter settings: stands for how they were made; those of other settings are stale.
  public func write(_ fingerprints: some Sequence<Fingerprint>, settings: Int64) throws {
    try write { db in
      let statement = try prepare(
        """
        INSERT INTO fingerprint (example, settings, bands) VALUES (?, ?, ?)
        ON CONFLICT (example) DO UPDATE SET settings = excluded.settings, bands = excluded.bands
        """, on: db)
      for fingerprint in fingerprints {
        statement.bind(fingerprint.example.rawValue, at: 1)
        statement.bind(settings, at: 2)
        statement.bind(fingerprint.bands, at: 3)
        try statement.run()
      }
    }
    checkpointer.noteWrite()
  }

  /// Gives the fingerprints of the examples in `range` that were made with these settings to `body`, in the order
  /// of their numbers. The bytes are valid during the call only: a million of them pass without a copy.
  public func forEachFingerprint(
    in range: ClosedRange<ExampleID>, settings: Int64,
    _ body: (ExampleID, UnsafeRawBufferPointer) throws -> Void
  ) throws {
    try read { db in
      let rows = try prepare(
        """
        SELECT example, bands FROM fingerprint WHERE example BETWEEN ? AND ? AND settings = ? ORDER BY example
        """, on: db)
      rows.bind(range.lowerBound.rawValue, at: 1)
      rows.bind(range.upperBound.rawValue, at: 2)
      rows.bind(settings, at: 3)
      while try rows.step() { try body(ExampleID(rows.integer(0)), rows.bytes(1)) }
    }
  }

  /// The examples in `range` that have no fingerprint of these settings yet.
  public func examplesWithoutFingerprint(
    in range: ClosedRange<ExampleID>, settings: Int64, limit: Int
  ) throws -> [ExampleID] {
    try read { db in
      let ids = try Int64.fetchAll(
        db,
        sql: """
          SELECT id FROM example WHERE id BETWEEN ? AND ?
            AND NOT EXISTS (SELECT 1 FROM fingerprint WHERE example = example.id AND settings = ?)
          ORDER BY id LIMIT ?
          """, arguments: [range.lowerBound.rawValue, range.upperBound.rawValue, settings, limit])
      return ids.map { ExampleID($0) }
    }
  }
}

/// Gives stored fingerprints one after the other, on a connection of its own. Belongs to one thread.
public final class FingerprintReader {
  private let connection: SQLiteConnection
  private let rows: SQLiteStatement
  private var isAtEnd = false

  init(path: String, settings: Int64) throws {
    connection = try SQLiteConnection(path: path, flags: SQLITE_OPEN_READONLY)
    rows = try connection.prepare(
      "SELECT example, bands FROM fingerprint WHERE settings = ? ORDER BY example")
    rows.bind(settings, at: 1)
  }

  /// Gives the next fingerprint to `body`: the bytes are valid during the call only. false: there was none.
  public func next(_ body: (ExampleID, UnsafeRawBufferPointer) throws -> Void) throws -> Bool {
    guard !isAtEnd, try rows.step() else {
      isAtEnd = true
      return false
    }
    try body(ExampleID(rows.integer(0)), rows.bytes(1))
    return true
  }
}

extension Workspace {
  /// Reads the fingerprints that were made with these settings, in the order of the examples.
  public func fingerprints(settings: Int64) throws -> FingerprintReader {
    try FingerprintReader(path: path, settings: settings)
  }
}
