extension RatingTable {
  /// What the distance between two values means.
  public enum Level: String, Hashable, Sendable, Codable, CaseIterable {
    /// Different or not.
    case nominal
    /// How many ratings lie between them.
    case ordinal
    /// Their difference.
    case interval
  }

  /// Krippendorff's alpha, α = 1 - Dₒ / Dₑ, for any number of raters and with missing ratings (Krippendorff 2011,
  /// "Computing Krippendorff's Alpha-Reliability"): 1 for full agreement, 0 for chance, negative for systematic
  /// disagreement.
  ///
  /// nil when no unit has two ratings, and when all ratings are the same: without variation there is nothing to agree
  /// about.
  public func alpha(_ level: Level) -> Double? {
    let pairable = pairable
    let values = Set(pairable.joined()).sorted()
    guard values.count > 1 else { return nil }
    let size = values.count
    var coincidences = [Double](repeating: 0, count: size * size)
    for unit in pairable {
      let counts = counts(of: values, in: unit)
      let others = Double(unit.count - 1)
      for a in 0..<size where counts[a] > 0 {
        for b in 0..<size {
          coincidences[a * size + b] += counts[a] * (counts[b] - (a == b ? 1 : 0)) / others
        }
      }
    }
    let totals = (0..<size).map { a in (0..<size).reduce(0) { $0 + coincidences[a * size + $1] } }
    let all = totals.reduce(0, +)
    var (observed, expected) = (0.0, 0.0)
    for a in 0..<size {
      for b in (a + 1)..<max(a + 1, size) {
        let distance = Self.squaredDistance(a, b, values, totals, level)
        observed += coincidences[a * size + b] * distance
        expected += totals[a] * totals[b] * distance
      }
    }
    return expected == 0 ? nil : 1 - (all - 1) * observed / expected
  }

  private static func squaredDistance(
    _ a: Int, _ b: Int, _ values: [Double], _ totals: [Double], _ level: Level
  ) -> Double {
    switch level {
    case .nominal: return 1
    case .interval: return (values[a] - values[b]) * (values[a] - values[b])
    case .ordinal:
      let between = totals[a...b].reduce(0, +) - (totals[a] + totals[b]) / 2
      return between * between
    }
  }
}
