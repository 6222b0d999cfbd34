import AssayCalibration
import AssayModel
import AssayStatistics

/// Everything of a workspace that a report is made from, read before: making it is a pure function.
public struct ReportInput: Sendable {
  public var task: TaskSpecification
  /// The name and version of the program.
  public var program: String
  /// Milliseconds since 1970.
  public var madeAt: Int64
  /// The split that figures are given on.
  public var split: Split
  /// Whose word `data` holds; nil: everybody's.
  public var reviewer: String?
  /// Without probes and repeats.
  public var exampleCount = 0
  public var batches: [Batch] = []
  /// Examples by label, technique and generating model; nil: without one.
  public var labels: [Tally] = []
  public var techniques: [Tally] = []
  public var models: [Tally] = []
  public var probes: [Probe] = []
  public var log = DecisionLog()
  public var draws: [SampleDraw] = []
  public var clusters: [Cluster] = []
  /// nil: no judge has scored anything.
  public var data: CalibrationData?
  public var judges: [JudgeVersion] = []
  public var definitions: [JudgeID: JudgeDefinition] = [:]
  /// The whole hash of each definition, in hex.
  public var fingerprints: [JudgeID: String] = [:]
  public var lineages: [JudgeLineage] = []
  public var rules: [KeepRuleVersion] = []
  public var adoptions: [Adoption] = []
  public var judgeProbes: [JudgeID: ProbeTally] = [:]
  /// Generating models of the judge's family.
  public var relatedGenerators: [String] = []
  /// Whether a judge, by its name, keeps an example: for what people changed after they were shown it.
  public var keeps: [String: [ExampleID: Bool]] = [:]
  public var pipelines: [PipelineFacts] = []
  /// nil: there is no judge.
  public var drift: Drift?
  public var resamples = 2_000

  public init(task: TaskSpecification, program: String, madeAt: Int64, split: Split = .dev) {
    self.task = task
    self.program = program
    self.madeAt = madeAt
    self.split = split
  }
}

/// So many of a kind.
public struct Tally: Hashable, Sendable, Codable {
  /// nil: without one.
  public var name: String?
  public var n: Int
  public init(_ name: String?, _ n: Int) {
    self.name = name
    self.n = n
  }
}
