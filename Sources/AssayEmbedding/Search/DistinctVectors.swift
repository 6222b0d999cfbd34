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
    var rows = RowTable(capacity: vectors.count)
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
      let number = rows.find(Self.hash(row), orAdd: Int32(firsts.count)) { equals(Int($0), row) }
      if let number {
        copies.append((firsts[Int(number)], Int32(index)))
      } else {
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

/// Rows by their hash, with open addressing.
private struct RowTable {
  private var slots: [Int32]
  private var hashes: [UInt32]
  private let mask: Int

  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: -1, count: size)
    hashes = Array(repeating: 0, count: size)
    mask = size - 1
  }

  /// The row that is equal; nil when there is none, and `row` is kept.
  mutating func find(_ hash: UInt64, orAdd row: Int32, isEqual: (Int32) -> Bool) -> Int32? {
    let short = UInt32(truncatingIfNeeded: hash >> 32)
    var index = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while slots[index] >= 0 {
      if hashes[index] == short, isEqual(slots[index]) { return slots[index] }
      index = (index + 1) & mask
    }
    slots[index] = row
    hashes[index] = short
    return nil
  }
}
