import AssayModel
import AssayStatistics

/// One example as tuning sees it: what a person holds to be true, and what a candidate says.
public struct TuningRow: Hashable, Sendable {
  public var example: ExampleID
  public var accepted: Bool
  /// Duplicates share a group.
  public var group: ExampleID
  /// For how many examples it stands; 1 where nobody knows.
  public var weight: Double
  /// By dimension; empty: the answer could not be read, and the example is not kept.
  public var scores: [String: Double]

  public init(
    example: ExampleID, accepted: Bool, group: ExampleID? = nil, weight: Double = 1,
    scores: [String: Double] = [:]
  ) {
    self.example = example
    self.accepted = accepted
    self.group = group ?? example
    self.weight = weight
    self.scores = scores
  }

  /// The rows of a split with the scores that they have.
  public static func scored(_ rows: [CalibrationRow]) -> [TuningRow] {
    zip(rows, Self.rows(rows)).map { row, bare in
      var bare = bare
      bare.scores = row.scores
      return bare
    }
  }

  /// The rows of a split without scores. They are weighted by 1/probability (Hájek 1971) where that is of use:
  /// see ``Swift/Sequence/usableChances``.
  public static func rows(_ rows: [CalibrationRow]) -> [TuningRow] {
    let chances = rows.usableChances
    return rows.enumerated().map { index, row in
      TuningRow(
        example: row.example, accepted: row.truth.verdict == .accept, group: row.group,
        weight: chances.map { 1 / $0[index] } ?? 1)
    }
  }
}

/// How a judge with a rule does on some rows.
public struct TuningFigures: Hashable, Sendable, Codable {
  /// Counts, without weights.
  public var matrix: ConfusionMatrix
  /// The mean cost of a row, with weights: a bad one that is kept costs as many good ones as the ratio says.
  public var cost: Double

  /// - Parameter ratio: what a bad example that is kept costs, in good ones that are dropped (Elkan 2001).
  public init(_ rows: [TuningRow], rule: KeepRule, ratio: Double) {
    matrix = ConfusionMatrix()
    var (sum, total) = (0.0, 0.0)
    for row in rows {
      let keeps = rule.keeps(row.scores) ?? false
      matrix.add(accepted: row.accepted, kept: keeps)
      sum += row.weight * row.cost(kept: keeps, ratio: ratio)
      total += row.weight
    }
    cost = total > 0 ? sum / total : 0
  }

  /// Wrong ones of either kind.
  public var errors: Int { matrix.falsePositives + matrix.falseNegatives }
}

extension TuningRow {
  /// What one verdict on it costs, without its weight.
  public func cost(kept: Bool, ratio: Double) -> Double {
    if kept == accepted { return 0 }
    return kept ? ratio : 1
  }
}
