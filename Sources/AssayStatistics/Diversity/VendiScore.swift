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
    let (n, width) = (vectors.count, vectors.first?.count ?? 0)
    precondition(vectors.allSatisfy { $0.count == width }, "vectors of one length")
    var units: [Double] = []
    units.reserveCapacity(n * width)
    for vector in vectors {
      let length = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      for value in vector { units.append(length > 0 ? Double(value) / length : 0) }
    }
    var result = [Double](repeating: 0, count: n * n)
    units.withUnsafeBytes { bytes in
      for row in 0..<n {
        result[row * n + row] = 1
        for column in 0..<row {
          let cosine = product(bytes, row * width, column * width, width)
          result[row * n + column] = cosine
          result[column * n + row] = cosine
        }
      }
    }
    return result
  }

  /// The scalar product of `width` numbers from each of two places, eight at a time.
  private static func product(
    _ bytes: UnsafeRawBufferPointer, _ first: Int, _ second: Int, _ width: Int
  ) -> Double {
    let size = MemoryLayout<Double>.size
    var sums = SIMD8<Double>.zero
    var place = 0
    while place + 8 <= width {
      sums +=
        bytes.loadUnaligned(fromByteOffset: (first + place) * size, as: SIMD8<Double>.self)
        * bytes.loadUnaligned(fromByteOffset: (second + place) * size, as: SIMD8<Double>.self)
      place += 8
    }
    var sum = sums.sum()
    while place < width {
      sum +=
        bytes.load(fromByteOffset: (first + place) * size, as: Double.self)
        * bytes.load(fromByteOffset: (second + place) * size, as: Double.self)
      place += 1
    }
    return sum
  }
}
