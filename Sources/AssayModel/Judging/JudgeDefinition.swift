/// Everything that decides what a judge says. Two judges with the same definition are one version; any difference makes
/// a new one.
public struct JudgeDefinition: Hashable, Sendable, Codable {
  /// A model as far as it shapes answers; its address and its speed do not.
  public struct Model: Hashable, Sendable, Codable {
    /// The endpoint's name in the configuration.
    public var endpoint: String
    /// What the server calls it.
    public var model: String
    public var family: String
    public init(endpoint: String, model: String, family: String) {
      self.endpoint = endpoint
      self.model = model
      self.family = family
    }
  }

  /// An example with the scores that are right for it.
  public struct Shot: Hashable, Sendable, Codable {
    public var fields: [TextField]
    public var label: String?
    public var scores: [String: Double]
    public var reason: String?
    public init(fields: [TextField], label: String?, scores: [String: Double], reason: String?) {
      self.fields = fields
      self.label = label
      self.scores = scores
      self.reason = reason
    }
  }

  public var specification: JudgeSpecification
  public var models: [Model]
  /// The template's text, not its file.
  public var template: String
  public var task: String
  public var labels: [String]
  public var dimensions: [Dimension]
  public var shots: [Shot]

  public init(
    specification: JudgeSpecification, models: [Model], template: String, task: String, labels: [String],
    dimensions: [Dimension], shots: [Shot] = []
  ) {
    self.specification = specification
    self.models = models
    self.template = template
    self.task = task
    self.labels = labels
    self.dimensions = dimensions
    self.shots = shots
  }
}
