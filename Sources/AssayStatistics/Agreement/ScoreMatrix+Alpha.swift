extension ScoreMatrix {
  /// Krippendorff's alpha of the two raters (Krippendorff 2011), the same as ``RatingTable/alpha(_:)`` of the single pairs,
  /// in a time that does not grow with their number.
  ///
  /// nil when there is no pair, and when all scores are the same.
  public func alpha(_ level: RatingTable.Level) -> Double? {
    let size = categories
    let totals = zip(rowSums, columnSums).map { Double($0 + $1) }
    let all = totals.reduce(0, +)
    // Both orders of each pair: the coincidences of two values are those of the matrix and of its mirror image.
    var (observed, expected, upTo) = (0.0, 0.0, totals)
    for place in 1..<max(1, size) { upTo[place] += upTo[place - 1] }
    for a in 0..<size where totals[a] > 0 {
      for b in (a + 1)..<max(a + 1, size) where totals[b] > 0 {
        let distance: Double
        switch level {
        case .nominal: distance = 1
        case .interval: distance = Double(b - a)
        case .ordinal: distance = upTo[b] - upTo[a] + (totals[a] - totals[b]) / 2
        }
        observed += Double(self[a, b] + self[b, a]) * distance * distance
        expected += totals[a] * totals[b] * distance * distance
      }
    }
    return expected == 0 ? nil : 1 - (all - 1) * observed / expected
  }
}
