import AssayCalibration
import AssayModel
import AssayStatistics

/// What a judge under a rule does on one split, and what follows for everything that it has scored.
public struct JudgeFigures: Hashable, Sendable, Codable {
  public struct Matrix: Hashable, Sendable, Codable {
    public var tp: Int
    public var fp: Int
    public var fn: Int
    public var tn: Int
    var counts: ConfusionMatrix {
      ConfusionMatrix(truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn)
    }
  }

  public var judge: String
  public var split: String
  public var setHash: String
  /// Examples that were compared.
  public var n: Int
  /// With a truth, and without a score that the rule asks for.
  public var unjudged: Int
  public var matrix: Matrix
  public var rates: [String: ReportFigure]
  /// The same shares with each example weighed by one over its chance of having been drawn; null where chances are not
  /// known.
  public var weightedRates: [String: ReportFigure]
  public var agreement: [String: ReportFigure]
  public var costRatio: Double
  public var bar: Double
  /// The share of everything that it has scored which it is planned to drop.
  public var plannedRejectRate: [Double]
  public var expectedCost: ReportFigure
  /// Dropped on the split.
  public var rejectRate: ReportFigure
  /// Dropped of everything that it has scored; counted, so it has no interval.
  public var populationRejectRate: ReportFigure
  /// Kept of everything that it has scored.
  public var kept: Int
  /// Of everything that it has scored, corrected by its errors (Rogan and Gladen 1978).
  public var correctedGoodShare: ReportFigure
  /// Of what it kept.
  public var goodAmongKept: ReportFigure
  /// Bad examples to expect among what it kept.
  public var expectedBadKept: ReportFigure

  init(_ data: CalibrationData, rule: KeepRule, _ input: ReportInput) {
    let rows = data.set.rows(in: input.split)
    let decided = rows.compactMap { row in rule.keeps(row.scores).map { (row, $0) } }
    var cells = ConfusionMatrix()
    for (row, keeps) in decided { cells.add(accepted: row.truth.verdict == .accept, kept: keeps) }
    let settings = input.task.calibration
    let measures = VerdictMeasures(cells, costRatio: settings.costRatio, resamples: input.resamples)
    judge = data.judge.name
    split = input.split.rawValue
    setHash = SetHash.of(rows)
    n = cells.count
    unjudged = rows.count - decided.count
    matrix = Matrix(
      tp: cells.truePositives, fp: cells.falsePositives, fn: cells.falseNegatives, tn: cells.trueNegatives)
    rates = Self.rates(measures)
    weightedRates = Self.weighted(decided)
    agreement = [
      "kappa": ReportFigure(measures.kappa), "ac1": ReportFigure(measures.ac1),
      "matthews": ReportFigure(measures.matthews), "raw": ReportFigure(measures.accuracy),
    ]
    (costRatio, bar) = (settings.costRatio, settings.bar)
    plannedRejectRate = [settings.rejectPlan.lowerBound, settings.rejectPlan.upperBound]
    expectedCost = ReportFigure(measures.expectedCost)
    rejectRate = ReportFigure(measures.rejectRate)
    let verdicts = PopulationVerdicts(data.population, rule)
    kept = verdicts.kept
    populationRejectRate = ReportFigure(
      value: verdicts.decided == 0 ? nil : Double(verdicts.decided - kept) / Double(verdicts.decided),
      n: verdicts.decided)
    let corrected = CorrectedShares(cells, verdicts, resamples: input.resamples)
    correctedGoodShare = ReportFigure(corrected.good)
    goodAmongKept = ReportFigure(corrected.amongKept)
    expectedBadKept = Self.bad(goodAmongKept, among: kept)
  }

  private static func rates(_ measures: VerdictMeasures) -> [String: ReportFigure] {
    [
      "tpr": ReportFigure(measures.truePositiveRate), "catch_rate": ReportFigure(measures.catchRate),
      "precision": ReportFigure(measures.precision), "accuracy": ReportFigure(measures.accuracy),
      "balanced_accuracy": ReportFigure(measures.balancedAccuracy), "f1": ReportFigure(measures.f1),
      "accepted_share": ReportFigure(measures.acceptedShare),
    ]
  }

  private static func weighted(_ decided: [(row: CalibrationRow, keeps: Bool)]) -> [String: ReportFigure] {
    let drawn = decided.filter { $0.row.probability != nil }
    guard !drawn.isEmpty else { return [:] }
    func share(
      _ isAsked: (CalibrationRow, Bool) -> Bool, _ isSo: (CalibrationRow, Bool) -> Bool
    ) -> ReportFigure {
      let asked = drawn.filter { isAsked($0.row, $0.keeps) }
      let share = WeightedShare(
        outcomes: asked.map { isSo($0.row, $0.keeps) }, inclusion: asked.compactMap(\.row.probability))
      let interval = share.interval()
      return ReportFigure(value: share.value, low: interval?.lower, high: interval?.upper, n: share.n)
    }
    func isGood(_ row: CalibrationRow) -> Bool { row.truth.verdict == .accept }
    return [
      "catch_rate": share({ row, _ in !isGood(row) }, { _, keeps in !keeps }),
      "tpr": share({ row, _ in isGood(row) }, { _, keeps in keeps }),
      "precision": share({ _, keeps in keeps }, { row, _ in isGood(row) }),
      "accuracy": share({ _, _ in true }, { row, keeps in isGood(row) == keeps }),
      "accepted_share": share({ _, _ in true }, { row, _ in isGood(row) }),
    ]
  }

  /// The ends change places: the more good ones, the fewer bad ones.
  private static func bad(_ good: ReportFigure, among kept: Int) -> ReportFigure {
    func count(_ share: Double?) -> Double? { share.map { (1 - $0) * Double(kept) } }
    return ReportFigure(
      value: count(good.value), low: count(good.high), high: count(good.low), n: good.n)
  }
}
