/// The eigenvalues of a real symmetric matrix.
///
/// Own code, since LAPACK comes with the embedding module alone and this one needs nothing but the standard library.
public enum SymmetricEigenvalues {
  /// The eigenvalues in no particular order: Householder's reduction to three diagonals, then the implicit QL method
  /// (Martin and Wilkinson 1968; Dubrulle, Martin and Wilkinson 1968; EISPACK's `tred1` and `imtql1`). About 4/3 n³
  /// operations.
  ///
  /// - Parameter matrix: n × n numbers, row by row; only the lower triangle is read.
  /// - Returns: n eigenvalues; none for n = 0.
  /// - Precondition: `matrix` has n × n finite numbers.
  public static func of(_ matrix: [Double], n: Int) -> [Double] {
    precondition(matrix.count == n * n, "n rows of n numbers")
    precondition(matrix.allSatisfy(\.isFinite), "finite numbers")
    if n == 0 { return [] }
    var (diagonal, off) = tridiagonal(matrix, n: n)
    for index in 0..<n { settle(index, &diagonal, &off) }
    return diagonal
  }

  /// Diagonal and subdiagonal (n numbers, the last is 0) of a similar matrix.
  private static func tridiagonal(_ matrix: [Double], n: Int) -> ([Double], [Double]) {
    var a = matrix
    var diagonal = [Double](repeating: 0, count: n)
    var off = [Double](repeating: 0, count: n)
    var p = [Double](repeating: 0, count: n)
    a.withUnsafeMutableBufferPointer { a in
      for i in stride(from: n - 1, to: 0, by: -1) {
        let row = i * n
        var square = 0.0
        for k in 0..<i { square += a[row + k] * a[row + k] }
        let last = a[row + i - 1]
        let length = square.squareRoot()
        // The sign that adds, so that nothing cancels.
        let root = last >= 0 ? -length : length
        off[i - 1] = root
        let half = square - last * root
        if half == 0 { continue }
        a[row + i - 1] = last - root
        reflect(a, row: row, size: i, n: n, half: half, &p)
      }
      for i in 0..<n { diagonal[i] = a[i * n + i] }
    }
    return (diagonal, off)
  }

  /// A := H A H for the leading `size` × `size` block, with H = 1 - u uᵀ / half and u the row.
  private static func reflect(
    _ a: UnsafeMutableBufferPointer<Double>, row: Int, size: Int, n: Int, half: Double, _ p: inout [Double]
  ) {
    for j in 0..<size { p[j] = 0 }
    // A u from the lower triangle, which is read along its rows.
    for j in 0..<size {
      let (start, u) = (j * n, a[row + j])
      var sum = 0.0
      for k in 0..<j {
        sum += a[start + k] * a[row + k]
        p[k] += a[start + k] * u
      }
      p[j] += sum + a[start + j] * u
    }
    var projection = 0.0
    for j in 0..<size {
      p[j] /= half
      projection += p[j] * a[row + j]
    }
    let share = projection / (2 * half)
    for j in 0..<size { p[j] -= share * a[row + j] }
    for j in 0..<size {
      let (start, u, q) = (j * n, a[row + j], p[j])
      for k in 0...j { a[start + k] -= u * p[k] + q * a[row + k] }
    }
  }

  /// Turns until nothing stands beside the eigenvalue at `index`.
  private static func settle(_ index: Int, _ diagonal: inout [Double], _ off: inout [Double]) {
    let n = diagonal.count
    // Two or three turns are usual; QL with shifts always comes to an end.
    while true {
      var end = index
      while end < n - 1 {
        let scale = abs(diagonal[end]) + abs(diagonal[end + 1])
        if abs(off[end]) <= Double.ulpOfOne * scale || abs(off[end]) < .leastNormalMagnitude { break }
        end += 1
      }
      if end == index { return }
      turn(from: index, to: end, &diagonal, &off)
    }
  }

  private static func turn(
    from start: Int, to end: Int, _ diagonal: inout [Double], _ off: inout [Double]
  ) {
    let slope = (diagonal[start + 1] - diagonal[start]) / (2 * off[start])
    let reach = (slope * slope + 1).squareRoot()
    var g = diagonal[end] - diagonal[start] + off[start] / (slope + (slope >= 0 ? reach : -reach))
    var (sine, cosine, shift) = (1.0, 1.0, 0.0)
    for i in stride(from: end - 1, through: start, by: -1) {
      let (f, b) = (sine * off[i], cosine * off[i])
      let r = (f * f + g * g).squareRoot()
      off[i + 1] = r
      if r == 0 {
        diagonal[i + 1] -= shift
        off[end] = 0
        return
      }
      (sine, cosine) = (f / r, g / r)
      g = diagonal[i + 1] - shift
      let t = (diagonal[i] - g) * sine + 2 * cosine * b
      shift = sine * t
      diagonal[i + 1] = g + shift
      g = cosine * t - b
    }
    diagonal[start] -= shift
    off[start] = g
    off[end] = 0
  }
}
