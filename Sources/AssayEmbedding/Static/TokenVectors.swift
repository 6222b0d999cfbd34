import AssayModel

/// The vectors of all tokens.
struct TokenVectors: Sendable {
  let dimensions: Int
  private let rows: Int
  private let values: [Float]
  /// By token: the row it has. nil: its own number.
  private let mapping: [Int32]?
  /// By token: a factor for its row.
  private let weights: [Float]?

  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)`` unless there is one table, and what goes with it fits.
  init(_ tensors: Safetensors, file: String) throws {
    let tables = tensors.tensors.filter { $0.shape.count == 2 }
    guard let table = tensors.tensor("embeddings") ?? (tables.count == 1 ? tables[0] : nil),
      table.shape.count == 2,
      table.shape[0] > 0, table.shape[1] > 0
    else {
      throw EmbeddingProblem.unreadable(
        file: file, detail: "it has \(tables.count) two-dimensional tensors, and none is named \"embeddings\""
      )
    }
    rows = table.shape[0]
    dimensions = table.shape[1]
    values = try tensors.floats(table)
    guard values.allSatisfy(\.isFinite) else {
      throw EmbeddingProblem.unreadable(
        file: file, detail: "a token's vector holds a number that is not finite")
    }
    let rows = rows
    mapping = try tensors.tensor("mapping").map { tensor in
      try tensors.integers(tensor).map { row in
        guard (0..<rows).contains(row) else {
          throw EmbeddingProblem.unreadable(file: file, detail: "its mapping names row \(row) of \(rows)")
        }
        return Int32(row)
      }
    }
    weights = try tensors.tensor("weights").map(tensors.floats)
  }

  /// Adds up the vectors of the tokens and scales the sum to unit length: the mean points the same way. A row of zeros
  /// stays zero when there is no token.
  func addMean(of tokens: [Int32], to row: UnsafeMutableBufferPointer<Float>) {
    let sum = row.baseAddress!
    let dimensions = dimensions
    values.withUnsafeBufferPointer { values in
      for token in tokens {
        // WordLlama clips numbers beyond the table to its last row.
        let token = max(0, Int(token))
        let place = mapping.map { Int($0[min(token, $0.count - 1)]) } ?? min(token, rows - 1)
        let vector = values.baseAddress! + place * dimensions
        if let weights {
          let weight = weights[min(token, weights.count - 1)]
          for index in 0..<dimensions { sum[index] += weight * vector[index] }
        } else {
          for index in 0..<dimensions { sum[index] += vector[index] }
        }
      }
    }
    VectorMath.normalize(row)
  }
}
