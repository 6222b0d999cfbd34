/// Whether two measures grow together in a straight line.
public enum PearsonCorrelation {
  /// Pearson's r (Pearson 1895), computed from deviations, so that large means do no harm.
  ///
  /// nil for fewer than two pairs, and when all values on one side are equal.
  /// - Precondition: both have the same number of values.
  public static func coefficient(_ first: [Double], _ second: [Double]) -> Double? {
    precondition(first.count == second.count, "pairs")
    guard first.count > 1, let left = Summary.mean(first), let right = Summary.mean(second) else {
      return nil
    }
    var (product, leftSquares, rightSquares) = (0.0, 0.0, 0.0)
    for (a, b) in zip(first, second) {
      product += (a - left) * (b - right)
      leftSquares += (a - left) * (a - left)
      rightSquares += (b - right) * (b - right)
    }
    guard leftSquares > 0, rightSquares > 0, first.contains(where: { $0 != first[0] }),
      second.contains(where: { $0 != second[0] })
    else { return nil }
    return max(-1, min(1, product / (leftSquares.squareRoot() * rightSquares.squareRoot())))
  }
}
