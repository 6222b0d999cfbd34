import AssayCalibration
import AssayModel
import AssayStatistics

/// What a rule does to everything that a judge has scored.
struct PopulationVerdicts: Hashable, Sendable {
  var decided = 0
  var kept = 0

  init(_ population: ScoredPopulation, _ rule: KeepRule) {
    let names = population.scores.keys.sorted()
    let columns = names.map { population.scores[$0] ?? [] }
    var scores: [String: Double] = [:]
    for index in population.examples.indices {
      for (name, column) in zip(names, columns) {
        scores[name] = column[index].isNaN ? nil : Double(column[index])
      }
      guard let keeps = rule.keeps(scores) else { continue }
      decided += 1
      if keeps { kept += 1 }
    }
  }
}

/// The true share of good examples from what the judge kept and from how it errs (Rogan and Gladen 1978), with the BCa
/// bootstrap over the four cells and over what nobody has looked at.
struct CorrectedShares: Hashable, Sendable {
  var good: Estimate
  var amongKept: Estimate

  init(_ matrix: ConfusionMatrix, _ verdicts: PopulationVerdicts, resamples: Int) {
    // What people have judged is part of what was scored; only the rest is drawn besides.
    let restKept = max(0, verdicts.kept - matrix.kept)
    let restDropped = max(0, verdicts.decided - verdicts.kept - matrix.dropped)
    let cells = [
      matrix.truePositives, matrix.falsePositives, matrix.trueNegatives, matrix.falseNegatives, restKept,
      restDropped,
    ]
    let bootstrap = Bootstrap(counts: cells, resamples: max(100, resamples))
    func estimate(_ figure: @escaping (Double, Double, Double) -> Double?) -> Estimate {
      let statistic = { (drawn: [Int]) in Self.value(drawn, figure) }
      return Estimate(
        value: statistic(cells), interval: bootstrap.interval(statistic), n: matrix.count)
    }
    good = estimate { RoganGladen.share(keptShare: $0, truePositiveRate: $1, catchRate: $2) }
    amongKept = estimate { RoganGladen.goodAmongKept(keptShare: $0, truePositiveRate: $1, catchRate: $2) }
  }

  private static func value(_ cells: [Int], _ figure: (Double, Double, Double) -> Double?) -> Double? {
    let drawn = ConfusionMatrix(
      truePositives: cells[0], falsePositives: cells[1], trueNegatives: cells[2], falseNegatives: cells[3])
    let all = drawn.count + cells[4] + cells[5]
    guard all > 0, let positive = drawn.truePositiveRate, let caught = drawn.catchRate else { return nil }
    return figure(Double(drawn.kept + cells[4]) / Double(all), positive, caught)
  }
}
