import AssayStatistics

/// A cell of the confusion matrix.
public enum ConfusionCell: Int, CaseIterable, Sendable {
  case truePositive, falseNegative, falsePositive, trueNegative

  public init(accepted: Bool, kept: Bool) {
    self =
      switch (accepted, kept) {
      case (true, true): .truePositive
      case (true, false): .falseNegative
      case (false, true): .falsePositive
      case (false, false): .trueNegative
      }
  }

  public var title: String {
    switch self {
    case .truePositive: "accepted, kept"
    case .falseNegative: "accepted, dropped"
    case .falsePositive: "rejected, kept"
    case .trueNegative: "rejected, dropped"
    }
  }

  /// How many examples it has.
  public func count(in matrix: ConfusionMatrix) -> Int {
    switch self {
    case .truePositive: matrix.truePositives
    case .falseNegative: matrix.falseNegatives
    case .falsePositive: matrix.falsePositives
    case .trueNegative: matrix.trueNegatives
    }
  }

  /// Its share of what the person gave the same verdict.
  func rowShare(in matrix: ConfusionMatrix) -> Proportion {
    let isAccepted = self == .truePositive || self == .falseNegative
    return Proportion(
      successes: count(in: matrix), n: isAccepted ? matrix.accepted : matrix.rejected)
  }

  /// Its share of what the judge gave the same verdict.
  func columnShare(in matrix: ConfusionMatrix) -> Proportion {
    let isKept = self == .truePositive || self == .falsePositive
    return Proportion(successes: count(in: matrix), n: isKept ? matrix.kept : matrix.dropped)
  }
}
