import AssayModel

/// The vectors that differ, of unit length and in their order, without zeros.
struct DistinctVectors: Sendable {
  let dimensions: Int
  /// Row after row.
  private(set) var values: [Float] = []
  /// By row: the index of the first vector that is this one.
  private(set) var firsts: [Int32] = []
  /// The others that are equal to a first one.
  private(set) var copies: [(first: Int32, copy: Int32)] = []
  var count: Int { firsts.count }

  /// - Throws: ``EmbeddingProblem/notFinite(model:index:)`` for the first vector that holds NaN or infinity.
  init(_ vectors: Embeddings, model: String) throws {
    dimensions = vectors.dimensions
    let dimensions = dimensions
    var byHash: [UInt64: [Int32]] = [:]
    byHash.reserveCapacity(vectors.count)
    values.reserveCapacity(vectors.values.count)
    firsts.reserveCapacity(vectors.count)
    var row = [Float](repeating: 0, count: dimensions)
    for index in 0..<vectors.count {
      let isZero = try row.withUnsafeMutableBufferPointer { row in
        try vectors.values.withUnsafeBufferPointer { values in
          try Self.load(values.baseAddress! + index * dimensions, into: row, model: model, index: index)
        }
      }
      if isZero { continue }
      let hash = Self.hash(row)
      let known = byHash[hash, default: []].first { equals(Int($0), row) }
      if let known {
        copies.append((firsts[Int(known)], Int32(index)))
      } else {
        byHash[hash, default: []].append(Int32(firsts.count))
        firsts.append(Int32(index))
        values.append(contentsOf: row)
      }
    }
  }

  /// Copies a vector and scales it to unit length. True when it is all zeros.
  private static func load(
    _ vector: UnsafePointer<Float>, into row: UnsafeMutableBufferPointer<Float>, model: String, index: Int
  ) throws -> Bool {
    var squares: Float = 0
    var largest: Float = 0
    for place in row.indices {
      let value = vector[place]
      row[place] = value
      squares += value * value
      largest = max(largest, abs(value))
    }
    // A NaN anywhere makes the sum NaN; large but finite numbers make it infinite.
    if !squares.isFinite {
      guard row.allSatisfy(\.isFinite) else { throw EmbeddingProblem.notFinite(model: model, index: index) }
    }
    if largest == 0 { return true }
    VectorMath.normalize(row)
    return false
  }

  private static func hash(_ row: [Float]) -> UInt64 {
    var hash: UInt64 = 0
    for value in row { hash = (hash ^ UInt64(value.bitPattern)) &* 0x9e37_79b9_7f4a_7c15 ^ hash >> 29 }
    return hash
  }

  private func equals(_ number: Int, _ row: [Float]) -> Bool {
    values[(number * dimensions)..<((number + 1) * dimensions)].elementsEqual(row)
  }
}
