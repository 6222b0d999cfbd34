import AssayModel
import GRDBSQLite

/// Writes known-bad probes and repeats as examples among the others, in one transaction on a connection of its own.
struct ProbeWriter {
  private let connection: SQLiteConnection
  private let examples: ImportExamples
  private let bodyWriter: BodyWriter
  private let bodyReader: BodyReader

  init(path: String, bodyReader: @escaping BodyReader, bodyWriter: @escaping BodyWriter) throws {
    connection = try SQLiteConnection(path: path, flags: SQLITE_OPEN_READWRITE)
    // What a person has asked for once is there after a power cut.
    try connection.execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0")
    examples = try ImportExamples(connection, fingerprintSettings: 0)
    self.bodyWriter = bodyWriter
    self.bodyReader = bodyReader
  }

  /// Writes all or none.
  ///
  /// - Parameter origins: those of all probes and the examples at their places, by their numbers.
  /// - Returns: the probes' examples, in their order. One that is there already, with the same origin, fault and
  ///   content, is not made again.
  func add(_ probes: [NewProbe], origins: [ExampleID: StoredRow]) throws -> [ExampleID] {
    try connection.execute("BEGIN IMMEDIATE")
    do {
      try examples.begin()
      let insert = try connection.prepare("INSERT INTO probe VALUES (?, ?, ?, ?, ?, NULL, ?)")
      let ids = try probes.map { probe in
        guard let origin = origins[probe.origin] else {
          throw WorkspaceError.unknownExample(probe.origin.rawValue)
        }
        let place = probe.place.flatMap { origins[$0] }
        return ExampleID(
          try add(probe, origin, like: place?.batch == origin.batch ? origin : place ?? origin, with: insert))
      }
      try examples.flush()
      try connection.execute("COMMIT")
      return ids
    } catch {
      if connection.isInTransaction { try? connection.execute("ROLLBACK") }
      throw error
    }
  }

  /// - Parameter model: what the probe looks like from outside.
  private func add(
    _ probe: NewProbe, _ origin: StoredRow, like model: StoredRow, with insert: SQLiteStatement
  ) throws -> Int64 {
    var digest = StableDigest()
    for field in probe.fields {
      digest.add(field.name)
      digest.add(field.text)
    }
    digest.add(probe.label ?? "")
    digest.add(probe.fault?.rawValue ?? "repeat")
    let hash = digest.bytes
    if let known = try find(probe, hash: hash) { return known }
    // The unknown fields tell of a batch as well, where the texts have the same places in both rows.
    let base = hasPlaces(model, for: probe.fields) ? model : origin
    let newLabel = probe.label == base.label ? nil : probe.label
    let row = ImportRow(
      shape: base.shape, body: bodyWriter(base.body, base.shape, base.mapping, probe.fields, newLabel),
      mapping: base.mapping, fields: probe.fields, label: probe.label, difficulty: model.difficulty,
      batch: model.batchName, provenance: model.provenance)
    digest.add(origin.key)
    let id = try add(row, like: model, seed: digest.value, hash: hash)
    insert.bind(id, at: 1)
    insert.bind(origin.id.rawValue, at: 2)
    insert.bind(probe.fault?.rawValue, at: 3)
    insert.bind(probe.detail, at: 4)
    insert.bind(probe.status.rawValue, at: 5)
    insert.bind(probe.place?.rawValue, at: 6)
    try insert.run()
    return id
  }

  private func hasPlaces(_ row: StoredRow, for fields: [TextField]) -> Bool {
    bodyReader(row.body, row.shape, row.mapping).fields.map(\.name) == fields.map(\.name)
  }

  /// Rows on each side that are looked at for the form of their keys.
  private static let neighbourhood: Int64 = 8

  private func add(_ row: ImportRow, like model: StoredRow, seed: UInt64, hash: [UInt8]) throws -> Int64 {
    let range = model.id.rawValue - Self.neighbourhood...model.id.rawValue + Self.neighbourhood
    var keys = ProbeKey(seed: seed, neighbours: try self.keys(range, batch: model.batch))
    var attempt = 0
    while true {
      let key = keys.next(like: model.key, attempt: attempt)
      if let id = try examples.add(
        row, key: key, hash: hash, batch: row.batch ?? "", bands: nil, counts: false)
      {
        return id
      }
      attempt += 1
    }
  }

  /// The keys of the batch's rows in the range.
  private func keys(_ range: ClosedRange<Int64>, batch: BatchID) throws -> [String] {
    let rows = try connection.prepare(
      """
      SELECT key FROM body JOIN example ON example.id = body.id
      WHERE body.id BETWEEN ? AND ? AND batch = ?
        AND body.id NOT IN (SELECT example FROM probe WHERE origin != example)
      """)
    rows.bind(range.lowerBound, at: 1)
    rows.bind(range.upperBound, at: 2)
    rows.bind(batch.rawValue, at: 3)
    var keys: [String] = []
    while try rows.step() { keys.append(rows.text(0)) }
    return keys
  }

  private func find(_ probe: NewProbe, hash: [UInt8]) throws -> Int64? {
    let find = try connection.prepare(
      """
      SELECT example FROM probe JOIN body ON body.id = example WHERE origin = ? AND fault IS ? AND example != origin AND hash = ?
      """)
    find.bind(probe.origin.rawValue, at: 1)
    find.bind(probe.fault?.rawValue, at: 2)
    find.bind(hash, at: 3)
    return try find.step() ? find.integer(0) : nil
  }
}
