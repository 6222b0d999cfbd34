import AssayCalibration
import AssayModel
import AssayStore

/// Measures judge versions on a split from the scores that are on disk.
public struct JudgeMeasurer: Sendable {
  /// Reads a judge's calibration data.
  ///
  /// - Parameter opensTest: whether the scores of the test split are in it.
  public typealias Load = @Sendable (_ judge: JudgeID, _ opensTest: Bool) throws -> CalibrationData

  private let workspace: Workspace
  private let task: TaskSpecification
  private let load: Load

  /// With the data as ``CalibrationSource`` reads them.
  public init(workspace: Workspace, task: TaskSpecification) {
    let source = CalibrationSource(workspace: workspace, task: task)
    self.init(workspace: workspace, task: task) { judge, opensTest in
      try source.load(judge: judge, opensTest: opensTest, withPopulation: false)
    }
  }

  /// - Parameter load: `CalibrationSource.load`, or a stand-in for tests.
  public init(workspace: Workspace, task: TaskSpecification, load: @escaping Load) {
    self.workspace = workspace
    self.task = task
    self.load = load
  }

  /// The examples of a split that count, in the order of their numbers: what a judging run has to have judged before
  /// ``measure(_:on:author:purpose:at:)``.
  public func examples(of split: Split, for judge: JudgeID) throws -> [ExampleID] {
    try load(judge, false).set.rows(in: split).map(\.example)
  }

  /// The figures as they are now; nothing is written. On the test split nil: it is sealed.
  public func figures(of judge: JudgeID, on split: Split) throws -> VersionFigures? {
    guard split != .test else { return nil }
    return figures(try load(judge, false), split)
  }

  /// Everything that is known of the versions, with the figures that they have on dev now.
  public func records() throws -> VersionRecords {
    var dev: [JudgeID: VersionFigures] = [:]
    for judge in try workspace.judges() { dev[judge.id] = try figures(of: judge.id, on: .dev) }
    return VersionRecords(
      lineages: try workspace.judgeLineages(), rules: try workspace.keepRules(),
      adoptions: try workspace.adoptions(), openings: try workspace.openings(),
      history: try workspace.measurements(), dev: dev)
  }

  /// The figures, put into the history. On the test split the opening is on the disk before anything is looked at.
  ///
  /// - Parameters:
  ///   - purpose: of an opening: "judge screen".
  ///   - at: milliseconds since 1970.
  public func measure(
    _ judge: JudgeID, on split: Split, author: String, purpose: String, at: Int64
  ) throws -> VersionFigures {
    if split == .test {
      let sealed = figures(try load(judge, false), split)
      try workspace.logOpening(
        TestOpening(setHash: sealed.setHash, judge: judge, author: author, at: at, purpose: purpose))
    }
    let measured = figures(try load(judge, split == .test), split)
    try workspace.addMeasurement(measured.measurement(author: author, at: at))
    return measured
  }

  private func figures(_ data: CalibrationData, _ split: Split) -> VersionFigures {
    VersionFigures(
      judge: data.judge.id, split: split, rows: data.set.rows,
      rule: data.rule?.rule ?? .mean(atLeast: task.keepAt), costRatio: task.calibration.costRatio,
      setHash: SetHash.of(data.set.rows(in: split)))
  }
}
