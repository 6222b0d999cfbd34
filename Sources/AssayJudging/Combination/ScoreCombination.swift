import AssayModel
import AssayStatistics

/// Makes one score of several.
public enum ScoreCombination {
  /// The mean of one judge's samples; `spread` is their sample standard deviation (n - 1).
  ///
  /// Samples without a value are left out. Of one value the score is as it was, without a spread of its own; of none it
  /// has no value. The reason is that of the sample nearest the mean, the first of several.
  ///
  /// - Parameter samples: of one dimension.
  public static func samples(_ samples: [DimensionScore]) -> DimensionScore {
    combined(samples, dimension: samples.first?.dimension ?? "", value: Summary.mean)
  }

  /// What a panel says; `spread` is the sample standard deviation (n - 1) over the members, a signal for review.
  ///
  /// Members without a value are left out, and the reason says how many. The mean of no values is none.
  ///
  /// - Parameters:
  ///   - members: one score of each member, in their order.
  ///   - dimension: what they scored.
  public static func panel(
    _ members: [DimensionScore], rule: JudgeSpecification.PanelRule, dimension: Dimension
  ) -> DimensionScore {
    var result = combined(members, dimension: dimension.name) { values in
      switch rule {
      case .mean: Summary.mean(values)
      case .median: Summary.median(values)
      case .majority: majority(values)
      }
    }
    let missing = members.count { $0.value == nil }
    if missing > 0, result.value != nil {
      let note = "\(missing) of \(members.count) judges gave no valid score"
      result.reason = result.reason.map { "\($0) (\(note))" } ?? note
    }
    return result
  }

  /// The most frequent whole score; of several the lowest, since a bad example that is kept costs more. A weighted score
  /// counts for the nearest whole one, and one in the middle for the lower.
  static func majority(_ values: [Double]) -> Double? {
    var counts: [Double: Int] = [:]
    for value in values { counts[(value - 0.5).rounded(.up), default: 0] += 1 }
    return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
  }

  /// The sample standard deviation, with n - 1; nil for fewer than two values.
  static func deviation(_ values: [Double]) -> Double? {
    guard values.count > 1, let mean = Summary.mean(values) else { return nil }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }

  private static func combined(
    _ scores: [DimensionScore], dimension: String, value: ([Double]) -> Double?
  ) -> DimensionScore {
    let valid = scores.filter { $0.value?.isFinite == true }
    if valid.count == 1 {
      var only = valid[0]
      only.dimension = dimension
      only.values = only.value.map { [$0] }
      return only
    }
    let values = valid.compactMap(\.value)
    let centre = value(values)
    return DimensionScore(
      dimension: dimension, value: centre, reason: reason(of: valid, nearest: centre),
      values: values.isEmpty ? nil : values, spread: deviation(values))
  }

  private static func reason(of scores: [DimensionScore], nearest centre: Double?) -> String? {
    guard let centre else { return nil }
    return scores.filter { $0.reason != nil }
      .min { abs(($0.value ?? 0) - centre) < abs(($1.value ?? 0) - centre) }?.reason
  }
}
