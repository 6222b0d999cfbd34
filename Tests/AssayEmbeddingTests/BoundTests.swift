import AssayModel
import AssayStatistics
import Testing

@testable import AssayEmbedding

@Suite struct BoundTests {
  @Test func productsOfBlasAreThoseOfPlainLoops() { #expect(MatrixProduct.isTrustworthy) }

  @Test(arguments: [1, 8, 15, 31]) func theBoundIsNeverBelowTheCosine(_ width: Int) throws {
    var random = RepeatableGenerator(seed: UInt64(width))
    let dimensions = 48
    let rows = (0..<120).map { number -> [Float] in
      let row = (0..<dimensions).map { _ in random.normal() }
      // Some lie nearly along one direction, so that little is left outside the head.
      return number % 3 == 0 ? row.enumerated().map { $0 == 0 ? 40 : $1 * 1e-4 } : row
    }
    let vectors = try DistinctVectors(Embeddings(rows), model: "")
    let basis = HeadProjection.directions(of: vectors.values, dimensions: dimensions, width: width)
    let head = HeadProjection(vectors.values, dimensions: dimensions, basis: basis, width: width)
    for one in 0..<vectors.count {
      for other in 0..<one {
        let bound = product(head.rows, one, other, head.stride)
        #expect(bound + Double(HeadProjection.margin) >= product(vectors.values, one, other, dimensions))
      }
    }
  }

  @Test func fewDirectionsAreChosenWhenTheyRuleOutMostPairs() throws {
    // Vectors that lie near a few directions, and noise.
    var random = RepeatableGenerator(seed: 4)
    let axes = (0..<6).map { _ in (0..<96).map { _ in random.normal() } }
    let rows = (0..<600).map { _ in
      axes.reduce([Float](repeating: 0, count: 96)) { sum, axis in
        let share = random.normal()
        return zip(sum, axis).map { $0 + share * $1 + 0.05 * random.normal() }
      }
    }
    let vectors = try DistinctVectors(Embeddings(rows), model: "")
    #expect(HeadWidth.choose(vectors, floor: 0.95).stride < 96)
  }

  @Test func directionsAreOrthonormalAlsoWhenVectorsSpanFewer() {
    // All vectors lie in a plane, yet five directions are asked for.
    let values = (0..<50).flatMap { number -> [Float] in [Float(number), 1, 0, 0, 0, 0, 0, 0] }
    let basis = HeadProjection.directions(of: values, dimensions: 8, width: 5)
    for one in 0..<5 {
      for other in 0...one {
        #expect(abs(product(basis, one, other, 8) - (one == other ? 1 : 0)) < 1e-6)
      }
    }
  }

  @Test func theScanFindsEveryPlace() {
    for count in [0, 1, 31, 32, 33, 64, 100, 257] {
      for target in 0..<count {
        var line = [Float](repeating: 0.4, count: count)
        line[target] = 0.5
        var found: [Int] = []
        VectorMath.forEach(in: line, count, atLeast: 0.5) { found.append($0) }
        #expect(found == [target])
      }
    }
  }

  @Test func theInnerProductTakesEveryNumber() {
    for count in [0, 1, 15, 16, 17, 31, 32, 40] {
      let numbers = (0..<count).map { Float($0 + 1) }
      #expect(VectorMath.dot(numbers, numbers, count) == Float(count * (count + 1) * (2 * count + 1) / 6))
    }
  }

  private func product(_ values: [Float], _ one: Int, _ other: Int, _ width: Int) -> Double {
    (0..<width).reduce(0) { $0 + Double(values[one * width + $1]) * Double(values[other * width + $1]) }
  }
}
