import AssayEngine
import AssayFormats
import AssayStatistics

/// What `assay calibrate report` says, as figures.
struct CalibrationReport: Encodable {
  struct Settings: Encodable {
    var keepAt: Double
    var acceptAt: Double
    var scale: ClosedRange<Int>
    var costRatio: Double
    var resamples: Int

    private enum Key: String, CodingKey { case keepAt, acceptAt, costRatio, resamples }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(keepAt, forKey: .keepAt)
      try container.encode(acceptAt, forKey: .acceptAt)
      try container.encode(costRatio, forKey: .costRatio)
      try container.encode(resamples, forKey: .resamples)
    }
  }

  struct Figure: Encodable {
    var value: Double?
    var low: Double?
    var high: Double?
    var n: Int

    init(_ estimate: Estimate) {
      (value, n) = (estimate.value, estimate.n)
      (low, high) = (estimate.interval?.lower, estimate.interval?.upper)
    }

    private enum Key: String, CodingKey { case value, low, high, n }

    /// null, never left out and never 0, where nothing could be measured.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(value, forKey: .value)
      try container.encode(low, forKey: .low)
      try container.encode(high, forKey: .high)
      try container.encode(n, forKey: .n)
    }
  }

  struct Matrix: Encodable { var tp, fp, fn, tn: Int }

  struct Grouped: Encodable {
    var pearson: Double?
    var spearman: Double?
    var kendall: Double?
    var groupsUsed: Int
    var groups: Int
  }

  struct DimensionFigures: Encodable {
    var n: Int
    var spearman: Figure
    var kendall: Figure
    var pearson: Figure
    var kappaQuadratic: Figure
    var kappaLinear: Double?
    var kappa: Double?
    var exact: Figure
    var mae: Figure
    var bias: Figure
    /// Rows are the person's, columns the judge's, from the lowest score up.
    var matrix: [[Int]]
    var grouped: Grouped?

    init(_ measures: DimensionMeasures) {
      n = measures.n
      spearman = Figure(measures.spearman)
      kendall = Figure(measures.kendall)
      pearson = Figure(measures.pearson)
      kappaQuadratic = Figure(measures.kappaQuadratic)
      kappaLinear = measures.matrix.kappa(.linear)
      kappa = measures.matrix.kappa()
      exact = Figure(Estimate(measures.matrix.exactAgreement))
      mae = Figure(measures.meanAbsoluteError)
      bias = Figure(measures.bias)
      matrix = measures.matrix.rows
      grouped = measures.grouped.map { grouped in
        Grouped(
          pearson: grouped.pearson, spearman: grouped.spearman, kendall: grouped.kendall,
          groupsUsed: grouped.groupsUsed, groups: grouped.groups)
      }
    }
  }

  var judge: String
  var n: Int
  /// Examples with a person's word and no score of the judge.
  var unjudged: Int
  var settings: Settings
  var matrix: Matrix
  var rates: [String: Figure]
  var agreement: [String: Figure]
  /// In the order of their names; "mean_of_dimensions" is the mean of those that both sides have scored.
  var dimensions: [String: DimensionFigures]
  var expectedCost: Figure
  var rejectRate: Figure
  /// Of everything that the judge has scored, the share that is good: what it kept, corrected by its errors.
  var correctedGoodShare: Figure
  /// Of what it kept, the share that is good.
  var goodAmongKept: Figure

  static let mean = "mean_of_dimensions"

  init(_ files: FileScores, _ settings: Settings) {
    let compared = files.pairs.filter { $0.human != nil }
    let verdicts = Verdicts(files.pairs, settings)
    let measures = VerdictMeasures(
      verdicts.matrix, costRatio: settings.costRatio, resamples: max(settings.resamples, 2_000))
    judge = files.judge
    n = measures.matrix.count
    unjudged = files.unjudged
    self.settings = settings
    let cells = measures.matrix
    matrix = Matrix(
      tp: cells.truePositives, fp: cells.falsePositives, fn: cells.falseNegatives, tn: cells.trueNegatives)
    rates = [
      "tpr": Figure(measures.truePositiveRate), "catch_rate": Figure(measures.catchRate),
      "precision": Figure(measures.precision), "accuracy": Figure(measures.accuracy),
      "balanced_accuracy": Figure(measures.balancedAccuracy), "f1": Figure(measures.f1),
      "accepted_share": Figure(measures.acceptedShare),
    ]
    agreement = [
      "kappa": Figure(measures.kappa), "ac1": Figure(measures.ac1), "matthews": Figure(measures.matthews),
      "raw": Figure(measures.accuracy),
    ]
    expectedCost = Figure(measures.expectedCost)
    rejectRate = Figure(measures.rejectRate)
    correctedGoodShare = Figure(verdicts.corrected(settings) { $0.share })
    goodAmongKept = Figure(verdicts.corrected(settings) { $0.amongKept })
    dimensions = Self.dimensions(compared, settings)
  }

  private static func dimensions(
    _ pairs: [FileScores.Pair], _ settings: Settings
  ) -> [String: DimensionFigures] {
    let names = Set(pairs.flatMap { ($0.human?.scores.keys).map(Array.init) ?? [] })
      .intersection(pairs.flatMap { Array($0.judge.scores.keys) })
    let groups = pairs.contains { $0.group != nil } ? pairs.map { $0.group ?? "" } : nil
    func measure(_ human: [Double], _ judge: [Double]) -> DimensionFigures {
      DimensionFigures(
        DimensionMeasures(
          human: human, judge: judge, groups: groups, scale: settings.scale, resamples: settings.resamples))
    }
    var result: [String: DimensionFigures] = [:]
    for name in names {
      result[name] = measure(
        pairs.map { $0.human?.scores[name] ?? .nan }, pairs.map { $0.judge.scores[name] ?? .nan })
    }
    if names.count > 1 {
      result[mean] = measure(
        pairs.map { Verdicts.mean($0.human?.scores ?? [:], names) ?? .nan },
        pairs.map { Verdicts.mean($0.judge.scores, names) ?? .nan })
    }
    return result
  }
}
