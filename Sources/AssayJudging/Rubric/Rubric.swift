import AssayModel

/// What a judge goes by: the task, the labels, the dimensions with an anchor for each end of the scale, and examples
/// with their right scores.
public struct Rubric: Hashable, Sendable {
  public var task: String
  public var labels: [String]
  /// None is without anchors: ``DefaultAnchors`` stand in for those that the configuration does not give.
  public var dimensions: [Dimension]
  public var shots: [JudgeDefinition.Shot]

  public init(
    task: String, labels: [String] = [], dimensions: [Dimension], shots: [JudgeDefinition.Shot] = []
  ) {
    self.task = task
    self.labels = labels
    self.dimensions = dimensions.map(DefaultAnchors.filled)
    self.shots = shots
  }

  public init(_ definition: JudgeDefinition) {
    self.init(
      task: definition.task, labels: definition.labels, dimensions: definition.dimensions,
      shots: definition.shots)
  }
}
