import COpenBLAS

/// Products of matrices by OpenBLAS, on the calling thread.
///
/// The threads are the callers': OpenBLAS is told once to use one thread for each call, so that tiles can be shared
/// out and the same tile is computed the same way for any number of threads.
enum MatrixProduct {
  /// Whether OpenBLAS computes what a plain loop computes. It picks its code by the processor, and a version older
  /// than the processor can pick wrongly; then plain loops are used, several times slower.
  static let isTrustworthy: Bool = {
    openblas_set_num_threads(1)
    return [(5, 7, 3), (64, 48, 33), (130, 96, 65), (256, 64, 256)].allSatisfy(agrees)
  }()

  /// `result[i, j] = Σ left[i, k] · right[j, k]`: both matrices have their rows one after another.
  static func transposed(
    _ left: UnsafePointer<Float>, rows: Int, _ right: UnsafePointer<Float>, columns: Int, depth: Int,
    into result: UnsafeMutablePointer<Float>
  ) {
    if isTrustworthy {
      blas(left, rows: rows, right, columns: columns, depth: depth, into: result)
    } else {
      loops(left, rows: rows, right, columns: columns, depth: depth, into: result)
    }
  }

  private static func blas(
    _ left: UnsafePointer<Float>, rows: Int, _ right: UnsafePointer<Float>, columns: Int, depth: Int,
    into result: UnsafeMutablePointer<Float>
  ) {
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, Int32(rows), Int32(columns), Int32(depth), 1, left,
      Int32(depth),
      right, Int32(depth), 0, result, Int32(columns))
  }

  private static func loops(
    _ left: UnsafePointer<Float>, rows: Int, _ right: UnsafePointer<Float>, columns: Int, depth: Int,
    into result: UnsafeMutablePointer<Float>
  ) {
    for row in 0..<rows {
      for column in 0..<columns {
        result[row * columns + column] = VectorMath.dot(left + row * depth, right + column * depth, depth)
      }
    }
  }

  private static func agrees(rows: Int, columns: Int, depth: Int) -> Bool {
    // Numbers in -1...1 without a pattern that a wrong stride would hide.
    var state: UInt32 = 12345
    func numbers(_ count: Int) -> [Float] {
      (0..<count).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return Float(Int32(bitPattern: state)) / Float(1 << 31)
      }
    }
    let left = numbers(rows * depth)
    let right = numbers(columns * depth)
    var one = [Float](repeating: .nan, count: rows * columns)
    var other = one
    blas(left, rows: rows, right, columns: columns, depth: depth, into: &one)
    loops(left, rows: rows, right, columns: columns, depth: depth, into: &other)
    // Random signs: sums are about the square root of the depth; rounding errors stay far below this.
    return zip(one, other).allSatisfy { abs($0 - $1) <= 1e-4 }
  }
}
