extension ScoreMatrix {
  /// What a disagreement by `d` steps on a scale of `k` scores weighs.
  public enum Weights: String, Hashable, Sendable, Codable, CaseIterable {
    /// 1 for any.
    case unweighted
    /// d / (k - 1).
    case linear
    /// (d / (k - 1))²; then kappa is an intraclass correlation (Fleiss and Cohen 1973).
    case quadratic
  }

  /// Weighted kappa, κ = 1 - Σ w o / Σ w e, with the observed shares `o` and those `e` that chance would give for the
  /// same margins (Cohen 1960; weighted: Cohen 1968). 1 for full agreement, 0 for no better than chance.
  ///
  /// nil when there is no pair, and when both sides gave one and the same score to everything: chance alone would agree
  /// as well.
  public func kappa(_ weights: Weights = .unweighted) -> Double? {
    let total = Double(count)
    guard total > 0 else { return nil }
    let (left, right) = (rowSums.map(Double.init), columnSums.map(Double.init))
    var (observed, expected) = (0.0, 0.0)
    for row in 0..<categories {
      for column in 0..<categories where row != column {
        let weight = Self.weight(abs(row - column), of: categories, weights)
        observed += weight * Double(self[row, column])
        expected += weight * left[row] * right[column] / total
      }
    }
    return expected == 0 ? nil : 1 - observed / expected
  }

  private static func weight(_ steps: Int, of categories: Int, _ weights: Weights) -> Double {
    let share = Double(steps) / Double(max(1, categories - 1))
    switch weights {
    case .unweighted: return 1
    case .linear: return share
    case .quadratic: return share * share
    }
  }
}
