import AssayModel
import Foundation
import GRDBSQLite

/// Writes the rows of one import, in transactions of a quarter of a second, on a connection of its own.
/// Belongs to one thread.
///
/// After an error nothing more can be written; what was committed before is there. Between two calls of
/// `add` the write lock is held: call ``flush()`` before waiting for input.
public final class ImportWriter {
  /// Together they keep other writers waiting for a quarter of a second at most.
  private static let rowsPerTransaction = 16_384
  private static let bytesPerTransaction = 16 << 20
  /// Without the indexing of the texts at the end, which takes about as long.
  private static let secondsPerTransaction = 0.1
  /// Pages in the log from which it is copied into the database: 64 MiB.
  private static let checkpointAt = 8192

  private let connection: SQLiteConnection
  private let batchName: String
  private let examples: ImportExamples
  private let judgements: ImportJudgements
  private let truths: ImportTruths
  private let clusters: ImportClusters
  private let decisions: ImportDecisions
  private let bumpRevision: SQLiteStatement
  private let log = WALSize()
  private var seen = SeenExamples()
  private var counts = ImportCounts()
  private var rows = 0
  private var transactionStart: ContinuousClock.Instant?
  private var hasChangedOlder = false
  private var hasEnded = false

  init(path: String, name: String?, fingerprintSettings: Int64) throws {
    connection = try SQLiteConnection(path: path, flags: SQLITE_OPEN_READWRITE)
    // NORMAL: no fsync for each commit; `finish` makes all of it durable. A power cut may take the last
    // transactions of an import that had not ended, nothing else. A cache of 48 MB is about the index of
    // the keys of a million examples, which are written to in random order.
    try connection.execute(
      """
      PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -48000;
      PRAGMA secure_delete = OFF; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = OFF;
      """)
    let count = try connection.integer("SELECT max(id) FROM batch")
    batchName = name ?? "import \(count + 1)"
    examples = try ImportExamples(connection, fingerprintSettings: fingerprintSettings)
    judgements = try ImportJudgements(connection)
    truths = try ImportTruths(connection)
    clusters = try ImportClusters(connection)
    decisions = try ImportDecisions(connection)
    bumpRevision = try connection.prepare("UPDATE revision SET count = count + 1")
    log.watch(connection)
  }

  /// Takes in one row.
  ///
  /// A row without an id goes by the hash of its content. The first copy in a file is the example with that
  /// key, the second the one with the key `hash#2` and so on, whether they are added now or were there:
  /// copies inside a file stay visible, and the same file again adds nothing.
  ///
  /// - Parameters:
  ///   - contentHash: of the row's texts, 32 hexadecimal digits.
  ///   - bands: kept as the example's ``Fingerprint`` when it is new.
  public func add(_ row: ImportRow, contentHash: String, bands: [UInt8]? = nil) throws -> ImportOutcome {
    let hash = Self.bytes(ofHex: contentHash)
    precondition(hash.count == 16, "a content hash has 32 hexadecimal digits")
    return try perform {
      try check(row.judgements, row.decisions, key: row.key ?? contentHash)
      let place = try place(row, contentHash: contentHash, hash: hash, bands: bands)
      switch place {
      case .new(let id, let key):
        seen.insert(id)
        for judgement in row.judgements { try judgements.add(judgement, example: id) }
        if let truth = row.truth { try truths.write(truth, example: id) }
        if let cluster = row.cluster { try clusters.add(cluster, example: id) }
        counts.decisions += try decisions.add(row.decisions, example: id, key: key)
        return .added(ExampleID(id))
      case .old(let id, let key):
        seen.insert(id)
        let annotation = ImportAnnotation(
          key: key, judgements: row.judgements, decisions: row.decisions, truth: row.truth,
          cluster: row.cluster)
        return .alreadyThere(ExampleID(id), merged: try merge(annotation, into: id))
      }
    }
  }

  /// Adds what a row without texts says to the example with its key.
  public func annotate(_ annotation: ImportAnnotation) throws -> ImportOutcome {
    try perform {
      try check(annotation.judgements, annotation.decisions, key: annotation.key)
      guard let found = try examples.find(annotation.key, hash: []) else {
        throw Refused(.unknownKey(annotation.key))
      }
      return .alreadyThere(ExampleID(found.id), merged: try merge(annotation, into: found.id))
    }
  }

  /// Commits what was added. For callers who are about to wait for more rows: until then other processes
  /// cannot write.
  public func flush() throws {
    guard !hasEnded else { throw WorkspaceError.importEnded }
    try guarded { try commit() }
  }

  /// Commits the rest and makes all of it durable. Decisions that name other examples (separate, merge) are written
  /// only now, since those examples may come later than the decisions.
  public func finish() throws -> ImportCounts {
    if decisions.hasWaiting {
      guard !hasEnded else { throw WorkspaceError.importEnded }
      try guarded {
        try beginIfNeeded()
        let (difference, unresolved) = try decisions.writeWaiting { try examples.find($0, hash: [])?.id }
        counts.decisions += difference
        counts.unresolved = unresolved
      }
    }
    try flush()
    hasEnded = true
    connection.checkpointAndTruncate()
    return counts
  }

  /// Gives up the open transaction; the ones before stay. Nothing happens after `finish`.
  public func cancel() {
    guard !hasEnded else { return }
    hasEnded = true
    if connection.isInTransaction { try? connection.execute("ROLLBACK") }
    connection.checkpoint()
  }

  // MARK: Transactions

  private func perform(_ body: () throws -> ImportOutcome) throws -> ImportOutcome {
    guard !hasEnded else { throw WorkspaceError.importEnded }
    let outcome = try guarded {
      try beginIfNeeded()
      do { return try body() } catch let refused as Refused { return .refused(refused.reason) }
    }
    counts.count(outcome)
    rows += 1
    if isDue { try guarded { try commit() } }
    return outcome
  }

  /// An error of the database ends the import: what the caches say may have been rolled back.
  private func guarded<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch {
      cancel()
      throw error
    }
  }

  private func beginIfNeeded() throws {
    guard transactionStart == nil else { return }
    try connection.execute("BEGIN IMMEDIATE")
    transactionStart = .now
    try examples.begin()
    try decisions.begin()
  }

  private var isDue: Bool {
    if rows >= Self.rowsPerTransaction || examples.pendingSize >= Self.bytesPerTransaction { return true }
    guard rows & 63 == 0, let transactionStart else { return false }
    return ContinuousClock.now - transactionStart > .seconds(Self.secondsPerTransaction)
  }

  private func commit() throws {
    guard transactionStart != nil else { return }
    try examples.flush()
    try judgements.flush()
    if hasChangedOlder { try bumpRevision.run() }
    try connection.execute("COMMIT")
    transactionStart = nil
    hasChangedOlder = false
    rows = 0
    if log.pages > Self.checkpointAt { connection.checkpoint() }
    Thread.sleep(forTimeInterval: Patience.pauseBetweenBatches)
  }

  // MARK: One row

  private enum Place {
    case new(Int64, key: String)
    case old(Int64, key: String)
  }

  /// Refuses what cannot be taken, before anything of the row is written.
  private func check(_ judgements: [Judgement], _ decisions: [ImportedDecision], key: String) throws {
    if !decisions.isEmpty { try ImportDecisions.check(decisions, key: key) }
    guard judgements.count > 1 else { return }
    var names = Set<String>()
    for judgement in judgements where !names.insert(judgement.judge).inserted {
      throw Refused(.judgedTwice(key: key, judge: judgement.judge))
    }
  }

  private func place(
    _ row: ImportRow, contentHash: String, hash: [UInt8], bands: [UInt8]?
  ) throws -> Place {
    func add(_ key: String) throws -> Int64? {
      try examples.add(row, key: key, hash: hash, batch: batchName, bands: bands)
    }
    let first = row.key ?? contentHash
    if let id = try add(first) { return .new(id, key: first) }
    if row.key != nil {
      guard let found = try examples.find(first, hash: hash) else {
        // A probe had the key.
        guard let id = try add(first) else { throw Refused(.anotherText(key: first)) }
        return .new(id, key: first)
      }
      guard found.hasSameContent else { throw Refused(.anotherText(key: first)) }
      return .old(found.id, key: first)
    }
    let (key, found) = try firstUnmet(contentHash, hash: hash)
    if let found { return .old(found, key: key) }
    guard let id = try add(key) else { throw Refused(.anotherText(key: key)) }
    return .new(id, key: key)
  }

  /// The first of the keys `hash`, `hash#2`, `hash#3` … that this import has not met. Those it has met come
  /// first, so that doubling and halving finds the end in a few steps, however many copies there are.
  private func firstUnmet(_ contentHash: String, hash: [UInt8]) throws -> (key: String, id: Int64?) {
    func look(_ copy: Int) throws -> (isMet: Bool, key: String, id: Int64?) {
      let key = copy == 1 ? contentHash : "\(contentHash)#\(copy)"
      guard let found = try examples.find(key, hash: hash) else { return (false, key, nil) }
      return (!found.hasSameContent || seen.contains(found.id), key, found.id)
    }
    var met = 0
    var unmet = 1
    while try look(unmet).isMet {
      met = unmet
      unmet *= 2
    }
    while unmet - met > 1 {
      let middle = (met + unmet) / 2
      if try look(middle).isMet { met = middle } else { unmet = middle }
    }
    let place = try look(unmet)
    return (place.key, place.id)
  }

  /// Adds what is new to an example that is there; all of it or, when something contradicts, nothing.
  private func merge(_ annotation: ImportAnnotation, into id: Int64) throws -> Bool {
    let key = annotation.key
    let scores = try annotation.judgements.compactMap {
      try judgements.change(for: $0, example: id, key: key).get()
    }
    let truth = try annotation.truth.flatMap { try truths.change(for: $0, example: id, key: key) }
    let cluster = try annotation.cluster.flatMap {
      try clusters.isNew($0, example: id, key: key) ? $0 : nil
    }
    for change in scores { try judgements.apply(change, example: id) }
    if let truth { try truths.write(truth, example: id) }
    if let cluster { try clusters.add(cluster, example: id) }
    let appended = try decisions.add(annotation.decisions, example: id, key: key)
    counts.decisions += appended
    let changesOlder = !scores.isEmpty || truth != nil || cluster != nil
    hasChangedOlder = hasChangedOlder || changesOlder
    return changesOlder || appended > 0
  }

  static func bytes(ofHex text: String) -> [UInt8] {
    func digit(_ character: UInt8) -> UInt8 {
      switch character {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): character &- UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): character &- UInt8(ascii: "a") &+ 10
      default: 0xff
      }
    }
    return text.withBytes { digits in
      if digits.count % 2 != 0 || digits.contains(where: { digit($0) == 0xff }) { return [] }
      return [UInt8](unsafeUninitializedCapacity: digits.count / 2) { bytes, count in
        for place in 0..<digits.count / 2 {
          bytes[place] = digit(digits[2 * place]) << 4 | digit(digits[2 * place + 1])
        }
        count = digits.count / 2
      }
    }
  }
}

extension Workspace {
  /// Begins an import. The examples whose rows name no batch go into the batch `name`, which is made with its
  /// first example; nil: "import" and a number. Several may run at a time, in any processes.
  ///
  /// - Parameter fingerprintSettings: stands for how the fingerprints that come with rows were made.
  public func beginImport(name: String?, fingerprintSettings: Int64 = 0) throws -> ImportWriter {
    try ImportWriter(path: path, name: name, fingerprintSettings: fingerprintSettings)
  }
}
