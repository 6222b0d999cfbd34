import AssayModel
import AssayStatistics

/// How far people agree with each other: the ceiling for a judge, which can hardly agree with people more than they do among
/// themselves. What counts is everybody's own last word; rulings are nobody's first.
public struct PeopleAgreement: Hashable, Sendable {
  /// Two people on what both have decided.
  public struct Pair: Hashable, Sendable {
    public var first: String
    public var second: String
    public var figures: AgreementFigures
  }

  /// Agreement of scores on one dimension.
  public struct Dimension: Hashable, Sendable {
    public var name: String
    /// Krippendorff's alpha, distances by ranks.
    public var ordinal: Estimate
    /// Krippendorff's alpha, distances by scores.
    public var interval: Estimate
    /// The share of pairs of scores on one example that are the same; nil: there are none.
    public var exactAgreement: Double?
  }

  /// Everybody who has given a verdict, in alphabetical order.
  public var reviewers: [String] = []
  /// All pairs, in alphabetical order.
  public var pairs: [Pair] = []
  /// Krippendorff's alpha of the verdicts over all people at once; `n` counts examples with two verdicts or more.
  public var alpha: Estimate
  /// The share of pairs of verdicts on one example that are the same; nil: there are none.
  public var agreement: Double?
  /// The share of accepts among all verdicts on those examples; nil: there are none.
  public var acceptRate: Double?
  /// In alphabetical order, those that two people have scored on one example.
  public var dimensions: [Dimension] = []
  /// Examples on which people differ and nobody has ruled.
  public var conflicts: Int
  /// Examples on which somebody has ruled.
  public var ruled: Int

  /// - Parameters:
  ///   - isLeftOut: examples that are no data (probes, repeats).
  ///   - resamples: of each bootstrap.
  public init(
    _ log: DecisionLog, isLeftOut: (ExampleID) -> Bool = { _ in false }, resamples: Int = 2_000,
    seed: UInt64 = 1
  ) {
    let opinions = log.examples.filter { !isLeftOut($0) }.map { log.opinions(on: $0) }
    let verdicts = opinions.map { $0.compactMapValues(\.verdict) }
    reviewers = Set(verdicts.flatMap(\.keys)).sorted()
    for (index, first) in reviewers.enumerated() {
      for second in reviewers[(index + 1)...] {
        let common = verdicts.compactMap { words in
          words[first].flatMap { one in words[second].map { (one, $0) } }
        }
        pairs.append(
          Pair(
            first: first, second: second,
            figures: AgreementFigures(common, resamples: resamples, seed: seed)))
      }
    }
    let units = verdicts.map { words in words.values.map { $0 == .accept ? 1.0 : 0 } }
    alpha = AlphaEstimate(units: units, level: .nominal).estimate(resamples: resamples, seed: seed)
    agreement = Self.sameShare(units)
    let common = units.filter { $0.count > 1 }.joined()
    acceptRate = common.isEmpty ? nil : common.reduce(0, +) / Double(common.count)
    dimensions = Self.dimensions(opinions, resamples, seed)
    let counted = log.examples.filter { !isLeftOut($0) }
    conflicts = counted.count { log.isDisputed($0) }
    ruled = counted.count { log.ruling(on: $0) != nil }
  }

  private static func dimensions(
    _ opinions: [[String: ReviewerOpinion]], _ resamples: Int, _ seed: UInt64
  ) -> [Dimension] {
    let names = Set(opinions.flatMap { $0.values.flatMap(\.scores.keys) }).sorted()
    return names.compactMap { name in
      let units = opinions.map { $0.values.compactMap { $0.scores[name] } }
      guard units.contains(where: { $0.count > 1 }) else { return nil }
      func alpha(_ level: RatingTable.Level) -> Estimate {
        AlphaEstimate(units: units, level: level).estimate(resamples: resamples, seed: seed)
      }
      return Dimension(
        name: name, ordinal: alpha(.ordinal), interval: alpha(.interval), exactAgreement: sameShare(units))
    }
  }

  /// Of all pairs of ratings of one unit those that are the same.
  private static func sameShare(_ units: [[Double]]) -> Double? {
    var (same, all) = (0, 0)
    for unit in units {
      all += unit.count * (unit.count - 1) / 2
      for count in Dictionary(grouping: unit, by: \.self).values.map(\.count) {
        same += count * (count - 1) / 2
      }
    }
    return all == 0 ? nil : Double(same) / Double(all)
  }
}
