/// How well a score tells true from false: things with a truth, ordered by their scores.
///
/// The measures that weigh all thresholds look at the order of the scores alone. Equal scores are always taken
/// together, since no threshold can part them; so the order in which things were given never matters.
public struct RankedRetrieval: Hashable, Sendable {
  /// All things with the same score.
  private struct Step: Hashable, Sendable {
    var score: Double
    /// So far, from the highest score down to this one.
    var positives: Int
    var flagged: Int
  }

  /// From the highest score to the lowest.
  private let steps: [Step]
  /// The number of things.
  public let n: Int
  /// How many of them are true.
  public let positives: Int

  /// - Precondition: as many truths as scores; no score is NaN.
  public init(scores: [Double], truths: [Bool]) {
    precondition(scores.count == truths.count, "a truth for each score")
    precondition(!scores.contains { $0.isNaN }, "scores are numbers")
    var steps: [Step] = []
    var (found, flagged) = (0, 0)
    for place in scores.indices.sorted(by: { scores[$0] > scores[$1] }) {
      if truths[place] { found += 1 }
      flagged += 1
      let step = Step(score: scores[place], positives: found, flagged: flagged)
      if steps.last?.score == step.score { steps[steps.count - 1] = step } else { steps.append(step) }
    }
    self.steps = steps
    n = flagged
    positives = found
  }

  /// Average precision: Σ (Rᵢ - Rᵢ₋₁) Pᵢ over the distinct scores from the highest down, where Pᵢ and Rᵢ are precision
  /// and recall of all that score at least as high (Buckley and Voorhees 2000; without interpolation, and with equal
  /// scores as one step, as scikit-learn's `average_precision_score` does). A random order has the share of
  /// true things as its expectation.
  ///
  /// nil when nothing is true.
  public var averagePrecision: Double? {
    guard positives > 0 else { return nil }
    var (sum, before) = (0.0, 0)
    for step in steps {
      sum += Double(step.positives - before) * Double(step.positives) / Double(step.flagged)
      before = step.positives
    }
    return sum / Double(positives)
  }

  /// The area under the receiver operating characteristic: the chance that a true thing scores higher than a false
  /// one, a tie counting half (the U of Mann and Whitney 1947 over the number of pairs; Hanley and McNeil 1982).
  ///
  /// nil unless there are both true and false things.
  public var areaUnderCurve: Double? {
    let negatives = n - positives
    guard positives > 0, negatives > 0 else { return nil }
    var (pairs, positivesAbove, flaggedAbove) = (0.0, 0, 0)
    for step in steps {
      let falseHere = Double(step.flagged - flaggedAbove - (step.positives - positivesAbove))
      let trueHere = Double(step.positives - positivesAbove)
      pairs += falseHere * (Double(positivesAbove) + trueHere / 2)
      (positivesAbove, flaggedAbove) = (step.positives, step.flagged)
    }
    return pairs / Double(positives) / Double(negatives)
  }

  /// What a threshold flags: all that score at or above it.
  public func at(_ threshold: Double) -> Flagged {
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].score >= threshold { low = middle + 1 } else { high = middle }
    }
    let step = low == 0 ? nil : steps[low - 1]
    return Flagged(
      threshold: threshold, truePositives: step?.positives ?? 0, flagged: step?.flagged ?? 0,
      positives: positives, n: n)
  }

  /// The distinct scores, from the highest to the lowest: all thresholds that differ in what they flag.
  public var thresholds: [Double] { steps.map(\.score) }

  /// The highest threshold with the greatest F₁; nil when nothing is true.
  public var bestThreshold: Flagged? {
    guard positives > 0 else { return nil }
    // F₁ is 2 TP / (flagged + positives).
    var best: Step?
    for step in steps {
      guard let current = best else {
        best = step
        continue
      }
      // Compared as fractions of whole numbers, so that rounding makes no difference.
      if step.positives * (current.flagged + positives) > current.positives * (step.flagged + positives) {
        best = step
      }
    }
    return best.map { at($0.score) }
  }
}
