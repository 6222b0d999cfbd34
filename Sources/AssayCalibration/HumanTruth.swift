import AssayModel

/// What people hold to be true of one example: everybody's last word, or a ruling where there is one.
public struct HumanTruth: Hashable, Sendable {
  public var example: ExampleID
  public var verdict: Verdict
  /// The label that was given instead of the example's own; nil: none was.
  public var label: String?
  /// The mean over the people who scored a dimension.
  public var scores: [String: Double]
  /// Their notes, in the order of their names.
  public var notes: [String]
  /// Whose verdict it is, in alphabetical order.
  public var reviewers: [String]
  public var isAdjudicated: Bool
  /// The version of the rubric under which the newest of the verdicts was given; nil: not known.
  public var rubric: String?
  /// When the newest of the verdicts was given, in milliseconds since 1970.
  public var at: Int64

  public init(
    example: ExampleID, verdict: Verdict, label: String? = nil, scores: [String: Double] = [:],
    notes: [String] = [],
    reviewers: [String] = [], isAdjudicated: Bool = false, rubric: String? = nil, at: Int64 = 0
  ) {
    self.example = example
    self.verdict = verdict
    self.label = label
    self.scores = scores
    self.notes = notes
    self.reviewers = reviewers
    self.isAdjudicated = isAdjudicated
    self.rubric = rubric
    self.at = at
  }
}
