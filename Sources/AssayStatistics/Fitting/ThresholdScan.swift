/// What every threshold on one score would keep and cost: kept is what scores at least the threshold.
///
/// Equal scores cannot be parted, so m distinct scores make m + 1 cuts, from the one that keeps everything to the one that
/// drops everything. n examples take n log n.
public struct ThresholdScan: Hashable, Sendable {
  /// One way of parting the examples.
  public struct Cut: Hashable, Sendable {
    /// The middle of the scores on either side. Where everything is kept it is the lowest score; where everything is
    /// dropped it lies over the highest, by half of the distance to the next one.
    public var threshold: Double
    public var matrix: WeightedConfusion

    /// For each example; nil without any weight. See ``WeightedConfusion/expectedCost(falsePositive:falseNegative:)``.
    public func cost(ratio: Double = 5) -> Double? { matrix.expectedCost(falsePositive: ratio) }
  }

  /// From the lowest threshold, which keeps everything, to the highest, which drops everything; empty without examples.
  public let cuts: [Cut]
  public let n: Int
  /// The distinct scores, rising: cut i drops what scores at most that of place i - 1.
  private let limits: [Double]

  /// - Parameters:
  ///   - scores: more is better; one for each example.
  ///   - accepted: whether the person accepted it.
  ///   - sampleWeights: not negative, such as 1 / inclusion probability; nil: all the same.
  /// - Precondition: finite scores; an answer, and a weight if any, for each.
  public init(scores: [Double], accepted: [Bool], sampleWeights: [Double]? = nil) {
    precondition(scores.count == accepted.count && scores.allSatisfy(\.isFinite))
    precondition(sampleWeights.map { $0.count == scores.count } ?? true, "a weight for each example")
    n = scores.count
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var matrix = WeightedConfusion()
    for place in scores.indices {
      matrix.add(accepted: accepted[place], kept: true, weight: sampleWeights?[place] ?? 1)
    }
    var cuts = order.first.map { [Cut(threshold: scores[$0], matrix: matrix)] } ?? []
    var dropped = WeightedConfusion()
    var limits: [Double] = []
    var (place, previous) = (0, order.first.map { scores[$0] } ?? 0)
    while place < order.count {
      let score = scores[order[place]]
      while place < order.count, scores[order[place]] == score {
        let example = order[place]
        dropped.add(accepted: accepted[example], kept: false, weight: sampleWeights?[example] ?? 1)
        place += 1
      }
      let next = place < order.count ? scores[order[place]] : score + (score - previous)
      let rest = matrix.without(dropped, isLast: place == order.count)
      cuts.append(Cut(threshold: Self.between(score, next), matrix: rest))
      limits.append(score)
      previous = score
    }
    (self.cuts, self.limits) = (cuts, limits)
  }

  /// The cheapest cut. On equal cost it is the strictest: an example that might be bad is dropped.
  ///
  /// - Parameters:
  ///   - ratio: a bad example kept costs so many good ones dropped.
  ///   - isAllowed: cuts for which it is false are not looked at, such as those that drop more than was planned.
  /// - Returns: nil without examples, or when no cut is allowed.
  public func best(ratio: Double = 5, where isAllowed: (Cut) -> Bool = { _ in true }) -> Cut? {
    var best: (cut: Cut, cost: Double)?
    for cut in cuts where isAllowed(cut) {
      guard let cost = cut.cost(ratio: ratio) else { continue }
      // Sums of weights that should be equal differ by a hair.
      if let found = best, cost > found.cost + 1e-12 * max(1, abs(found.cost)) { continue }
      best = (cut, min(cost, best?.cost ?? cost))
    }
    return best?.cut
  }

  /// The cut that `threshold` makes; nil without examples.
  public func at(_ threshold: Double) -> Cut? {
    guard !cuts.isEmpty else { return nil }
    // A cut is what a threshold makes that lies over the scores below it; where it lies between them does not matter.
    var (low, high) = (0, limits.count)
    while low < high {
      let middle = (low + high) / 2
      if limits[middle] < threshold { low = middle + 1 } else { high = middle }
    }
    return Cut(threshold: threshold, matrix: cuts[low].matrix)
  }

  private static func between(_ low: Double, _ high: Double) -> Double {
    let middle = low + (high - low) / 2
    // Kept is what reaches the threshold, so it must lie over the lower score.
    return middle > low ? middle : max(high, low.nextUp)
  }
}

extension WeightedConfusion {
  /// What is left when the dropped ones, which were all kept before, are dropped.
  fileprivate func without(_ dropped: WeightedConfusion, isLast: Bool) -> WeightedConfusion {
    WeightedConfusion(
      // Exactly nothing is kept in the end, whatever rounding says.
      truePositives: isLast ? 0 : max(0, truePositives - dropped.falseNegatives),
      falsePositives: isLast ? 0 : max(0, falsePositives - dropped.trueNegatives),
      trueNegatives: dropped.trueNegatives, falseNegatives: dropped.falseNegatives)
  }
}
