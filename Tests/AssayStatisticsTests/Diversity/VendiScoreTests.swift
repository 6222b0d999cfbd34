import AssayStatistics
import Foundation
import Testing

@Suite struct VendiScoreTests {
  /// numpy 2.4.6, `numpy.linalg.eigvalsh` of sin((i + 1)(j + 1)) with 2 more on the diagonal, 12 × 12.
  @Test func eigenvaluesAreThoseOfNumpy() {
    let n = 12
    let matrix = (0..<n * n).map { place in
      let (row, column) = (place / n, place % n)
      return sin(Double((row + 1) * (column + 1))) + (row == column ? 2 : 0)
    }
    let wanted = [
      -1.2687205683533171, -1.2665396429454694, -0.44423683589523955, -0.3492011907344655,
      -0.33359179857462073, 0.2897538682839696, 3.587098187505674, 3.7183429952114535, 4.348608465715088,
      4.4277036332388, 4.444680549362607, 5.268668772599504,
    ]
    for (value, expected) in zip(SymmetricEigenvalues.of(matrix, n: n).sorted(), wanted) {
      #expect(abs(value - expected) < 1e-12)
    }
  }

  @Test func eigenvaluesOfSmallAndDegenerateMatrices() {
    #expect(SymmetricEigenvalues.of([], n: 0).isEmpty)
    #expect(SymmetricEigenvalues.of([3], n: 1) == [3])
    #expect(SymmetricEigenvalues.of([Double](repeating: 0, count: 9), n: 3) == [0, 0, 0])
    let ones = SymmetricEigenvalues.of([Double](repeating: 1, count: 25), n: 5).sorted()
    #expect(abs(ones[4] - 5) < 1e-12 && abs(ones[0]) < 1e-12 && abs(ones[3]) < 1e-12)
  }

  /// Trace and sum of squares do not change by a turn of the axes: a check at the size that is used.
  @Test func eigenvaluesOfThreeHundredKeepTraceAndNorm() {
    let n = 300
    var generator = RepeatableGenerator(seed: 7)
    var matrix = [Double](repeating: 0, count: n * n)
    for row in 0..<n {
      for column in 0...row {
        let value = Double(generator.next(below: 2_001)) / 1_000 - 1
        (matrix[row * n + column], matrix[column * n + row]) = (value, value)
      }
    }
    let values = SymmetricEigenvalues.of(matrix, n: n)
    let trace = (0..<n).reduce(0) { $0 + matrix[$1 * n + $1] }
    #expect(abs(values.reduce(0, +) - trace) < 1e-9)
    let squares = matrix.reduce(0) { $0 + $1 * $1 }
    #expect(abs(values.reduce(0) { $0 + $1 * $1 } / squares - 1) < 1e-12)
  }

  @Test func copiesAreOneAndStrangersAreAll() {
    #expect(VendiScore.of(kernel: [], n: 0) == nil)
    #expect(VendiScore.of(kernel: [1], n: 1) == 1)
    #expect(abs(VendiScore.of(kernel: [1, 0, 0, 0, 1, 0, 0, 0, 1], n: 3)! - 3) < 1e-12)
    #expect(abs(VendiScore.of(kernel: [Double](repeating: 1, count: 9), n: 3)! - 1) < 1e-9)
  }

  /// numpy and scipy: exp of the entropy of `eigvalsh(K / n)`, as vendi-score 0.0.3 defines it, for 40 vectors of 5 in
  /// single precision.
  @Test func vectorsScoreAsInTheAuthorsPackage() {
    let vectors = (0..<40).map { row in (0..<5).map { Float(sin(1.0 + Double(row * 7 + $0 * 3))) } }
    #expect(abs(VendiScore.of(vectors: vectors)! - 1.5525505191909008) < 1e-6)
  }

  @Test func aVectorOfZerosIsLikeNothing() {
    #expect(abs(VendiScore.of(vectors: [[0, 0], [1, 0]])! - 2) < 1e-12)
  }
}
