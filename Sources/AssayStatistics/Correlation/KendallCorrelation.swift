extension RankCorrelation {
  /// Kendall's τ-b, which takes ties on either side into account (Kendall 1945): (C - D) / √((P - T₁)(P - T₂)), with C
  /// and D the concordant and discordant pairs, P all pairs and T₁, T₂ those tied on one side. In n log n by counting
  /// the exchanges of a merge sort (Knight 1966).
  ///
  /// nil for fewer than two pairs, and when all values on one side are equal.
  /// - Precondition: both have the same number of values; no value is NaN.
  public static func kendall(_ first: [Double], _ second: [Double]) -> Double? {
    precondition(first.count == second.count, "pairs")
    let order = first.indices.sorted {
      first[$0] != first[$1] ? first[$0] < first[$1] : second[$0] < second[$1]
    }
    let (left, right) = (order.map { first[$0] }, order.map { second[$0] })
    let pairs = pairCount(order.count)
    let leftTies = tiedPairs(order.count) { left[$0] == left[$1] }
    let bothTies = tiedPairs(order.count) { left[$0] == left[$1] && right[$0] == right[$1] }
    var sorted = right
    var scratch = right
    let discordant = sort(&sorted, 0..<sorted.count, &scratch)
    let rightTies = tiedPairs(sorted.count) { sorted[$0] == sorted[$1] }
    guard leftTies < pairs, rightTies < pairs else { return nil }
    let difference = pairs - leftTies - rightTies + bothTies - 2 * discordant
    let size = Double(pairs - leftTies).squareRoot() * Double(pairs - rightTies).squareRoot()
    return Double(difference) / size
  }

  private static func pairCount(_ n: Int) -> Int { n * (n - 1) / 2 }

  /// The pairs inside the runs of neighbours that are the same.
  private static func tiedPairs(_ count: Int, isSame: (Int, Int) -> Bool) -> Int {
    var (pairs, start) = (0, 0)
    while start < count {
      var end = start + 1
      while end < count, isSame(start, end) { end += 1 }
      pairs += pairCount(end - start)
      start = end
    }
    return pairs
  }

  /// Sorts and returns how many pairs stood in the wrong order.
  private static func sort(_ values: inout [Double], _ range: Range<Int>, _ scratch: inout [Double]) -> Int {
    guard range.count > 1 else { return 0 }
    let middle = range.lowerBound + range.count / 2
    var exchanges =
      sort(&values, range.lowerBound..<middle, &scratch) + sort(&values, middle..<range.upperBound, &scratch)
    var (low, high) = (range.lowerBound, middle)
    for place in range {
      if high == range.upperBound || (low < middle && values[low] <= values[high]) {
        scratch[place] = values[low]
        low += 1
      } else {
        scratch[place] = values[high]
        high += 1
        exchanges += middle - low
      }
    }
    for place in range { values[place] = scratch[place] }
    return exchanges
  }
}
