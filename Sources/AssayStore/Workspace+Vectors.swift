import AssayModel
import GRDB

extension Workspace {
  /// The length of the vectors that are kept of a model; nil: none are.
  public func vectorDimensions(model: String) throws -> Int? {
    try read { db in
      try Int.fetchOne(
        db, sql: "SELECT dimensions FROM embedding_model WHERE identity = ?", arguments: [model])
    }
  }

  /// Gives the vectors that are kept of these texts to `body`: the text's position in `hashes` and the numbers as
  /// bytes (Float32, little endian), which are valid during the call only and may not be aligned.
  public func forEachVector(
    model: String, hashes: [TextHash], _ body: (Int, UnsafeRawBufferPointer) throws -> Void
  ) throws {
    try read { db in
      guard let id = try modelID(model, db) else { return }
      let find = try prepare("SELECT vector FROM vector WHERE model = ? AND hash = ?", on: db)
      find.bind(id, at: 1)
      for (position, hash) in hashes.enumerated() {
        find.bind(hash.bytes, at: 2)
        if try find.step() { try body(position, find.bytes(0)) }
        find.reset()
      }
    }
  }

  /// Keeps vectors, in one transaction: give it a few thousand at a time, so that a search that is broken off goes on
  /// from there. One that is there already stays.
  ///
  /// - Throws: ``EmbeddingProblem/dimensionsChanged(model:expected:found:)`` when the model's vectors have
  ///   another length than before; a ``WorkspaceError``. Nothing is written then.
  public func write(_ vectors: Embeddings, hashes: [TextHash], model: String) throws {
    guard !hashes.isEmpty else { return }
    guard vectors.count == hashes.count else {
      throw EmbeddingProblem.countMismatch(model: model, expected: hashes.count, found: vectors.count)
    }
    if let known = try vectorDimensions(model: model), known != vectors.dimensions {
      throw EmbeddingProblem.dimensionsChanged(model: model, expected: known, found: vectors.dimensions)
    }
    try write { db in
      try db.execute(
        sql: "INSERT OR IGNORE INTO embedding_model (identity, dimensions) VALUES (?, ?)",
        arguments: [model, vectors.dimensions])
      guard let id = try modelID(model, db) else { return }
      let insert = try prepare("INSERT OR IGNORE INTO vector (model, hash, vector) VALUES (?, ?, ?)", on: db)
      insert.bind(id, at: 1)
      try vectors.values.withUnsafeBytes { bytes in
        let length = vectors.dimensions * MemoryLayout<Float>.size
        for (position, hash) in hashes.enumerated() {
          insert.bind(hash.bytes, at: 2)
          let row = UnsafeRawBufferPointer(rebasing: bytes[position * length..<(position + 1) * length])
          try insert.run(bindingBytes: row, at: 3)
        }
      }
    }
    checkpointer.noteWrite()
  }

  private func modelID(_ identity: String, _ db: Database) throws -> Int64? {
    try Int64.fetchOne(db, sql: "SELECT id FROM embedding_model WHERE identity = ?", arguments: [identity])
  }
}
