import AssayModel

/// A generated example on which people have decided, as far as learning looks at it.
public struct GeneratedOutcome: Hashable, Sendable {
  public var technique: Technique
  /// The number of the wording that asked; nil: not known.
  public var phrasing: Int?
  public var seeds: [String]
  /// The label that it was made with.
  public var label: String?
  public var variant: String?
  public var outcome: Outcome

  /// What people held of it.
  ///
  /// What is learned is what makes examples that can be used as they were made. A text under the wrong label is what
  /// a technique was asked not to make, so ``relabelled`` counts as not accepted, although the example is kept. An edit
  /// says nothing by itself: edited and accepted is accepted, since the person took the rest.
  public enum Outcome: String, Hashable, Sendable, Codable {
    case accepted, relabelled, rejected
  }

  public init(
    technique: Technique, phrasing: Int? = nil, seeds: [String] = [], label: String? = nil,
    variant: String? = nil, outcome: Outcome
  ) {
    self.technique = technique
    self.phrasing = phrasing
    self.seeds = seeds
    self.label = label
    self.variant = variant
    self.outcome = outcome
  }

  var isAccepted: Bool { outcome == .accepted }
}
