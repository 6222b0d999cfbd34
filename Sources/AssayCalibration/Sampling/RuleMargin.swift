import AssayModel
import Foundation

/// How far examples are from a rule's threshold, column by column.
struct RuleMargin {
  /// Over 0 or 0: kept; NaN: a score that the rule asks for is missing. In points of the scale.
  let values: [Float]
  /// So many points are near.
  let near: Float

  private static let rounding = 1e-5

  /// - Parameter width: of the scale, 4 for 1-5.
  init(_ rule: KeepRule, _ population: SamplePopulation, width: Float) {
    func columns(_ weights: [String: Double]) -> [(weight: Double, scores: [Float])]? {
      let found = population.dimensions.compactMap { dimension in
        weights[dimension.name].map { (weight: $0, scores: dimension.scores) }
      }
      return found.count == weights.count ? found : nil
    }
    func sums(_ columns: [(weight: Double, scores: [Float])]) -> [Double] {
      var sums = [Double](repeating: 0, count: population.count)
      for (weight, scores) in columns {
        for index in sums.indices { sums[index] += weight * Double(scores[index]) }
      }
      return sums
    }
    let unknown = [Float](repeating: .nan, count: population.count)
    switch rule {
    case .mean(let least):
      near = width / 8
      values = population.score.map { Float(Double($0) - least + Self.rounding) }
    case .weightedMean(let weights, let least):
      near = width / 8
      let total = weights.values.reduce(0, +)
      values = columns(weights).map { sums($0).map { Float($0 / total - least + Self.rounding) } } ?? unknown
    case .minimums(let minimums):
      near = width / 8
      guard let found = columns(minimums), let first = found.first else {
        values = unknown
        return
      }
      values = population.score.indices.map { index in
        found.reduce(first.scores[index] - Float(first.weight)) { least, column in
          let margin = column.scores[index] - Float(column.weight)
          return margin.isNaN ? .nan : min(least, margin)
        }
      }
    case .logistic(let intercept, let weights, let least):
      // Of a probability.
      near = 0.15
      values =
        columns(weights).map { found in
          sums(found).map { Float(1 / (1 + exp(-(intercept + $0))) - least) }
        } ?? unknown
    }
  }
}
