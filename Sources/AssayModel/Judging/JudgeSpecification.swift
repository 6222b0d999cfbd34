/// A judge as `assay.toml` describes it: [judge], or [judges.NAME], which takes from [judge] what it does not say.
public struct JudgeSpecification: Hashable, Sendable, Codable {
  /// How many dimensions one request asks for.
  public enum Calls: String, Hashable, Sendable, Codable, CaseIterable {
    /// All in one request: cheaper, but one score colours the next (halo).
    case together
    /// Each in a request of its own.
    case separate
  }

  /// How an answer becomes a number.
  public enum Scoring: String, Hashable, Sendable, Codable, CaseIterable {
    /// Weighted by probabilities where the server gives them, else the mean of the samples.
    case automatic
    /// The score as it was written.
    case plain
  }

  /// How the scores of a panel become one.
  public enum PanelRule: String, Hashable, Sendable, Codable, CaseIterable {
    case mean, median
    /// The most frequent whole score; of several the lowest, since a bad example that is kept costs more.
    case majority
  }

  /// "judge" for [judge].
  public var name: String
  /// Names of endpoints; more than one is a panel.
  public var models: [String]
  /// The prompt's file, as seen from the workspace's folder.
  public var template: String
  /// A file of examples with the scores that are right for them, as seen from the workspace's folder; nil: none.
  public var shots: String?
  public var calls: Calls
  public var scoring: Scoring
  /// Answers to ask for to each question.
  public var samples: Int
  /// nil: 0 for one sample, 0.7 for several, since samples at 0 are all the same.
  public var temperature: Double?
  public var panel: PanelRule
  /// Near neighbours that a question about diversity shows.
  public var neighbours: Int
  /// Whether answers give reasons, before the score.
  public var reasons: Bool

  /// The temperature that is asked for: samples at 0 would all be the same.
  public var chosenTemperature: Double { temperature ?? (samples > 1 ? 0.7 : 0) }

  public init(name: String = "judge", models: [String] = []) {
    self.name = name
    self.models = models
    template = "judge.mustache"
    calls = .together
    scoring = .automatic
    samples = 1
    panel = .mean
    neighbours = 3
    reasons = true
  }
}
