/// Chooses how many directions ``HeadProjection`` keeps: few make the matrix product cheap, many leave few pairs to
/// verify. What is left is counted on a sample of the vectors.
enum HeadWidth {
  /// Including the place for the length of the rest: whole registers.
  private static let strides = [16, 24, 32, 48, 64, 96, 128, 192]
  private static let largestSample = 1024
  /// Fewer vectors are multiplied in full: there is nothing to save.
  private static let fewest = 256

  /// Costs for a pair, in nanoseconds on one core: measured, and good enough to choose by.
  private static let columnCost = 0.03
  private static func verificationCost(_ dimensions: Int) -> Double { 60 + 0.25 * Double(dimensions) }

  static func choose(_ vectors: DistinctVectors, floor: Float) -> HeadProjection {
    let dimensions = vectors.dimensions
    let candidates = strides.filter { $0 * 3 <= dimensions * 2 }
    guard vectors.count >= fewest, let widest = candidates.last else {
      return HeadProjection(
        vectors.values, dimensions: dimensions, basis: identity(dimensions), width: dimensions)
    }
    let basis = HeadProjection.directions(of: vectors.values, dimensions: dimensions, width: widest - 1)
    let sample = sample(vectors)
    var best = (cost: Double(dimensions + 1) * columnCost, stride: dimensions + 1)
    for stride in candidates {
      let head = HeadProjection(sample, dimensions: dimensions, basis: basis, width: stride - 1)
      let cost = Double(stride) * columnCost + survivors(head, floor) * verificationCost(dimensions)
      if cost < best.cost { best = (cost, stride) }
    }
    if best.stride > dimensions {
      return HeadProjection(
        vectors.values, dimensions: dimensions, basis: identity(dimensions), width: dimensions)
    }
    return HeadProjection(vectors.values, dimensions: dimensions, basis: basis, width: best.stride - 1)
  }

  private static func sample(_ vectors: DistinctVectors) -> [Float] {
    let size = min(largestSample, vectors.count)
    return (0..<size).flatMap { number in
      let start = number * vectors.count / size * vectors.dimensions
      return vectors.values[start..<(start + vectors.dimensions)]
    }
  }

  /// The share of the sample's pairs that the bound does not rule out.
  private static func survivors(_ head: HeadProjection, _ floor: Float) -> Double {
    let count = head.rows.count / head.stride
    var products = [Float](repeating: 0, count: count * count)
    MatrixProduct.transposed(
      head.rows, rows: count, head.rows, columns: count, depth: head.stride, into: &products)
    // The diagonal always survives.
    let left = products.reduce(0) { $0 + ($1 >= floor - HeadProjection.margin ? 1 : 0) } - count
    return Double(max(0, left)) / Double(count * (count - 1))
  }

  private static func identity(_ dimensions: Int) -> [Float] {
    (0..<(dimensions * dimensions)).map { $0 % (dimensions + 1) == 0 ? 1 : 0 }
  }
}
