/// How a score parts accepted from rejected examples at every threshold: the receiver operating characteristic and the
/// precision-recall curve, with the areas under them.
///
/// Equal scores make one point, since no threshold can part them; so the order in which examples were given never matters.
/// Positive means accepted and kept, for scores where more is better.
public struct RankCurves: Hashable, Sendable {
  /// What keeping all that score at least `threshold` gives.
  public struct Point: Hashable, Sendable {
    /// A score that occurs; nil: over all of them, so that nothing is kept.
    public var threshold: Double?
    public var matrix: WeightedConfusion

    /// Kept among the rejected, 1 - catch rate: the x of the ROC curve; nil when none was rejected.
    public var falsePositiveRate: Double? {
      matrix.rejected > 0 ? matrix.falsePositives / matrix.rejected : nil
    }
    /// Kept among the accepted: the y of the ROC curve, the x of the precision-recall curve; nil when none was accepted.
    public var truePositiveRate: Double? { matrix.truePositiveRate }
    /// Accepted among the kept: the y of the precision-recall curve; nil where nothing is kept.
    public var precision: Double? { matrix.precision }
  }

  /// From the strictest, which keeps nothing, to the one that keeps everything; empty without examples.
  public let points: [Point]
  public let n: Int
  /// The area under the ROC curve by trapezoids: the chance that an accepted example scores higher than a rejected one, a
  /// tie counting half (Mann and Whitney 1947; Hanley and McNeil 1982). nil unless some were accepted and some rejected.
  public let areaUnderROC: Double?
  /// Average precision, Σ (Rᵢ - Rᵢ₋₁) Pᵢ, the area under the precision-recall curve in steps, without interpolation, which
  /// would flatter (Davis and Goadrich 2006). A score that tells nothing has the accepted share. nil when none was accepted.
  public let averagePrecision: Double?
  let scores: [Double]
  let accepted: [Bool]
  let weights: [Double]

  /// - Parameters:
  ///   - scores: more is better; one for each example.
  ///   - accepted: by the person.
  ///   - sampleWeights: over 0, such as 1 / inclusion probability; nil: all the same.
  /// - Precondition: no score is NaN; as many of each.
  public init(scores: [Double], accepted: [Bool], sampleWeights: [Double]? = nil) {
    precondition(scores.count == accepted.count && !scores.contains { $0.isNaN })
    precondition(sampleWeights.map { $0.count == scores.count && $0.allSatisfy { $0 > 0 } } ?? true)
    let weights = sampleWeights ?? Array(repeating: 1, count: scores.count)
    (self.scores, self.accepted, self.weights, n) = (scores, accepted, weights, scores.count)
    points = Self.points(scores, accepted, weights)
    var (area, precision) = (0.0, 0.0)
    for (before, point) in zip(points, points.dropFirst()) {
      let (old, new) = (before.matrix, point.matrix)
      area += (new.falsePositives - old.falsePositives) * (new.truePositives + old.truePositives) / 2
      precision += (new.truePositives - old.truePositives) * (point.precision ?? 0)
    }
    let (good, bad) = points.last.map { ($0.matrix.accepted, $0.matrix.rejected) } ?? (0, 0)
    areaUnderROC = good > 0 && bad > 0 ? area / good / bad : nil
    averagePrecision = good > 0 ? precision / good : nil
  }

  private static func points(_ scores: [Double], _ accepted: [Bool], _ weights: [Double]) -> [Point] {
    guard !scores.isEmpty else { return [] }
    var (good, bad) = (0.0, 0.0)
    for (isGood, weight) in zip(accepted, weights) {
      if isGood { good += weight } else { bad += weight }
    }
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    var points = [
      Point(threshold: nil, matrix: WeightedConfusion(trueNegatives: bad, falseNegatives: good))
    ]
    var (keptGood, keptBad, place) = (0.0, 0.0, 0)
    while place < order.count {
      let score = scores[order[place]]
      while place < order.count, scores[order[place]] == score {
        let example = order[place]
        if accepted[example] { keptGood += weights[example] } else { keptBad += weights[example] }
        place += 1
      }
      // In the end everything is kept, whatever rounding says.
      let isLast = place == order.count
      points.append(
        Point(
          threshold: score,
          matrix: WeightedConfusion(
            truePositives: isLast ? good : keptGood, falsePositives: isLast ? bad : keptBad,
            trueNegatives: isLast ? 0 : max(0, bad - keptBad),
            falseNegatives: isLast ? 0 : max(0, good - keptGood))))
    }
    return points
  }
}
