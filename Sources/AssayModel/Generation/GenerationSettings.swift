/// What [generate] in the configuration says: where an order begins.
public struct GenerationSettings: Hashable, Sendable, Codable {
  /// The endpoint that generates; nil: none is named.
  public var model: String?
  /// The endpoint that labels blind; nil: not verified.
  public var verifier: String?
  /// The endpoint of a weak model or of the student.
  public var weak: String?
  /// The endpoint that translates; nil: the generator.
  public var translator: String?
  public var perCall = 20
  public var temperature = 0.8...1.0
  public var seedsPerCall = 5
  /// The batch of the seeds; nil: what people accepted, else all.
  public var seeds: String?
  /// Languages of back-translation.
  public var pivots: [String] = []
  /// Contexts, personas or domains of context variation.
  public var contexts: [String] = []
  public init() {}
}

/// What a person answered when asked whether synthetic data is right for the task.
public struct Fitness: Hashable, Sendable, Codable {
  /// What speaks against it.
  public enum Risk: String, Hashable, Sendable, Codable, CaseIterable {
    /// A wrong label costs more than labelling by hand.
    case safetyCritical = "safety-critical"
    /// So specific that a model cannot know it.
    case specificDistribution = "specific-distribution"
    /// Legal, medical or financial nuance.
    case expertNuance = "expert-nuance"
  }
  /// The risks that the person says the task has; empty: none.
  public var risks: [Risk]
  /// Why it goes on all the same, in the person's words.
  public var reason: String?
  /// The day of the answer, "2026-11-26".
  public var date: String
  public init(risks: [Risk], reason: String? = nil, date: String) {
    self.risks = risks
    self.reason = reason
    self.date = date
  }
}
