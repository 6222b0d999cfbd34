import AssayModel
import AssayParallel
import AssayStore
import AssayText

/// Makes the vectors of texts with a model, and keeps them in the workspace, so that a text is embedded once.
struct VectorMaker {
  let model: any EmbeddingModel
  /// Where vectors are kept; nil: nowhere.
  let workspace: Workspace?
  let threads: Int
  let cancellation: Cancellation
  let progress: (DuplicateProgress) -> Void

  /// Texts to embed at once, after which their vectors are on the disk.
  private static let batch = 4_096

  /// The different texts of items `0..<count` and their vectors.
  ///
  /// - Returns: the vectors of the different texts in the order in which they first occur, and the row of each item's
  ///   text. All zeros for an empty text, which the model is not asked for.
  func vectors(
    count: Int, text: @escaping @Sendable (Int) throws -> [UInt8]
  ) throws -> (vectors: Embeddings, textOf: [Int32]) {
    let hashes = try Parallel(threads: threads).map(count: count, part: 512) { item in
      ContentHash(bytes: try text(item))
    }
    var rowOfHash: [ContentHash: Int32] = [:]
    var firstItem: [Int] = []
    var textOf: [Int32] = []
    textOf.reserveCapacity(count)
    for (item, hash) in hashes.enumerated() {
      let row = rowOfHash[hash, default: Int32(firstItem.count)]
      if Int(row) == firstItem.count {
        rowOfHash[hash] = row
        firstItem.append(item)
      }
      textOf.append(row)
    }
    try cancellation.check()
    let keys = firstItem.map { TextHash(high: hashes[$0].high, low: hashes[$0].low) }
    return (try vectors(keys, firstItem: firstItem, text: text), textOf)
  }

  private func vectors(
    _ keys: [TextHash], firstItem: [Int], text: (Int) throws -> [UInt8]
  ) throws -> Embeddings {
    let empty = ContentHash(bytes: [])
    var dimensions = try workspace?.vectorDimensions(model: model.identity) ?? 0
    var values = [Float](repeating: 0, count: dimensions * keys.count)
    var isThere = keys.map { $0.high == empty.high && $0.low == empty.low }
    try workspace?.forEachVector(model: model.identity, hashes: keys) { row, bytes in
      guard bytes.count == dimensions * MemoryLayout<Float>.size else { return }
      isThere[row] = true
      values.withUnsafeMutableBytes { all in
        UnsafeMutableRawBufferPointer(rebasing: all[row * bytes.count..<(row + 1) * bytes.count])
          .copyMemory(from: bytes)
      }
    }
    let missing = keys.indices.filter { !isThere[$0] }
    for start in stride(from: 0, to: missing.count, by: Self.batch) {
      try cancellation.check()
      progress(DuplicateProgress(.embedding, done: start, total: missing.count))
      let rows = missing[start..<min(start + Self.batch, missing.count)]
      let texts = try rows.map { String(decoding: try text(firstItem[$0]), as: UTF8.self) }
      let made = try embed(texts, dimensions: dimensions)
      if dimensions == 0 {
        dimensions = made.dimensions
        values = [Float](repeating: 0, count: dimensions * keys.count)
      }
      for (position, row) in rows.enumerated() {
        values.replaceSubrange(
          row * dimensions..<(row + 1) * dimensions,
          with: made.values[position * dimensions..<(position + 1) * dimensions])
      }
      try workspace?.write(made, hashes: rows.map { keys[$0] }, model: model.identity)
    }
    return Embeddings(dimensions: dimensions, values: values)
  }

  /// Asks the model and checks what it says: an endpoint can answer anything.
  private func embed(_ texts: [String], dimensions: Int) throws -> Embeddings {
    let made = try model.embed(texts)
    guard made.count == texts.count, made.values.count == made.count * made.dimensions else {
      throw EmbeddingProblem.countMismatch(model: model.identity, expected: texts.count, found: made.count)
    }
    guard dimensions == 0 || made.dimensions == dimensions else {
      throw EmbeddingProblem.dimensionsChanged(
        model: model.identity, expected: dimensions, found: made.dimensions)
    }
    if let bad = made.values.firstIndex(where: { !$0.isFinite }) {
      throw EmbeddingProblem.notFinite(model: model.identity, index: bad / made.dimensions)
    }
    return made
  }
}
