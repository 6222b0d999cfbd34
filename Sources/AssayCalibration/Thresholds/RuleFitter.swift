import AssayModel
import AssayStatistics

/// Fits keep rules of each family to some of the rows of a sample. One that keeps nothing is no rule, however cheap that
/// would be where bad ones are dear and the judge does not tell them from good ones.
struct RuleFitter {
  let sample: RuleSample
  /// A bad example kept costs so many good ones dropped.
  let costRatio: Double

  /// - Parameter places: the rows to learn from.
  /// - Returns: nil where the family cannot be fitted: no rows, or for those that need both, rows of one verdict only.
  func fit(_ family: ThresholdChoice.Family, on places: [Int]) -> KeepRule? {
    guard !places.isEmpty, !sample.dimensions.isEmpty else { return nil }
    switch family {
    case .incumbent: return nil
    case .mean: return meanRule(places)
    // With one dimension these would be the threshold on the mean again.
    case .minimums: return sample.dimensions.count > 1 ? minimumRule(places) : nil
    case .weightedMean: return sample.dimensions.count > 1 ? weightedRule(places) : nil
    case .logistic: return logisticRule(places)
    }
  }

  private func meanRule(_ places: [Int]) -> KeepRule? {
    let count = Double(sample.dimensions.count)
    return threshold(places) { $0.reduce(0, +) / count }.map { .mean(atLeast: $0) }
  }

  private func minimumRule(_ places: [Int]) -> KeepRule? {
    guard places.contains(where: { sample.isAccepted[$0] }) else { return nil }
    let minimums = MinimumSearch(sample, places, ratio: costRatio).best()
    let named = zip(sample.dimensions, minimums).filter { $0.1.isFinite }
    return .minimums(Dictionary(uniqueKeysWithValues: named))
  }

  /// The weights of the logistic model, which says how much each dimension tells, and the cheapest cut of their mean.
  private func weightedRule(_ places: [Int]) -> KeepRule? {
    guard let fit = logistic(places) else { return nil }
    let total = fit.weights.reduce(0, +)
    guard total > 0 else { return nil }
    let weights = fit.weights.map { ($0 / total * 100).rounded() / 100 }
    let sum = weights.reduce(0, +)
    guard sum > 0,
      let least = threshold(places, { zip($0, weights).reduce(0) { $0 + $1.0 * $1.1 } / sum })
    else { return nil }
    return .weightedMean(weights: named(weights), atLeast: least)
  }

  /// Kept from the probability on from which keeping is the cheaper error, c / (c + 1) (Elkan 2001).
  private func logisticRule(_ places: [Int]) -> KeepRule? {
    guard let fit = logistic(places), fit.weights.contains(where: { $0 > 0 }) else { return nil }
    let least = costRatio / (costRatio + 1)
    return .logistic(
      intercept: rounded(fit.intercept), weights: named(fit.weights.map(rounded)), atLeast: rounded(least))
  }

  private func logistic(_ places: [Int]) -> LogisticFit? {
    LogisticFit(
      inputs: places.map { sample.scores[$0] }, accepted: places.map { sample.isAccepted[$0] },
      sampleWeights: sample.isWeighted ? places.map { sample.weights[$0] } : nil, ridge: 1)
  }

  /// Dimensions of weight 0 are not named: the rule does without their scores.
  private func named(_ weights: [Double]) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: zip(sample.dimensions, weights).filter { $0.1 > 0 })
  }

  private func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }

  /// The cheapest cut of a score, with as few decimals as part the same rows.
  private func threshold(_ places: [Int], _ score: ([Double]) -> Double) -> Double? {
    // As rules round, so that scores that are equal to them are equal here.
    let scores = places.map { (score(sample.scores[$0]) * 1e9).rounded() / 1e9 }
    let scan = ThresholdScan(
      scores: scores, accepted: places.map { sample.isAccepted[$0] },
      sampleWeights: sample.isWeighted ? places.map { sample.weights[$0] } : nil)
    guard let cut = scan.best(ratio: costRatio, where: { $0.matrix.kept > 0 }) else { return nil }
    let below = scores.filter { $0 < cut.threshold }.max()
    let above = scores.filter { $0 >= cut.threshold }.min()
    guard let below else { return cut.threshold }
    return RoundNumber.between(below, above ?? cut.threshold)
  }
}
