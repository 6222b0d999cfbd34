import AssayCalibration
import AssayModel

/// What people and judges were asked.
public struct TaskFacts: Hashable, Sendable, Codable {
  /// What is scored, from which to which score.
  public struct DimensionFact: Hashable, Sendable, Codable {
    public var name: String
    public var minimum: Int
    public var maximum: Int
    public var description: String?
    /// By score, from the lowest up.
    public var anchors: [Anchor]
  }

  /// What a score means.
  public struct Anchor: Hashable, Sendable, Codable {
    public var score: Int
    public var text: String
  }

  public var name: String
  public var description: String
  public var labels: [String]
  public var dimensions: [DimensionFact]
  /// Names the version of all that people are asked to decide by.
  public var rubric: String
  /// Whether generated data is right for the task, as somebody answered; nil: nobody was asked.
  public var fitness: Fitness?

  init(_ task: TaskSpecification) {
    name = task.name
    description = task.description
    labels = task.labels
    dimensions = task.dimensions.map { dimension in
      DimensionFact(
        name: dimension.name, minimum: dimension.minimum, maximum: dimension.maximum,
        description: dimension.description,
        anchors: dimension.anchors.sorted { $0.key < $1.key }.map { Anchor(score: $0.key, text: $0.value) })
    }
    rubric = task.rubricVersion
    fitness = task.fitness
  }
}

/// What there is in the workspace, probes and repeats left out of every number.
public struct DataFacts: Hashable, Sendable, Codable {
  /// Rows that came together.
  public struct BatchFact: Hashable, Sendable, Codable {
    public var name: String
    public var technique: String?
    public var examples: Int
  }

  public var examples: Int
  public var batches: [BatchFact]
  public var labels: [Tally]
  public var techniques: [Tally]
  /// The models that made the examples.
  public var models: [Tally]
  public var knownBadProbes: Int
  public var repeats: Int
  public var knownGoodProbes: Int

  init(_ input: ReportInput) {
    examples = input.exampleCount
    batches = input.batches.map { BatchFact(name: $0.name, technique: $0.technique, examples: $0.count) }
    (labels, techniques, models) = (input.labels, input.techniques, input.models)
    let counted = input.probes.filter { $0.status == .confirmed }
    knownBadProbes = counted.count { $0.fault != nil }
    repeats = counted.count(where: \.isRepeat)
    knownGoodProbes = counted.count - knownBadProbes - repeats
  }
}
