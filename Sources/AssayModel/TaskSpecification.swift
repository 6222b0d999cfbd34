/// One thing that judges and people score.
public struct Dimension: Hashable, Sendable, Codable {
  public var name: String
  public var minimum: Int
  public var maximum: Int
  /// What it asks about, in a sentence for people and judges; nil: its name says all.
  public var description: String?
  /// What a low, a middle and a high score look like, by score.
  public var anchors: [Int: String]
  public init(
    name: String, minimum: Int = 1, maximum: Int = 5, description: String? = nil, anchors: [Int: String] = [:]
  ) {
    self.name = name
    self.minimum = minimum
    self.maximum = maximum
    self.description = description
    self.anchors = anchors
  }
}

/// What `assay.toml` says of the task.
public struct TaskSpecification: Hashable, Sendable, Codable {
  public var name: String
  public var description: String
  public var labels: [String]
  /// Whether ``labels`` were found in examples, and not written down by whoever set the task: then they are text of
  /// others, and prompts fence them.
  public var labelsAreData = false
  public var dimensions: [Dimension]
  /// How many human decisions make a calibration set.
  public var calibrationTarget: Int
  /// A judge keeps an example whose mean score is at least this.
  public var keepAt: Double
  public var duplicates: DuplicateSettings
  /// Models behind addresses, by name.
  public var models: [ModelEndpoint]
  /// The judge to show first; nil: the one that scored most.
  public var judge: String?
  /// Judges that can be run: [judge] first, then each [judges.NAME].
  public var judges: [JudgeSpecification]
  /// What [calibration] says.
  public var calibration = CalibrationSettings()
  /// The model that proposes changes of the judge's prompt, which [tuner] names; nil: the judge's own.
  public var tuner: String?
  /// What [judge] says, whether it names a model or not: for a model that judges without a section of its own.
  public var judgeDefaults = JudgeSpecification()
  /// The names of the models that are there to judge or to write, and make no vectors.
  public var wordModels: Set<String> {
    let writing = [generation.model, generation.verifier, generation.weak, generation.translator, tuner]
    return Set(judges.flatMap(\.models) + writing.compactMap(\.self))
  }
  /// What [generate] says.
  public var generation = GenerationSettings()
  /// What [fitness] says; nil: nobody was asked.
  public var fitness: Fitness?
  public init(
    name: String, description: String = "", labels: [String] = [],
    dimensions: [Dimension] = ["relevance", "accuracy", "clarity", "diversity"].map { Dimension(name: $0) },
    calibrationTarget: Int = 100, keepAt: Double = 4,
    duplicates: DuplicateSettings = DuplicateSettings(), models: [ModelEndpoint] = [], judge: String? = nil,
    judges: [JudgeSpecification] = []
  ) {
    self.name = name
    self.description = description
    self.labels = labels
    self.dimensions = dimensions
    self.calibrationTarget = calibrationTarget
    self.keepAt = keepAt
    self.duplicates = duplicates
    self.models = models
    self.judge = judge
    self.judges = judges
  }

  /// The judges that can be run: those that are written down, else the only model that there is as [judge] says. One
  /// that makes vectors for [duplicates] is no judge, and one that only translates is none either.
  public var usableJudges: [JudgeSpecification] {
    let others = models.filter { $0.name != duplicates.embedding && $0.answersQuestions }
    guard judges.isEmpty, let only = others.first, others.count == 1 else { return judges }
    var judge = judgeDefaults
    judge.models = [only.name]
    return [judge]
  }
}
