import Foundation

/// An upper bound of inner products from a few numbers for each vector.
///
/// The first `width` numbers are the vector's coordinates along orthonormal directions in which the vectors differ
/// most; the last one is the length of what is left. By Cauchy and Schwarz the inner product of two vectors is at
/// most the inner product of these rows, so that pairs under a floor can be ruled out by a matrix product of a few
/// columns. Any orthonormal directions are right; good ones rule out more.
struct HeadProjection: Sendable {
  /// Coordinates without the length.
  let width: Int
  /// Numbers in a row: `width + 1`.
  var stride: Int { width + 1 }
  let rows: [Float]

  /// More than the rounding of the head's squares, so that the length of the rest is never taken too short. Rounding
  /// grows with the square root of the numbers that are added up.
  private static func slack(_ dimensions: Int) -> Float { 5e-7 * Float(max(256, dimensions)).squareRoot() }
  /// What a bound in single precision can lack.
  static let margin: Float = 1e-4

  /// - Parameter basis: Orthonormal rows of `dimensions` numbers, at least `width` of them.
  init(_ values: [Float], dimensions: Int, basis: [Float], width: Int) {
    self.width = width
    let count = values.count / dimensions
    let stride = width + 1
    let slack = Self.slack(dimensions)
    rows = [Float](unsafeUninitializedCapacity: count * stride) { rows, filled in
      nonisolated(unsafe) let output = rows.baseAddress!
      let block = 1024
      var heads = [Float](repeating: 0, count: block * max(1, width))
      values.withUnsafeBufferPointer { values in
        for start in Swift.stride(from: 0, to: count, by: block) {
          let size = min(block, count - start)
          MatrixProduct.transposed(
            values.baseAddress! + start * dimensions, rows: size, basis, columns: width, depth: dimensions,
            into: &heads)
          for row in 0..<size {
            var squares: Float = 0
            let target = output + (start + row) * stride
            for place in 0..<width {
              let value = heads[row * width + place]
              (target + place).initialize(to: value)
              squares += value * value
            }
            (target + width).initialize(to: (max(0, 1 - squares) + slack).squareRoot())
          }
        }
      }
      filled = count * stride
    }
  }

  /// The directions of the largest second moments of a sample, by orthogonal iteration (Golub and Van Loan 2013, 8.2.4).
  static func directions(of values: [Float], dimensions: Int, width: Int) -> [Float] {
    let moments = secondMoments(values, dimensions)
    // Any start is as good as another that is not orthogonal to them: fixed pseudo-random numbers.
    var state: UInt32 = 1
    var basis = (0..<(width * dimensions)).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return Float(Int32(bitPattern: state)) / Float(1 << 31)
    }
    orthonormalize(&basis, dimensions)
    var next = basis
    for _ in 0..<8 {
      // The matrix is symmetric, so its rows are its columns.
      MatrixProduct.transposed(
        basis, rows: width, moments, columns: dimensions, depth: dimensions, into: &next)
      basis = next
      orthonormalize(&basis, dimensions)
    }
    return basis
  }

  /// Σ x xᵀ over at most 4,096 vectors, evenly spaced.
  private static func secondMoments(_ values: [Float], _ dimensions: Int) -> [Float] {
    let count = values.count / dimensions
    let size = min(4096, count)
    // One column for each vector.
    var columns = [Float](repeating: 0, count: size * dimensions)
    for number in 0..<size {
      let start = number * count / size * dimensions
      for place in 0..<dimensions { columns[place * size + number] = values[start + place] }
    }
    var moments = [Float](repeating: 0, count: dimensions * dimensions)
    MatrixProduct.transposed(
      columns, rows: dimensions, columns, columns: dimensions, depth: size, into: &moments)
    return moments
  }

  /// Gram and Schmidt's process, twice for each row, in double precision. A row that depends on those before it is
  /// replaced by a unit vector that does not.
  private static func orthonormalize(_ basis: inout [Float], _ dimensions: Int) {
    var done: [[Double]] = []
    var spare = 0
    let rows = basis.count / dimensions
    for row in 0..<rows {
      var vector = basis[(row * dimensions)..<((row + 1) * dimensions)].map(Double.init)
      scale(&vector)
      while !reduce(&vector, by: done) {
        vector = [Double](repeating: 0, count: dimensions)
        vector[spare % dimensions] = 1
        spare += 1
      }
      done.append(vector)
      for place in 0..<dimensions { basis[row * dimensions + place] = Float(vector[place]) }
    }
  }

  /// Takes off what lies along the others and scales to unit length; false when little is left.
  private static func reduce(_ vector: inout [Double], by others: [[Double]]) -> Bool {
    for _ in 0..<2 {
      for other in others {
        other.withUnsafeBufferPointer { other in
          vector.withUnsafeMutableBufferPointer { vector in
            var product = 0.0
            for place in vector.indices { product += vector[place] * other[place] }
            for place in vector.indices { vector[place] -= product * other[place] }
          }
        }
      }
      guard scale(&vector) > 1e-8 else { return false }
    }
    return true
  }

  @discardableResult
  private static func scale(_ vector: inout [Double]) -> Double {
    let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    if length > 0 { for place in vector.indices { vector[place] /= length } }
    return length
  }
}
