import AssayModel
import AssayStatistics

/// Two judges (each with its rule) on the same examples with a human truth.
///
/// ```swift
/// let comparison = JudgeComparison(first: incumbent, firstRule: a, second: candidate, secondRule: b, costRatio: 5)
/// if comparison.decision.isAdoptable { … }
/// ```
public struct JudgeComparison: Sendable {
  /// An example that one keeps and the other drops.
  public struct Difference: Hashable, Sendable {
    public var example: ExampleID
    public var key: String
    public var group: ExampleID
    /// The human verdict.
    public var verdict: Verdict
    public var firstKeeps: Bool
    public var secondKeeps: Bool { !firstKeeps }
    /// Whether the second is right where the first is wrong.
    public var isSecondRight: Bool { (verdict == .accept) == secondKeeps }
  }

  /// The set that both were measured on.
  public let setHash: String
  /// Examples of whom both say something.
  public let n: Int
  public let first: ConfusionMatrix
  public let second: ConfusionMatrix
  public let costRatio: Double
  /// In the order of the examples' numbers.
  public let differences: [Difference]
  /// The cost of an example under the second less that under the first, with a BCa interval; whole groups are drawn. Under
  /// 0: the second costs less.
  public let costDifference: Estimate
  /// Of the exact test on right and wrong.
  public let mcNemar: McNemar
  /// Of the randomisation test on costs, exact where examples stand alone and count the same; groups (duplicates) are
  /// exchanged as a whole.
  public let costPValue: Double
  /// Whether the difference and its test count examples by 1 / inclusion probability, as they do where that is of
  /// use: see ``Swift/Sequence/usableChances``.
  public let isWeighted: Bool
  public let decision: ComparisonDecision

  /// - Parameters:
  ///   - first: rows with the scores of the first judge: the incumbent. What is excluded does not count.
  ///   - second: rows with those of the second; joined by the number of the example.
  ///   - level: under which a p-value supports a difference.
  public init(
    first: [CalibrationRow], firstRule: KeepRule, second: [CalibrationRow], secondRule: KeepRule,
    costRatio: Double = 5, resamples: Int = 20_000, seed: UInt64 = 1, level: Double = 0.05
  ) {
    let pairs = Self.pairs(first, firstRule, second, secondRule)
    var (one, other) = (ConfusionMatrix(), ConfusionMatrix())
    for pair in pairs {
      let isAccepted = pair.row.truth.verdict == .accept
      one.add(accepted: isAccepted, kept: pair.first)
      other.add(accepted: isAccepted, kept: pair.second)
    }
    (self.first, self.second, self.costRatio, n) = (one, other, costRatio, pairs.count)
    setHash = SetHash.of(pairs.map(\.row))
    differences = pairs.filter { $0.first != $0.second }.map { pair in
      Difference(
        example: pair.row.example, key: pair.row.key, group: pair.row.group, verdict: pair.row.truth.verdict,
        firstKeeps: pair.first)
    }
    mcNemar = McNemar(
      onlyFirst: differences.count { !$0.isSecondRight },
      onlySecond: differences.count(where: \.isSecondRight))
    let paired = Self.paired(pairs)
    costDifference = paired.costDifference(ratio: costRatio, resamples: resamples, seed: seed)
    costPValue = paired.costPValue(ratio: costRatio, seed: seed)
    isWeighted = Self.inclusion(pairs) != nil
    decision = Self.decide(
      costDifference: costDifference.value, costPValue: costPValue, mcNemar: mcNemar, level: level,
      needed: Self.needed(paired, mcNemar, costRatio: costRatio, level: level))
  }

  /// Better only when the second costs less and one of the paired tests supports it: that on costs, or that on right and
  /// wrong. With fewer discordant examples than the tests can ever be significant with, it cannot be told.
  ///
  /// - Parameters:
  ///   - costDifference: second less first; nil: nothing was compared.
  ///   - needed: see ``ComparisonDecision/tooFewToTell(needed:)``.
  public static func decide(
    costDifference: Double?, costPValue: Double, mcNemar: McNemar, level: Double = 0.05, needed: Int?
  ) -> ComparisonDecision {
    guard let costDifference, !mcNemar.cannotTell(level: level) else { return .tooFewToTell(needed: needed) }
    let isSecondMoreOftenRight = mcNemar.onlySecond > mcNemar.onlyFirst
    let isTold = mcNemar.pValue < level
    if costDifference < 0 {
      let isSupported = costPValue < level || (isTold && isSecondMoreOftenRight)
      return isSupported ? .better : .tooFewToTell(needed: needed)
    }
    let isFirstMoreOftenRight = mcNemar.onlyFirst > mcNemar.onlySecond
    let isWorse = costDifference > 0 && (costPValue < level || (isTold && isFirstMoreOftenRight))
    return .notBetter(isWorse: isWorse)
  }

  // MARK: Pairs

  private struct Pair {
    var row: CalibrationRow
    var first: Bool
    var second: Bool
  }

  private static func paired(_ pairs: [Pair]) -> PairedVerdicts {
    let accepted = pairs.map { $0.row.truth.verdict == .accept }
    let groups = pairs.map(\.row.group)
    let (first, second) = (pairs.map(\.first), pairs.map(\.second))
    // Groups only where there are some: without them the test is exact.
    return Set(groups).count < groups.count
      ? PairedVerdicts(
        accepted: accepted, first: first, second: second, inclusion: inclusion(pairs), groups: groups)
      : PairedVerdicts(accepted: accepted, first: first, second: second, inclusion: inclusion(pairs))
  }

  private static func inclusion(_ pairs: [Pair]) -> [Double]? { pairs.map(\.row).usableChances }

  /// As many as the test on costs needs, and never fewer than show the discordant ones without which no exact test can tell.
  private static func needed(
    _ paired: PairedVerdicts, _ mcNemar: McNemar, costRatio: Double, level: Double
  ) -> Int? {
    guard mcNemar.discordant > 0, let byCost = paired.examplesNeeded(ratio: costRatio, level: level) else {
      return nil
    }
    let fewest = McNemar.fewestDiscordant(level: level)
    let byCount = (paired.n * fewest + mcNemar.discordant - 1) / mcNemar.discordant
    return max(byCost, byCount)
  }

  private static func pairs(
    _ first: [CalibrationRow], _ firstRule: KeepRule, _ second: [CalibrationRow], _ secondRule: KeepRule
  ) -> [Pair] {
    var others: [ExampleID: CalibrationRow] = [:]
    for row in second where row.exclusion == nil { others[row.example] = row }
    let pairs = first.compactMap { row -> Pair? in
      guard row.exclusion == nil, let other = others[row.example], let one = firstRule.keeps(row.scores),
        let two = secondRule.keeps(other.scores)
      else { return nil }
      return Pair(row: row, first: one, second: two)
    }
    return pairs.sorted { $0.row.example < $1.row.example }
  }
}
