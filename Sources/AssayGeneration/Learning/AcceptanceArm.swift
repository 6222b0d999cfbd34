import AssayModel
import AssayStatistics

/// One way to make examples, and how people took what came of it.
public struct AcceptanceArm: Hashable, Sendable {
  /// For people: "direct", a seed's key, a label.
  public var name: String
  /// The technique that it is a part of; the technique itself too.
  public var technique: Technique
  /// Accepted among the decided.
  public var accepted: Proportion
  /// Of those that were not accepted, how many were kept under another label.
  public var relabelled: Int
  /// What it is to get: of techniques, wordings and variants the share of the next run; of seeds how often they come up,
  /// against 1 for a seed of which nothing is known. nil: nothing is dealt by it.
  public var next: Double?

  public init(
    name: String, technique: Technique, accepted: Proportion = Proportion(successes: 0, n: 0),
    relabelled: Int = 0, next: Double? = nil
  ) {
    self.name = name
    self.technique = technique
    self.accepted = accepted
    self.relabelled = relabelled
    self.next = next
  }

  /// The interval of the accept rate (Wilson 1927), as if each example had been decided on its own: examples of one call
  /// are alike, so it is somewhat too narrow. nil: nothing is decided.
  public var interval: Interval? { accepted.wilson() }

  mutating func count(_ outcome: GeneratedOutcome) {
    accepted.n += 1
    if outcome.isAccepted { accepted.successes += 1 }
    if outcome.outcome == .relabelled { relabelled += 1 }
  }
}
