import AssayModel
import GRDB

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
  public func write(_ fingerprints: some Sequence<Fingerprint>) throws {
    try write { db in
      let statement = try prepare(
        """
        INSERT INTO fingerprint (example, bands) VALUES (?, ?)
        ON CONFLICT (example) DO UPDATE SET bands = excluded.bands
        """, on: db)
      for fingerprint in fingerprints {
        statement.bind(fingerprint.example.rawValue, at: 1)
        statement.bind(fingerprint.bands, at: 2)
        try statement.run()
      }
    }
  }

  /// Gives the fingerprints of the examples in `range` to `body` in the order of their numbers. The bytes
  /// are valid during the call only: a million of them pass without a copy.
  public func forEachFingerprint(
    in range: ClosedRange<ExampleID>, _ body: (ExampleID, UnsafeRawBufferPointer) throws -> Void
  ) throws {
    try read { db in
      let rows = try prepare(
        "SELECT example, bands FROM fingerprint WHERE example BETWEEN ? AND ? ORDER BY example", on: db)
      rows.bind(range.lowerBound.rawValue, at: 1)
      rows.bind(range.upperBound.rawValue, at: 2)
      while try rows.step() { try body(ExampleID(rows.integer(0)), rows.bytes(1)) }
    }
  }

  /// The examples in `range` that have no fingerprint yet.
  public func examplesWithoutFingerprint(in range: ClosedRange<ExampleID>, limit: Int) throws -> [ExampleID] {
    try read { db in
      let ids = try Int64.fetchAll(
        db,
        sql: """
          SELECT id FROM example WHERE id BETWEEN ? AND ?
            AND NOT EXISTS (SELECT 1 FROM fingerprint WHERE example = example.id)
          ORDER BY id LIMIT ?
          """, arguments: [range.lowerBound.rawValue, range.upperBound.rawValue, limit])
      return ids.map { ExampleID($0) }
    }
  }
}
