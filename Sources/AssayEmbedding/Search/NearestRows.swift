import AssayModel

/// The rows that are most like a vector, found by comparing with every row: for up to some ten thousand of them.
///
/// The products of a tile pick more candidates than are wanted, and those are measured again in a fixed order of
/// summation: what is found does not depend on which vectors are asked about together.
public struct NearestRows: Sendable {
  public struct Neighbour: Hashable, Sendable {
    public var row: Int
    /// The cosine.
    public var similarity: Float
    public init(row: Int, similarity: Float) {
      self.row = row
      self.similarity = similarity
    }
  }

  /// Unit length each, or zeros.
  private let vectors: Embeddings
  /// Candidates beyond those that are wanted: rounding may change the order of near equals.
  private static let spare = 8
  private static let queriesAtOnce = 64

  public init(_ vectors: Embeddings) { self.vectors = vectors }

  /// How many rows there are.
  public var count: Int { vectors.count }

  /// The vector of a row.
  public subscript(row: Int) -> ArraySlice<Float> {
    vectors.values[row * vectors.dimensions..<(row + 1) * vectors.dimensions]
  }

  /// For each query the rows most like it, the most alike first and of equals the earlier one; rows that have nothing in
  /// common with it are left out.
  ///
  /// - Parameters:
  ///   - queries: as long as the rows.
  ///   - among: for each query, how many rows from the first on are looked at.
  ///   - count: of rows for each query, at most.
  public func search(_ queries: Embeddings, among: [Int], count: Int) -> [[Neighbour]] {
    guard vectors.count > 0, count > 0, queries.dimensions == vectors.dimensions else {
      return Array(repeating: [], count: queries.count)
    }
    var result: [[Neighbour]] = []
    result.reserveCapacity(queries.count)
    var product: [Float] = []
    for start in stride(from: 0, to: queries.count, by: Self.queriesAtOnce) {
      let part = start..<min(start + Self.queriesAtOnce, queries.count)
      let columns = min(vectors.count, among[part].max() ?? 0)
      multiply(queries, part, columns: columns, into: &product)
      for query in part {
        let line = product[(query - part.lowerBound) * columns..<(query - part.lowerBound + 1) * columns]
        let candidates = Self.largest(line.prefix(max(0, among[query])), count: count + Self.spare)
        result.append(measure(candidates, queries, query, count: count))
      }
    }
    return result
  }

  private func multiply(
    _ queries: Embeddings, _ part: Range<Int>, columns: Int, into product: inout [Float]
  ) {
    let depth = vectors.dimensions
    if product.count < part.count * columns { product = [Float](repeating: 0, count: part.count * columns) }
    guard columns > 0 else { return }
    product.withUnsafeMutableBufferPointer { product in
      queries.values.withUnsafeBufferPointer { queries in
        vectors.values.withUnsafeBufferPointer { rows in
          MatrixProduct.transposed(
            queries.baseAddress! + part.lowerBound * depth, rows: part.count, rows.baseAddress!,
            columns: columns, depth: depth, into: product.baseAddress!)
        }
      }
    }
  }

  /// The places of the largest numbers, as offsets into `line`.
  private static func largest(_ line: ArraySlice<Float>, count: Int) -> [Int] {
    var best: [(value: Float, place: Int)] = []
    best.reserveCapacity(count + 1)
    line.withUnsafeBufferPointer { line in
      guard let base = line.baseAddress else { return }
      for place in 0..<line.count {
        let value = base[place]
        if best.count == count {
          guard value > best[count - 1].value else { continue }
          best.removeLast()
        }
        var position = best.count
        while position > 0, best[position - 1].value < value { position -= 1 }
        best.insert((value, place), at: position)
      }
    }
    return best.map(\.place)
  }

  private func measure(_ rows: [Int], _ queries: Embeddings, _ query: Int, count: Int) -> [Neighbour] {
    let depth = vectors.dimensions
    let found = rows.map { row in
      let similarity = queries.values.withUnsafeBufferPointer { queries in
        vectors.values.withUnsafeBufferPointer { vectors in
          VectorMath.dot(queries.baseAddress! + query * depth, vectors.baseAddress! + row * depth, depth)
        }
      }
      return Neighbour(row: row, similarity: similarity)
    }
    let sorted = found.sorted { ($1.similarity, $0.row) < ($0.similarity, $1.row) }
    return Array(sorted.filter { $0.similarity > 0 }.prefix(count))
  }
}
