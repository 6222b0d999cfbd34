/// Where a judge version comes from.
public struct JudgeLineage: Hashable, Sendable {
  public var judge: JudgeID
  /// The version that it was made from; nil: none.
  public var parent: JudgeID?
  /// A reviewer, or "tuner"; nil: the configuration.
  public var author: String?
  /// Milliseconds since 1970.
  public var at: Int64
  public init(judge: JudgeID, parent: JudgeID?, author: String?, at: Int64) {
    self.judge = judge
    self.parent = parent
    self.author = author
    self.at = at
  }
}

/// That a judge version became the one in use; the newest adoption holds.
public struct Adoption: Hashable, Sendable, Codable {
  public var judge: JudgeID
  /// The rule with which it was adopted (``KeepRuleVersion/id``); nil: the one of the configuration.
  public var rule: Int64?
  public var author: String
  public var at: Int64
  public var reason: String
  public init(judge: JudgeID, rule: Int64?, author: String, at: Int64, reason: String) {
    self.judge = judge
    self.rule = rule
    self.author = author
    self.at = at
    self.reason = reason
  }
}

/// That somebody looked at figures on the test split. Every one makes it less of a test.
public struct TestOpening: Hashable, Sendable, Codable {
  /// Of the frozen set: ``Measurement/setHash``.
  public var setHash: String
  /// Whose figures were looked at. Of a comparison the second one, on which it is to decide: one look is one opening, and
  /// ``purpose`` names both.
  public var judge: JudgeID
  public var author: String
  public var at: Int64
  /// "calibrate report", "calibrate compare: judge v3 against judge v2", "tune: judge v4 against judge v1".
  public var purpose: String
  public init(setHash: String, judge: JudgeID, author: String, at: Int64, purpose: String) {
    self.setHash = setHash
    self.judge = judge
    self.author = author
    self.at = at
    self.purpose = purpose
  }
}

/// Figures of a judge version with a rule on a frozen set: the history of calibrations.
public struct Measurement: Hashable, Sendable, Codable {
  public var judge: JudgeID
  public var rule: KeepRule
  public var split: Split
  /// Names the frozen set: hex of a hash over its examples, verdicts, labels and scores.
  public var setHash: String
  public var n: Int
  public var truePositives: Int
  public var falsePositives: Int
  public var trueNegatives: Int
  public var falseNegatives: Int
  public var kappa: Double?
  public var expectedCost: Double?
  public var rejectRate: Double?
  public var author: String
  public var at: Int64
  public init(
    judge: JudgeID, rule: KeepRule, split: Split, setHash: String, n: Int, truePositives: Int,
    falsePositives: Int,
    trueNegatives: Int, falseNegatives: Int, kappa: Double?, expectedCost: Double?, rejectRate: Double?,
    author: String, at: Int64
  ) {
    self.judge = judge
    self.rule = rule
    self.split = split
    self.setHash = setHash
    self.n = n
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.trueNegatives = trueNegatives
    self.falseNegatives = falseNegatives
    self.kappa = kappa
    self.expectedCost = expectedCost
    self.rejectRate = rejectRate
    self.author = author
    self.at = at
  }
}
