extension RankCurves {
  /// ``areaUnderROC`` with the interval of DeLong, DeLong and Clarke-Pearson (1988), cut to 0...1.
  ///
  /// Where the scores part the classes fully the variance is 0 and says nothing; then it is the score interval with Hanley and
  /// McNeil's variance (Newcombe 2006, "Confidence intervals for an effect size measure based on the Mann-Whitney statistic",
  /// part 2, method 5). With unequal weights the variance is linearised, and equals DeLong's for equal ones; with groups the
  /// deviations of a group are added before they are squared (Obuchowski 1997).
  ///
  /// - Parameter groups: of each example; nil: examples stand alone.
  /// - Returns: nil values unless some were accepted and some rejected; no interval unless there are two of each.
  public func areaEstimate<Group: Hashable>(
    confidence: Double = 0.95, groups: [Group]? = [Int]?.none
  ) -> Estimate {
    precondition(confidence > 0 && confidence < 1)
    precondition(groups.map { $0.count == n } ?? true, "a group for each example")
    let (good, bad) = (accepted.count { $0 }, accepted.count { !$0 })
    guard let area = areaUnderROC, good > 1, bad > 1 else {
      return Estimate(value: areaUnderROC, interval: nil, n: n)
    }
    let z = NormalDistribution.quantile(1 - (1 - confidence) / 2)
    let variance = variance(of: area, groups.map { Numbering($0) })
    let interval =
      variance > 1e-18
      ? Interval(
        lower: max(0, area - z * variance.squareRoot()), upper: min(1, area + z * variance.squareRoot()))
      : Self.scoreInterval(area, good, bad, z)
    return Estimate(value: area, interval: interval, n: n)
  }

  /// Of the area: the sum over the groups of (Σ w (V - A) / W)² with W the weight of the example's class and V the share of
  /// the other class that it is on the right side of, each class times m / (m - 1).
  private func variance(of area: Double, _ groups: Numbering?) -> Double {
    guard let whole = points.last?.matrix else { return 0 }
    let (good, bad) = (Double(accepted.count { $0 }), Double(accepted.count { !$0 }))
    let corrections = ((good / (good - 1)).squareRoot(), (bad / (bad - 1)).squareRoot())
    let shares = rightSides()
    var deviations = [Double](repeating: 0, count: groups?.count ?? n)
    for place in scores.indices {
      guard let share = shares[scores[place]] else { continue }
      deviations[groups?.of[place] ?? place] +=
        weights[place]
        * (accepted[place]
          ? (share.rejectedBelow - area) / whole.accepted * corrections.0
          : (share.acceptedAbove - area) / whole.rejected * corrections.1)
    }
    return deviations.reduce(0) { $0 + $1 * $1 }
  }

  /// For each score the share of the rejected that score less and of the accepted that score more; ties half.
  private func rightSides() -> [Double: (rejectedBelow: Double, acceptedAbove: Double)] {
    var shares: [Double: (rejectedBelow: Double, acceptedAbove: Double)] = [:]
    for (before, point) in zip(points, points.dropFirst()) {
      guard let score = point.threshold else { continue }
      let below = (before.matrix.trueNegatives + point.matrix.trueNegatives) / 2
      let above = (before.matrix.truePositives + point.matrix.truePositives) / 2
      shares[score] = (below / point.matrix.rejected, above / point.matrix.accepted)
    }
    return shares
  }

  /// The areas that lie within z of `area` in units of their own standard error.
  private static func scoreInterval(_ area: Double, _ good: Int, _ bad: Int, _ z: Double) -> Interval {
    let (m, n) = (Double(good), Double(bad))
    func isInside(_ value: Double) -> Bool {
      let spread = 1 + ((m + n) / 2 - 1) * ((1 - value) / (2 - value) + value / (1 + value))
      return (area - value) * (area - value) <= z * z * value * (1 - value) * spread / (m * n)
    }
    func end(_ outside: Double) -> Double {
      var (inner, outer) = (area, outside)
      for _ in 0..<60 {
        let middle = (inner + outer) / 2
        if isInside(middle) { inner = middle } else { outer = middle }
      }
      return inner
    }
    return Interval(lower: end(0), upper: end(1))
  }
}
