import AssayModel

/// A rule in words.
public enum KeepRuleText {
  /// "mean >= 4", "accuracy >= 3, clarity >= 2", "P(accept) >= 0.6 from accuracy 1.2, clarity 0.4, -5.1".
  public static func of(_ rule: KeepRule) -> String {
    switch rule {
    case .mean(let least): "mean >= \(number(least))"
    case .weightedMean(let weights, let least):
      "weighted mean >= \(number(least)) (\(list(weights)))"
    case .minimums(let minimums):
      minimums.sorted { $0.key < $1.key }.map { "\($0.key) >= \(number($0.value))" }.joined(separator: ", ")
    case .logistic(let intercept, let weights, let least):
      "P(accept) >= \(number(least)) (\(list(weights)), \(number(intercept)))"
    }
  }

  private static func list(_ weights: [String: Double]) -> String {
    weights.sorted { $0.key < $1.key }.map { "\($0.key) \(number($0.value))" }.joined(separator: ", ")
  }

  /// With two places at most and without a point where none is needed.
  static func number(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    guard rounded == rounded.rounded(), abs(rounded) < 1e9 else { return "\(rounded)" }
    return String(Int(rounded))
  }
}
