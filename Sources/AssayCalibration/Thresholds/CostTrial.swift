import AssayModel
import AssayStatistics

/// What rules cost on rows that they were not fitted on.
struct CostTrial {
  let fitter: RuleFitter
  private let foldings: [CrossValidation]

  init(fitter: RuleFitter, folds: Int, repeats: Int, seed: UInt64) {
    self.fitter = fitter
    let sample = fitter.sample
    foldings = (0..<repeats).compactMap { round in
      CrossValidation(
        folds: folds, groups: sample.groups, strata: sample.isAccepted, seed: seed &+ UInt64(round) &* 1_000)
    }
  }

  /// Row by row, without weights; nil when the rule says nothing of some row, so that it cannot be compared.
  func costs(of rule: KeepRule) -> [Double]? {
    let form = RuleForm(rule, dimensions: fitter.sample.dimensions)
    return costs(of: form, on: Array(fitter.sample.indices))
  }

  /// Row by row the mean over all repeats, each from a rule that was fitted without the row's fold; nil when one could
  /// not be fitted.
  func costs(of family: ThresholdChoice.Family) -> [Double]? {
    guard !foldings.isEmpty else { return nil }
    var sums = [Double](repeating: 0, count: fitter.sample.rows.count)
    for folding in foldings {
      for fold in 0..<folding.folds {
        let held = folding.heldOut(in: fold)
        if held.isEmpty { continue }
        guard let rule = fitter.fit(family, on: folding.training(without: fold)) else { return nil }
        let form = RuleForm(rule, dimensions: fitter.sample.dimensions)
        guard let costs = costs(of: form, on: held) else { return nil }
        for (row, cost) in zip(held, costs) { sums[row] += cost }
      }
    }
    return sums.map { $0 / Double(foldings.count) }
  }

  private func costs(of form: RuleForm, on rows: [Int]) -> [Double]? {
    var costs: [Double] = []
    for row in rows {
      let keeps = fitter.sample.scores[row].withUnsafeBufferPointer(form.keeps)
      guard let keeps else { return nil }
      costs.append(fitter.sample.plainCost(row, keeps: keeps, ratio: fitter.costRatio))
    }
    return costs
  }

  /// Of an example; nil without rows.
  var costOfDroppingAll: Double? {
    let sample = fitter.sample
    return mean(sample.indices.map { sample.plainCost($0, keeps: false, ratio: fitter.costRatio) }).value
  }

  /// The mean with its interval, weighted where that is of use and over groups: as a report has it.
  func estimate(_ costs: [Double]) -> Estimate { mean(costs).estimate() }

  private func mean(_ costs: [Double]) -> MeanCost {
    MeanCost(costs, inclusion: fitter.sample.inclusion, groups: fitter.sample.groups)
  }

  /// The simplest candidate whose cost is over the cheapest one's by no more than the standard error of their paired
  /// difference.
  func simplest(
    _ candidates: [ThresholdChoice.Candidate], _ costs: [ThresholdChoice.Family: [Double]]
  ) -> ThresholdChoice.Candidate? {
    func cost(_ candidate: ThresholdChoice.Candidate) -> Double { candidate.cost.value ?? .infinity }
    guard let cheapest = candidates.min(by: { cost($0) < cost($1) }), let best = costs[cheapest.family] else {
      return nil
    }
    return candidates.first { candidate in
      guard let own = costs[candidate.family] else { return false }
      let differences = mean(zip(own, best).map { $0 - $1 })
      return (differences.value ?? 0) <= differences.standardError + 1e-12
    }
  }
}
