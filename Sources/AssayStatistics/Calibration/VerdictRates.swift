/// What is caught, what is kept of the good ones, and how many of the kept are good, with the intervals that hold
/// wherever these rates are shown: Wilson's (1927), at an effective size where examples are correlated inside groups.
public struct VerdictRates: Hashable, Sendable {
  /// Kept among what the person accepts.
  public let truePositiveRate: Estimate
  /// Dropped among what the person rejects.
  public let catchRate: Estimate
  /// Accepted by the person among what is kept.
  public let precision: Estimate

  /// Of examples that stand alone.
  public init(_ matrix: ConfusionMatrix) {
    truePositiveRate = Estimate(matrix.truePositiveProportion)
    catchRate = Estimate(matrix.catchProportion)
    precision = Estimate(matrix.precisionProportion)
  }

  /// Of examples with weights or in groups.
  public init(_ verdicts: WeightedVerdicts, confidence: Double = 0.95) {
    func rate(
      _ isSuccess: @escaping (_ accepted: Bool, _ kept: Bool) -> Bool,
      of isCounted: @escaping (_ accepted: Bool, _ kept: Bool) -> Bool
    ) -> Estimate {
      verdicts.rate(.init(isCounted: isCounted, isSuccess: isSuccess), confidence: confidence)
    }
    truePositiveRate = rate({ $1 }, of: { accepted, _ in accepted })
    catchRate = rate({ !$1 }, of: { accepted, _ in !accepted })
    precision = rate({ accepted, _ in accepted }, of: { $1 })
  }

  /// - Parameter groups: of each example; where none has several members, examples stand alone.
  /// - Precondition: as many of each.
  public init<Group: Hashable>(accepted: [Bool], kept: [Bool], groups: [Group]) {
    precondition(
      accepted.count == kept.count && groups.count == kept.count, "two answers and a group for each")
    if Set(groups).count < groups.count {
      self.init(WeightedVerdicts(accepted: accepted, kept: kept, groups: groups))
    } else {
      var matrix = ConfusionMatrix()
      for (accepted, kept) in zip(accepted, kept) { matrix.add(accepted: accepted, kept: kept) }
      self.init(matrix)
    }
  }
}
