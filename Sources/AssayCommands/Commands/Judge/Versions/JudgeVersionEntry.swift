import AssayCalibration
import AssayModel
import AssayStatistics

/// One judge version, as `assay judge versions --json` gives it.
struct JudgeVersionEntry: Encodable {
  struct SplitFigures: Encodable {
    var n: Int
    var set: String
    var matrix: CalibrationReport.Matrix
    var catchRate: CalibrationReport.Figure
    var truePositiveRate: CalibrationReport.Figure
    var kappa: Double?
    var expectedCost: Double?
    /// Examples of the split that it has not scored.
    var unscored: Int
    /// When it was measured, in milliseconds since 1970; nil: these are the figures of now.
    var at: Int64?

    init(_ figures: VersionFigures, expectedCost: Double?, at: Int64? = nil) {
      n = figures.n
      set = figures.setHash
      matrix = CalibrationReport.Matrix(figures.matrix)
      catchRate = CalibrationReport.Figure(figures.catchRate)
      truePositiveRate = CalibrationReport.Figure(figures.truePositiveRate)
      kappa = figures.kappa
      self.expectedCost = expectedCost
      unscored = figures.unscored
      self.at = at
    }
  }

  var name: String
  var adopted: Bool
  var parent: String?
  /// nil: the configuration, or imported data.
  var author: String?
  /// Milliseconds since 1970; nil: it came with imported data.
  var at: Int64?
  var imported: Bool
  var models: [String]
  var scored: Int
  var rule: KeepRule
  var ruleText: String
  var shots: Int
  var dev: SplitFigures?
  /// nil: never opened for it.
  var test: SplitFigures?
  /// How often the test split was opened for it.
  var openings: Int

  init(
    _ row: VersionTree.Row, _ records: VersionRecords, definition: JudgeDefinition?,
    names: [JudgeID: String], keepAt: Double
  ) {
    let judge = row.judge
    let lineage = records.lineage(of: judge.id)
    name = judge.name
    adopted = judge.id == records.adopted
    parent = lineage?.parent.flatMap { names[$0] }
    author = lineage?.author
    at = lineage?.at
    imported = definition == nil
    models = definition?.models.map(\.model) ?? []
    scored = judge.count
    rule = records.rule(of: judge.id)?.rule ?? .mean(atLeast: keepAt)
    ruleText = KeepRuleText.of(rule)
    shots = definition?.shots.count ?? 0
    dev = records.dev[judge.id].map { SplitFigures($0, expectedCost: $0.expectedCost) }
    test = records.test(of: judge.id).map { measurement in
      SplitFigures(
        measurement.figures(costRatio: 1), expectedCost: measurement.expectedCost, at: measurement.at)
    }
    openings = records.openings.count { $0.judge == judge.id }
  }
}
