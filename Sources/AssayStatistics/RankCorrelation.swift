/// Whether two measures put the same things in the same order.
public enum RankCorrelation {
  /// Spearman's ρ, with the mean of the ranks for ties (Spearman 1904; Kendall 1948): 1 for the same
  /// order, -1 for the opposite.
  ///
  /// nil for fewer than two pairs, and when all values on one side are equal.
  /// - Precondition: both have the same number of values.
  public static func spearman(_ first: [Double], _ second: [Double]) -> Double? {
    precondition(first.count == second.count, "pairs")
    guard first.count > 1 else { return nil }
    let (left, right) = (ranks(first), ranks(second))
    // Ranks, tied or not, always have this mean.
    let mean = Double(first.count + 1) / 2
    var (product, leftSquares, rightSquares) = (0.0, 0.0, 0.0)
    for (a, b) in zip(left, right) {
      product += (a - mean) * (b - mean)
      leftSquares += (a - mean) * (a - mean)
      rightSquares += (b - mean) * (b - mean)
    }
    guard leftSquares > 0, rightSquares > 0 else { return nil }
    return product / (leftSquares * rightSquares).squareRoot()
  }

  /// The rank of each value, 1 for the smallest; equal values share the mean of their ranks.
  public static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var result = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in order[start..<end] { result[place] = Double(start + 1 + end) / 2 }
      start = end
    }
    return result
  }
}
