import AssayModel

/// The one number that a rule compares with a threshold, where it has one: curves are drawn over it.
struct RuleLine: Sendable {
  var name: String
  /// nil: the rule asks for each dimension alone, and the curve is drawn over their mean.
  var threshold: Double?
  private let rule: KeepRule

  init(_ rule: KeepRule) {
    self.rule = rule
    switch rule {
    case .mean(let least): (name, threshold) = ("mean score", least)
    case .weightedMean(_, let least): (name, threshold) = ("weighted mean score", least)
    case .logistic(_, _, let least): (name, threshold) = ("P(accept)", least)
    case .minimums: (name, threshold) = ("mean score", nil)
    }
  }

  /// nil: a score that is asked for is missing.
  func value(_ scores: [String: Double]) -> Double? {
    switch rule {
    case .logistic: return rule.probability(scores)
    case .mean: return Self.mean(scores.filter { !$0.value.isNaN }, weights: nil)
    case .minimums(let minimums):
      return Self.mean(scores, weights: minimums.mapValues { _ in 1 })
    case .weightedMean(let weights, _): return Self.mean(scores, weights: weights)
    }
  }

  /// To nine decimals, as the rule itself compares.
  private static func mean(_ scores: [String: Double], weights: [String: Double]?) -> Double? {
    let weights = weights ?? scores.mapValues { _ in 1 }
    var (sum, total) = (0.0, 0.0)
    for (name, weight) in weights.sorted(by: { $0.key < $1.key }) {
      guard let score = scores[name], !score.isNaN else { return nil }
      sum += weight * score
      total += weight
    }
    return total > 0 ? (sum / total * 1e9).rounded() / 1e9 : nil
  }
}
