import AssayModel

/// Writes examples: the narrow row, the body with its key, and the full-text index.
final class ImportExamples {
  /// What is there under a key.
  struct Found {
    var id: Int64
    var hasSameContent: Bool
  }
  private let connection: SQLiteConnection
  private let fingerprintSettings: Int64
  private let labels: NameTable
  private let techniques: NameTable
  private let mappings: NameTable
  private let batches: ImportBatches
  private let find: SQLiteStatement
  private let insertBody: SQLiteStatement
  private let insertExample: SQLiteStatement
  private let insertFingerprint: SQLiteStatement
  private let lastID: SQLiteStatement
  private let findBad: SQLiteStatement
  private let rename: SQLiteStatement
  /// Known-bad probes, of which files know nothing.
  private var bad: Set<Int64> = []
  private var insertText: SQLiteStatement?
  private var part: Int64 = -1
  private var next: Int64 = 1
  private var text = ImportText()
  private var lastMapping: (mapping: FieldMapping, id: Int64)?

  /// - Parameter fingerprintSettings: how the fingerprints that come with rows were made.
  init(_ connection: SQLiteConnection, fingerprintSettings: Int64) throws {
    self.connection = connection
    self.fingerprintSettings = fingerprintSettings
    labels = try NameTable(connection, table: "label")
    techniques = try NameTable(connection, table: "technique")
    mappings = try NameTable(connection, table: "mapping", column: "json")
    batches = try ImportBatches(connection)
    find = try connection.prepare("SELECT id, hash FROM body WHERE key = ?")
    insertBody = try connection.prepare(
      """
      INSERT INTO body
      (id, key, hash, shape, mapping, difficulty, model, prompt_version, parent, seeds, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING
      """)
    insertExample = try connection.prepare("INSERT INTO example VALUES (?, ?, ?, ?, ?)")
    insertFingerprint = try connection.prepare("INSERT INTO fingerprint VALUES (?, ?, ?)")
    lastID = try connection.prepare("SELECT max(id) FROM example")
    findBad = try connection.prepare("SELECT example FROM probe WHERE origin != example")
    rename = try connection.prepare("UPDATE body SET key = lower(hex(randomblob(16))) WHERE id = ?")
  }

  /// Other writers may have added examples since the last transaction.
  func begin() throws {
    defer {
      lastID.reset()
      findBad.reset()
    }
    next = 1 + (try lastID.step() ? lastID.integer(0) : 0)
    bad.removeAll()
    while try findBad.step() { bad.insert(findBad.integer(0)) }
  }

  /// Bytes of text that wait for the commit.
  var pendingSize: Int { text.size }

  /// Writes what waits, before a commit.
  func flush() throws {
    try batches.flush()
    try text.drain { example, bytes in
      let part = SearchIndex.part(of: example)
      if part != self.part { try open(part) }
      insertText?.bind(example, at: 1)
      try insertText?.run(bindingText: bytes, at: 2)
    }
  }

  /// The example with this key. A known-bad probe that has it gets another: it is nobody's data, and must not keep a
  /// row of a file out.
  func find(_ key: String, hash: [UInt8]) throws -> Found? {
    guard let found = try row(key, hash: hash) else { return nil }
    guard bad.contains(found.id) else { return found }
    rename.bind(found.id, at: 1)
    try rename.run()
    return nil
  }

  private func row(_ key: String, hash: [UInt8]) throws -> Found? {
    find.bind(key, at: 1)
    defer { find.reset() }
    guard try find.step() else { return nil }
    return Found(id: find.integer(0), hasSameContent: find.bytes(1).elementsEqual(hash))
  }

  /// Writes a new example and gives its number; nil: the key is taken, nothing was written.
  ///
  /// - Parameter counts: whether it counts in its batch.
  func add(
    _ row: ImportRow, key: String, hash: [UInt8], batch: String, bands: [UInt8]?, counts: Bool = true
  ) throws -> Int64? {
    guard try addBody(row, key: key, hash: hash) else { return nil }
    let id = next
    next += 1
    let length = text.append(row.fields, example: id)
    let technique = try techniques.id(row.provenance.technique)
    insertExample.bind(id, at: 1)
    insertExample.bind(
      try batches.add(to: row.batch ?? batch, technique: technique, counts: counts), at: 2)
    insertExample.bind(try labels.id(row.label), at: 3)
    insertExample.bind(technique, at: 4)
    insertExample.bind(Int64(length), at: 5)
    try insertExample.run()
    if let bands {
      insertFingerprint.bind(id, at: 1)
      insertFingerprint.bind(fingerprintSettings, at: 2)
      insertFingerprint.bind(bands, at: 3)
      try insertFingerprint.run()
    }
    return id
  }

  private func addBody(_ row: ImportRow, key: String, hash: [UInt8]) throws -> Bool {
    let origin = row.provenance
    insertBody.bind(next, at: 1)
    insertBody.bind(hash, at: 3)
    insertBody.bind(row.shape.rawValue, at: 4)
    insertBody.bind(try mapping(row.mapping), at: 5)
    insertBody.bind(row.difficulty, at: 6)
    insertBody.bind(origin.model, at: 7)
    insertBody.bind(origin.promptVersion, at: 8)
    insertBody.bind(origin.parent, at: 9)
    insertBody.bind(origin.seeds.isEmpty ? nil : try StoredJSON.encode(origin.seeds), at: 10)
    try insertBody.run(bindingTexts: key, at: 2, row.body, at: 11)
    return connection.changes == 1
  }

  private func mapping(_ mapping: FieldMapping) throws -> Int64? {
    if mapping.entries.isEmpty { return nil }
    if let lastMapping, lastMapping.mapping == mapping { return lastMapping.id }
    let id = try mappings.id(try StoredJSON.encode(mapping))
    lastMapping = (mapping, id)
    return id
  }

  private func open(_ part: Int64) throws {
    insertText = nil
    let name = SearchIndex.table(part)
    let isThere = try connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = '\(name)'") > 0
    if !isThere {
      for sql in SearchIndex.creation(of: part) { try connection.execute(sql) }
    }
    insertText = try connection.prepare(SearchIndex.insertion(into: part))
    self.part = part
  }
}
