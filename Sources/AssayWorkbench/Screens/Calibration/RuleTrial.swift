import AssayCalibration
import AssayModel
import AssayStatistics

/// What a rule does to the chosen examples and to everything that the judge has scored.
public struct RuleTrial: Sendable {
  public let rule: KeepRule
  public let outcome: RuleOutcome
  /// As a report says them: duplicates make intervals wider.
  public let rates: VerdictRates
  /// Chosen examples that the judge has scored, but not on everything that the rule looks at.
  public let untold: Int
  /// Mean cost of a chosen example; nil: there is none.
  public let cost: Double?
  public let curve: RuleCurve
  /// For each slider where the cost is lowest while the others stand; nil: nothing to learn from.
  public let optima: [RuleOptimum?]
  /// The catch rate with each example weighed by its chance of being drawn; nil: none was drawn by chance.
  let weightedCatch: WeightedShare?

  public var matrix: ConfusionMatrix { outcome.matrix }

  /// - Parameter learns: whether thresholds may be chosen on these examples; never on test.
  init(_ rule: KeepRule, _ rows: ScoredRows, _ scan: RuleScan, _ subject: RuleSubject, learns: Bool = true) {
    self.rule = rule
    outcome = scan.outcome(of: rule)
    untold = rows.count - outcome.matrix.count
    cost = outcome.matrix.expectedCost(falsePositive: subject.costRatio)
    let margins = rows.margins(rule)
    let told = margins.indices.filter { !margins[$0].isNaN }
    rates = VerdictRates(
      accepted: told.map { rows.isAccepted[$0] }, kept: told.map { margins[$0] >= 0 },
      groups: told.map { rows.group[$0] })
    curve = RuleCurve(margins: margins, isAccepted: rows.isAccepted)
    let sliders = rule.sliders(subject.dimensions)
    optima =
      learns && outcome.matrix.count > 0
      ? sliders.map { RuleOptimum($0, rule, rows, margins, scan, costRatio: subject.costRatio) }
      : sliders.map { _ in nil }
    weightedCatch = Self.weightedCatch(rows, margins)
  }

  private static func weightedCatch(_ rows: ScoredRows, _ margins: [Float]) -> WeightedShare? {
    let drawn = margins.indices.filter {
      !rows.isAccepted[$0] && !margins[$0].isNaN && rows.probability[$0] != nil
    }
    guard !drawn.isEmpty else { return nil }
    return WeightedShare(
      outcomes: drawn.map { margins[$0] < 0 }, inclusion: drawn.map { rows.probability[$0] ?? 1 })
  }
}

/// What a rule is about: the scales of the dimensions and what a mistake costs.
struct RuleSubject: Hashable, Sendable {
  var dimensions: [Dimension]
  var costRatio: Double
}

/// Where a slider stands best, the others staying where they are.
public struct RuleOptimum: Hashable, Sendable {
  public var value: Double
  /// Mean cost of an example there.
  public var cost: Double

  /// More rows than these are not tried weight by weight: a key must be answered within a frame.
  private static let mostTrials = 40_000

  init?(
    _ slider: RuleSlider, _ rule: KeepRule, _ rows: ScoredRows, _ margins: [Float], _ scan: RuleScan,
    costRatio: Double
  ) {
    let costs: [Double]
    if let steps = Self.lastKeptSteps(slider, rule, rows, margins) {
      costs = Self.costs(steps, rows, count: slider.count, costRatio)
    } else if case .weightedMean = rule, rows.count * slider.count <= Self.mostTrials {
      costs = (0..<slider.count).map { step in
        let tried = rule.setting(slider.part, to: slider.value(at: step))
        return scan.matrix(of: tried).expectedCost(falsePositive: costRatio) ?? .infinity
      }
    } else {
      return nil
    }
    guard let lowest = costs.min(), lowest.isFinite else { return nil }
    // Of equally good places the nearest one: nobody is sent away for nothing.
    let here = slider.step
    let best = costs.indices.filter { costs[$0] <= lowest + 1e-12 }.min { abs($0 - here) < abs($1 - here) }
    value = slider.value(at: best ?? here)
    cost = lowest
  }

  /// For each row the last step of the slider at which it is kept, -1: never; nil for a row without the scores. nil:
  /// the slider is a weight, which may turn a row either way.
  private static func lastKeptSteps(
    _ slider: RuleSlider, _ rule: KeepRule, _ rows: ScoredRows, _ margins: [Float]
  ) -> [Int?]? {
    func step(_ value: Double) -> Int {
      let steps = (value - slider.range.lowerBound) * Double(slider.perUnit)
      // A hair for what single precision has lost.
      return max(-1, Int(min(Double(slider.count), steps + 1e-3).rounded(.down)))
    }
    switch (rule, slider.part) {
    case (.minimums(let minimums), .dimension(let name)):
      var others = minimums
      others[name] = nil
      let rest = rows.margins(.minimums(others))
      guard let scores = rows.scores[name] else { return nil }
      return scores.indices.map { index in
        margins[index].isNaN ? nil : rest[index] >= 0 ? step(Double(scores[index])) : -1
      }
    case (.mean(let least), .threshold), (.weightedMean(_, let least), .threshold):
      return margins.map { $0.isNaN ? nil : step(Double($0) + least) }
    case (.logistic(let intercept, let weights, _), .threshold):
      // Where half is the cut, the margin is the log odds themselves.
      let odds = rows.margins(.logistic(intercept: intercept, weights: weights, atLeast: 0.5))
      return odds.map { $0.isNaN ? nil : step(RuleCurve.share(ofLogOdds: Double($0))) }
    default: return nil
    }
  }

  private static func costs(_ steps: [Int?], _ rows: ScoredRows, count: Int, _ costRatio: Double) -> [Double]
  {
    var (good, bad) = ([Int](repeating: 0, count: count), [Int](repeating: 0, count: count))
    var (n, accepted) = (0, 0)
    for (index, step) in steps.enumerated() {
      guard let step else { continue }
      n += 1
      if rows.isAccepted[index] { accepted += 1 }
      guard step >= 0 else { continue }
      if rows.isAccepted[index] { good[min(step, count - 1)] += 1 } else { bad[min(step, count - 1)] += 1 }
    }
    guard n > 0 else { return [] }
    var (keptGood, keptBad) = (0, 0)
    var costs = [Double](repeating: 0, count: count)
    for step in (0..<count).reversed() {
      keptGood += good[step]
      keptBad += bad[step]
      costs[step] = (costRatio * Double(keptBad) + Double(accepted - keptGood)) / Double(n)
    }
    return costs
  }
}
