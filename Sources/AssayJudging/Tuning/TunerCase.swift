import AssayModel

/// An example of the dev split as the tuner is shown it: what the judge said, and what the person said.
public struct TunerCase: Hashable, Sendable {
  public var fields: [TextField]
  public var label: String?
  /// The person's verdict.
  public var accepted: Bool
  /// The judge's.
  public var kept: Bool
  public var scores: [String: Double]
  /// The judge's.
  public var reason: String?
  /// The person's.
  public var notes: [String]

  public init(
    fields: [TextField], label: String? = nil, accepted: Bool, kept: Bool, scores: [String: Double],
    reason: String? = nil, notes: [String] = []
  ) {
    self.fields = fields
    self.label = label
    self.accepted = accepted
    self.kept = kept
    self.scores = scores
    self.reason = reason
    self.notes = notes
  }

  public var isAgreed: Bool { accepted == kept }
}
