#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What makes of a judge's scores a keep or a drop. More score never turns a keep into a drop.
public enum KeepRule: Hashable, Sendable, Codable {
  /// The mean of all dimensions that were scored is at least this.
  case mean(atLeast: Double)
  /// Σ w s / Σ w over the named dimensions is at least this; every one of them must be there. Weights are positive.
  case weightedMean(weights: [String: Double], atLeast: Double)
  /// Every named dimension is at least this.
  case minimums([String: Double])
  /// P(accept) = 1 / (1 + exp(-(intercept + Σ w s))) is at least this; no weight is negative.
  case logistic(intercept: Double, weights: [String: Double], atLeast: Double)

  /// The dimensions that it looks at, in alphabetical order; empty: all that there are.
  public var dimensions: [String] {
    switch self {
    case .mean: []
    case .weightedMean(let weights, _), .logistic(_, let weights, _): weights.keys.sorted()
    case .minimums(let minimums): minimums.keys.sorted()
    }
  }

  /// Whether the judge keeps an example with these scores; nil when a score that is asked for is missing.
  public func keeps(_ scores: [String: Double]) -> Bool? {
    switch self {
    case .mean(let least): return Self.mean(scores).map { $0 >= least }
    case .weightedMean(let weights, let least):
      let total = weights.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
      guard total > 0, let sum = Self.sum(scores, weights) else { return nil }
      return Self.rounded(sum / total) >= least
    case .minimums(let minimums):
      guard minimums.keys.allSatisfy({ scores[$0]?.isNaN == false }) else { return nil }
      return minimums.allSatisfy { scores[$0.key, default: -.infinity] >= $0.value }
    case .logistic(_, _, let least): return probability(scores).map { $0 >= least }
    }
  }

  /// P(accept) where the rule has one; nil for the others and when a score is missing.
  public func probability(_ scores: [String: Double]) -> Double? {
    guard case .logistic(let intercept, let weights, _) = self, let sum = Self.sum(scores, weights) else {
      return nil
    }
    return 1 / (1 + exp(-(intercept + sum)))
  }

  private static func mean(_ scores: [String: Double]) -> Double? {
    let values = scores.sorted { $0.key < $1.key }.map(\.value).filter { !$0.isNaN }
    return values.isEmpty ? nil : rounded(values.reduce(0, +) / Double(values.count))
  }

  /// In the order of the names, so that the result does not depend on that of a dictionary.
  private static func sum(_ scores: [String: Double], _ weights: [String: Double]) -> Double? {
    var sum = 0.0
    for (name, weight) in weights.sorted(by: { $0.key < $1.key }) {
      guard let score = scores[name], !score.isNaN else { return nil }
      sum += weight * score
    }
    return sum
  }

  /// To nine decimals, so that 4.333… three times and 3 make 4.
  private static func rounded(_ value: Double) -> Double { (value * 1e9).rounded() / 1e9 }
}

/// A rule for one judge version. Rules are never changed: another one is a new version, and the newest holds.
public struct KeepRuleVersion: Hashable, Sendable, Codable {
  public var id: Int64
  public var judge: JudgeID
  public var rule: KeepRule
  /// A reviewer, or "tuner".
  public var author: String
  /// Milliseconds since 1970.
  public var at: Int64
  /// Why: "lowest expected cost on dev (n = 40)".
  public var note: String?
  public init(id: Int64, judge: JudgeID, rule: KeepRule, author: String, at: Int64, note: String? = nil) {
    self.id = id
    self.judge = judge
    self.rule = rule
    self.author = author
    self.at = at
    self.note = note
  }
}
