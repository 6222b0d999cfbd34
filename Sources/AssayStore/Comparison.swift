import AssayModel

/// What a search for near duplicates has compared by one method, so that the next compares only what is new.
public struct Comparison: Hashable, Sendable {
  /// Empty: the examples with each other; else the name of a ``ReferenceSet``.
  public var subject: String
  /// How they were compared.
  public var method: DuplicateMethod
  /// The settings, the version of the fingerprints, the model, the content of the set: whatever changes the
  /// result. A comparison of another identity is made anew.
  public var identity: String
  /// The similarity at which pairs were looked for.
  public var threshold: Double
  /// Pairs of a lower similarity were not kept.
  public var floor: Double
  /// The examples up to this number were compared.
  public var examples: Int
  /// How long that took, altogether.
  public var seconds: Double
  /// The estimated share of the pairs at the threshold that were found, 0...1; nil: not estimated.
  public var recall: Double?
  /// What was compared.
  public init(
    subject: String = "", method: DuplicateMethod, identity: String, threshold: Double, floor: Double,
    examples: Int, seconds: Double, recall: Double? = nil
  ) {
    self.subject = subject
    self.method = method
    self.identity = identity
    self.threshold = threshold
    self.floor = floor
    self.examples = examples
    self.seconds = seconds
    self.recall = recall
  }
}
