import AssayModel
import AssayStatistics

/// How a judge version does on one split under one rule: what its line in the list of versions shows.
public struct VersionFigures: Hashable, Sendable {
  public var judge: JudgeID
  public var split: Split
  public var rule: KeepRule
  /// Names the frozen set.
  public var setHash: String
  /// Examples of the split with a truth that the judge has no usable score for.
  public var unscored: Int
  public var matrix: ConfusionMatrix
  /// A bad example that is kept costs so many good ones that are dropped.
  public var costRatio: Double

  public init(
    judge: JudgeID, split: Split, rule: KeepRule, setHash: String, unscored: Int, matrix: ConfusionMatrix,
    costRatio: Double
  ) {
    self.judge = judge
    self.split = split
    self.rule = rule
    self.setHash = setHash
    self.unscored = unscored
    self.matrix = matrix
    self.costRatio = costRatio
  }

  /// Counts the rows of the split that are excluded from nothing.
  ///
  /// - Parameters:
  ///   - rows: of all splits, with this judge's scores.
  ///   - setHash: of the rows that count.
  public init(
    judge: JudgeID, split: Split, rows: [CalibrationRow], rule: KeepRule, costRatio: Double, setHash: String
  ) {
    var matrix = ConfusionMatrix()
    var unscored = 0
    for row in rows where row.split == split && row.exclusion == nil {
      guard let keeps = rule.keeps(row.scores) else {
        unscored += 1
        continue
      }
      matrix.add(accepted: row.truth.verdict == .accept, kept: keeps)
    }
    self.init(
      judge: judge, split: split, rule: rule, setHash: setHash, unscored: unscored, matrix: matrix,
      costRatio: costRatio)
  }

  /// Examples that were compared.
  public var n: Int { matrix.count }
  /// The share of the rejected that the judge drops, with Wilson's interval.
  public var catchRate: Estimate { Estimate(matrix.catchProportion) }
  public var truePositiveRate: Estimate { Estimate(matrix.truePositiveProportion) }
  public var rejectRate: Estimate { Estimate(matrix.rejectProportion) }
  /// nil: nothing was compared, or both always gave the same one answer.
  public var kappa: Double? { matrix.kappa }
  /// Of an example on the average; nil: nothing was compared.
  public var expectedCost: Double? { matrix.expectedCost(falsePositive: costRatio) }

  /// As the history of calibrations keeps it.
  public func measurement(author: String, at: Int64) -> Measurement {
    Measurement(
      judge: judge, rule: rule, split: split, setHash: setHash, n: n, truePositives: matrix.truePositives,
      falsePositives: matrix.falsePositives, trueNegatives: matrix.trueNegatives,
      falseNegatives: matrix.falseNegatives, kappa: kappa, expectedCost: expectedCost,
      rejectRate: rejectRate.value, author: author, at: at)
  }
}

extension Measurement {
  /// The four counts.
  public var matrix: ConfusionMatrix {
    ConfusionMatrix(
      truePositives: truePositives, falsePositives: falsePositives, trueNegatives: trueNegatives,
      falseNegatives: falseNegatives)
  }

  /// The same as figures of a version.
  ///
  /// - Parameter costRatio: with which ``expectedCost`` is made anew.
  public func figures(costRatio: Double) -> VersionFigures {
    VersionFigures(
      judge: judge, split: split, rule: rule, setHash: setHash, unscored: 0, matrix: matrix,
      costRatio: costRatio)
  }
}
