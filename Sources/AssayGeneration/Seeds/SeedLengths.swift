import AssayStatistics

/// How long the seeds' texts are.
public struct SeedLengths: Hashable, Sendable, Codable {
  public var field: String
  /// "words", or "characters" in scripts without spaces.
  public var unit: String
  public var n: Int
  public var shortest: Int
  public var median: Double
  public var mean: Double
  public var longest: Int
  /// Of a sample: divided by n - 1; nil for one text.
  public var standardDeviation: Double?

  /// nil: no text.
  init?(_ field: SeedField) {
    let lengths = field.entries.map { Double($0.words.count) }
    guard let median = Summary.median(lengths), let mean = Summary.mean(lengths) else { return nil }
    self.field = field.name
    unit = field.countsCharacters ? "characters" : "words"
    n = lengths.count
    shortest = Int(lengths.min() ?? 0)
    longest = Int(lengths.max() ?? 0)
    self.median = median
    self.mean = mean
    if lengths.count > 1 {
      let squares = lengths.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      standardDeviation = (squares / Double(lengths.count - 1)).squareRoot()
    }
  }

  func findings(_ field: SeedField) -> [SeedFinding] {
    guard let standardDeviation, longest > 0 else { return [] }
    // The longest under twice the shortest, or a spread under three tenths of the mean.
    guard longest <= 2 * shortest || standardDeviation < 0.3 * mean else { return [] }
    let middle = median == median.rounded() ? String(Int(median)) : String(median)
    let text =
      shortest == longest
      ? "all have \(longest) \(unit)"
      : "all have between \(shortest) and \(longest) \(unit) (median \(middle))"
    return [
      SeedFinding(
        "same-length", .notable, field.prefix + text,
        advice:
          "What is generated will be as long: add some much shorter and some much longer, as real ones are.",
        count: n, of: n)
    ]
  }
}
