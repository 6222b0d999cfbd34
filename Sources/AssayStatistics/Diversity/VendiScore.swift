#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The effective number of different things in a sample: exp(-Σ λ ln λ) over the eigenvalues λ of K / n, where K holds
/// the similarity of every pair and 1 for each with itself (Friedman and Dieng 2023).
///
/// n for things that have nothing in common, 1 for n copies of one. It grows with n, so compare samples of the same
/// size, or its share of n.
public enum VendiScore {
  /// - Parameter kernel: n × n similarities, row by row, symmetric and positive semidefinite, with ones on the diagonal.
  /// - Returns: 1...n; nil for n = 0.
  public static func of(kernel: [Double], n: Int) -> Double? {
    guard n > 0 else { return nil }
    let scaled = kernel.map { $0 / Double(n) }
    var entropy = 0.0
    // Rounding leaves hairs below zero where there is no eigenvalue.
    for value in SymmetricEigenvalues.of(scaled, n: n) where value > 0 { entropy -= value * log(value) }
    return exp(entropy)
  }

  /// The score by the cosines of vectors, such as embeddings. A vector of zeros is like nothing but itself.
  ///
  /// - Precondition: vectors of one length.
  public static func of(vectors: [[Float]]) -> Double? { of(kernel: cosines(vectors), n: vectors.count) }

  /// The cosine of every pair, row by row.
  public static func cosines(_ vectors: [[Float]]) -> [Double] {
    let n = vectors.count
    let units = vectors.map { vector in
      let length = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      return vector.map { length > 0 ? Double($0) / length : 0 }
    }
    var result = [Double](repeating: 0, count: n * n)
    for row in 0..<n {
      result[row * n + row] = 1
      for column in 0..<row {
        precondition(units[row].count == units[column].count, "vectors of one length")
        var sum = 0.0
        for place in units[row].indices { sum += units[row][place] * units[column][place] }
        result[row * n + column] = sum
        result[column * n + row] = sum
      }
    }
    return result
  }
}
