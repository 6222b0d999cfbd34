import AssayModel

/// An example that a judge has scored, with a person's word or without: what figures are made from.
public struct ComparedExample: Hashable, Sendable {
  /// Names the example.
  public var key: String
  public var label: String?
  /// Examples of one group are correlated; nil: it stands alone.
  public var group: String?
  /// Whether the person accepts it; nil: no verdict.
  public var isAccepted: Bool?
  /// Whether the judge keeps it; nil: its rule says nothing.
  public var isKept: Bool?
  /// The chance with which it was drawn; nil: it was not drawn by chance.
  public var probability: Double?
  /// The person's scores by dimension.
  public var human: [String: Double]
  /// The judge's.
  public var judge: [String: Double]

  public init(
    key: String, label: String? = nil, group: String? = nil, isAccepted: Bool?, isKept: Bool?,
    probability: Double? = nil, human: [String: Double] = [:], judge: [String: Double] = [:]
  ) {
    self.key = key
    self.label = label
    self.group = group
    self.isAccepted = isAccepted
    self.isKept = isKept
    self.probability = probability
    self.human = human
    self.judge = judge
  }

  /// A row of the calibration set under a rule.
  public init(_ row: CalibrationRow, rule: KeepRule) {
    self.init(
      key: row.key, label: row.label, group: "\(row.group.rawValue)",
      isAccepted: row.truth.verdict == .accept,
      isKept: rule.keeps(row.scores), probability: row.probability, human: row.truth.scores, judge: row.scores
    )
  }
}

extension KeepRule {
  /// What the rule compares with its threshold, so that curves can be drawn over all thresholds: the mean, the weighted mean,
  /// P(accept), or for minimums by how much the dimension that is nearest to failing is over its own. nil when a score is
  /// missing.
  public func rankScore(_ scores: [String: Double]) -> Double? {
    switch self {
    case .mean:
      let values = scores.sorted { $0.key < $1.key }.map(\.value).filter { !$0.isNaN }
      return values.isEmpty ? nil : Self.rounded(values.reduce(0, +) / Double(values.count))
    case .weightedMean(let weights, _):
      let parts = weights.sorted { $0.key < $1.key }.map { $0.value * (scores[$0.key] ?? .nan) }
      let total = weights.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
      let mean = parts.reduce(0, +) / total
      return total > 0 && !mean.isNaN ? Self.rounded(mean) : nil
    case .minimums(let minimums):
      let margins = minimums.map { (scores[$0.key] ?? .nan) - $0.value }
      return margins.contains(where: \.isNaN) ? nil : margins.min()
    case .logistic: return probability(scores)
    }
  }

  private static func rounded(_ value: Double) -> Double { (value * 1e9).rounded() / 1e9 }
}
