import AssayCalibration
import AssayModel

/// Everything that a report says, as figures and texts: what `--format json` gives, and what pages are made from.
public struct ReportContent: Hashable, Sendable, Codable {
  public var madeAt: Int64
  public var program: String
  public var task: TaskFacts
  public var data: DataFacts
  public var set: SetFacts
  public var people: PeopleFacts
  /// nil, as the next ones: no judge has scored anything.
  public var judge: JudgeFacts?
  public var rule: RuleFacts?
  public var figures: CalibrationReport?
  /// nil: not both verdicts among what was compared.
  public var curves: CurveFacts?
  public var versions: [VersionFacts]
  public var openings: [OpeningFacts]
  public var duplicates: DuplicateFacts
  public var probes: ProbeFacts
  public var drift: DriftFacts?
  public var pipelines: [PipelineFacts]
  /// What the figures do not show, found in the facts themselves.
  public var limits: [ReportLimit]

  /// - Parameter rows: of the calibration set where no judge was loaded.
  public init(_ input: ReportInput, rows: [CalibrationRow] = []) {
    madeAt = input.madeAt
    program = input.program
    task = TaskFacts(input.task)
    data = DataFacts(input)
    set = SetFacts(input, rows: input.data?.set.rows ?? rows)
    people = PeopleFacts(input)
    if let data = input.data {
      let rule = RuleFacts(data, input.task)
      judge = JudgeFacts(data, input)
      figures = Self.figures(data, rule.rule, input)
      let first = input.task.dimensions.first
      curves = CurveFacts(
        data.set.rows(in: input.split), rule: rule.rule, costRatio: input.task.calibration.costRatio,
        scale: first.map { $0.minimum...max($0.minimum, $0.maximum) } ?? 1...5)
      self.rule = rule
    }
    versions = VersionFacts.all(input)
    openings = OpeningFacts.all(input)
    duplicates = DuplicateFacts(input)
    probes = ProbeFacts(input)
    drift = input.drift.map(DriftFacts.init)
    pipelines = input.pipelines
    limits = []
    limits = ReportLimit.all(self)
  }

  private static func figures(
    _ data: CalibrationData, _ rule: KeepRule, _ input: ReportInput
  ) -> CalibrationReport {
    let part: CalibrationReport.Part =
      switch input.split {
      case .dev: .dev
      case .test: .test
      case .fewShot: .fewShot
      }
    return CalibrationReport(
      data, part: part, rule: rule, settings: .init(input.task, resamples: input.resamples),
      reviewer: input.reviewer)
  }
}
