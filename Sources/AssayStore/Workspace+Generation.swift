import AssayModel
import GRDB

/// A call of a run that generates, as it is kept.
public struct StoredCall: Hashable, Sendable {
  /// 1, 2, 3 … in the order of asking; 0: what the run began with.
  public var number: Int
  /// All that shapes it, the engine's JSON.
  public var json: String
  /// What became of it, the engine's JSON; nil: it is open.
  public var result: String?
  public init(number: Int, json: String, result: String? = nil) {
    self.number = number
    self.json = json
    self.result = result
  }
}

extension Workspace {
  /// Writes what a run that generates begins with, as its call 0, and gives its batch a name that no other has: the
  /// technique's and a number. The batch itself is made with its first example.
  ///
  /// - Parameters:
  ///   - technique: the beginning of the name.
  ///   - json: what is kept, made when the name is known.
  /// - Returns: the name.
  public func beginGeneration(
    _ run: RunID, technique: String, json: (_ batch: String) throws -> String
  ) throws -> String {
    let name = try write { db in
      let last = try max(
        lastNumber(of: technique, Self.batchNames, db), lastNumber(of: technique, Self.begun, db))
      let name = "\(technique) \(last + 1)"
      let insert = try prepare(
        "INSERT INTO generation_call (run, number, json, batch) VALUES (?, 0, ?, ?)", on: db)
      insert.bind(run.rawValue, at: 1)
      insert.bind(try json(name), at: 2)
      insert.bind(name, at: 3)
      try insert.run()
      return name
    }
    checkpointer.noteWrite()
    return name
  }

  private static let batchNames = "SELECT name FROM batch"
  /// Another run may have its name and no example yet.
  private static let begun = "SELECT batch FROM generation_call WHERE batch IS NOT NULL"

  private func lastNumber(of technique: String, _ sql: String, _ db: Database) throws -> Int {
    try names(sql, db).compactMap { name in
      name.hasPrefix(technique + " ") ? Int(name.dropFirst(technique.count + 1)) : nil
    }.max() ?? 0
  }

  /// The names of the batches that runs here generated, also of those that have no example yet.
  public func generatedBatches() throws -> Set<String> { try read { db in Set(try names(Self.begun, db)) } }

  /// The calls of a run in the order of their numbers, those that are open and those that are done.
  public func generationCalls(of run: RunID) throws -> [StoredCall] {
    try read { db in
      let rows = try prepare(
        "SELECT number, json, result FROM generation_call WHERE run = ? ORDER BY number", on: db)
      rows.bind(run.rawValue, at: 1)
      var calls: [StoredCall] = []
      while try rows.step() {
        calls.append(
          StoredCall(number: Int(rows.integer(0)), json: rows.text(1), result: rows.optionalText(2)))
      }
      return calls
    }
  }

  /// Writes what a run that generates brings. Belongs to one thread.
  ///
  /// - Parameters:
  ///   - run: the one that the calls are kept under.
  ///   - fingerprintSettings: stands for how the fingerprints that come with examples were made.
  public func generationWriter(_ run: RunID, fingerprintSettings: Int64) throws -> GenerationWriter {
    try GenerationWriter(
      path: path, run: run, fingerprintSettings: fingerprintSettings, checkpointer: checkpointer)
  }
}
