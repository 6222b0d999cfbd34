import AssayCalibration
import AssayModel
import AssayStatistics

/// What would happen at every other threshold on the one number that the rule looks at.
public struct CurveFacts: Hashable, Sendable, Codable {
  /// What is known at one threshold: keep from this score on.
  public struct Cut: Hashable, Sendable, Codable {
    /// nil: keep nothing.
    public var threshold: Double?
    public var tp: Int
    public var fp: Int
    public var fn: Int
    public var tn: Int
    public var cost: Double?
    var counts: ConfusionMatrix {
      ConfusionMatrix(truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn)
    }
  }

  public struct Bin: Hashable, Sendable, Codable {
    public var from: Double
    public var to: Double
    public var predicted: Double
    public var accepted: ReportFigure
  }

  public struct Column: Hashable, Sendable, Codable {
    public var from: Double
    public var to: Double
    public var accepted: Int
    public var rejected: Int
  }

  /// What the number is: "mean score", "P(accept)".
  public var score: String
  /// The threshold in force; nil: the rule has one for each dimension.
  public var threshold: Double?
  public var n: Int
  /// From the highest threshold, which keeps nothing, to the lowest.
  public var cuts: [Cut]
  /// The area under the ROC curve, and under precision and recall.
  public var auc: ReportFigure
  public var averagePrecision: ReportFigure
  /// Where the cost is least; of several the one that keeps least.
  public var cheapest: Cut?
  /// The calibration curve, where the rule gives a probability.
  public var bins: [Bin]
  public var brier: Double?
  public var calibrationError: Double?
  public var histogram: [Column]

  /// - Returns: nil unless both verdicts are there.
  init?(_ data: CalibrationData, rule: KeepRule, _ input: ReportInput) {
    let line = RuleLine(rule)
    let pairs = data.set.rows(in: input.split).compactMap { row in
      line.value(row.scores).map { (score: $0, isGood: row.truth.verdict == .accept) }
    }
    let good = pairs.count { $0.isGood }
    guard good > 0, good < pairs.count else { return nil }
    (score, threshold, n) = (line.name, line.threshold, pairs.count)
    let ratio = input.task.calibration.costRatio
    cuts = Self.cuts(pairs, costRatio: ratio)
    auc = Self.area(pairs, resamples: input.resamples)
    averagePrecision = ReportFigure(value: Self.averagePrecision(cuts), n: pairs.count)
    let least = cuts.compactMap(\.cost).min()
    cheapest = cuts.first { $0.cost == least }
    let isProbability = if case .logistic = rule { true } else { false }
    let calibration =
      isProbability
      ? ProbabilityCalibration(predicted: pairs.map(\.score), accepted: pairs.map(\.isGood)) : nil
    bins = (calibration?.bins ?? []).map {
      Bin(
        from: $0.range.lowerBound, to: $0.range.upperBound, predicted: $0.predicted,
        accepted: ReportFigure($0.accepted))
    }
    (brier, calibrationError) = (calibration?.brier, calibration?.expectedCalibrationError)
    let scale = input.task.dimensions.first.map { Double($0.minimum)...Double($0.maximum) } ?? 1...5
    histogram = Self.histogram(pairs, over: isProbability ? 0...1 : scale)
  }

  private static func cuts(_ pairs: [(score: Double, isGood: Bool)], costRatio: Double) -> [Cut] {
    let sorted = pairs.sorted { $0.score > $1.score }
    let (good, bad) = (sorted.count { $0.isGood }, sorted.count { !$0.isGood })
    var (tp, fp, index) = (0, 0, 0)
    func cut(_ threshold: Double?) -> Cut {
      var cut = Cut(threshold: threshold, tp: tp, fp: fp, fn: good - tp, tn: bad - fp)
      cut.cost = cut.counts.expectedCost(falsePositive: costRatio)
      return cut
    }
    var cuts = [cut(nil)]
    while index < sorted.count {
      let value = sorted[index].score
      while index < sorted.count, sorted[index].score == value {
        if sorted[index].isGood { tp += 1 } else { fp += 1 }
        index += 1
      }
      cuts.append(cut(value))
    }
    return cuts
  }

  private static func histogram(
    _ pairs: [(score: Double, isGood: Bool)], over range: ClosedRange<Double>
  ) -> [Column] {
    let count = 16
    let width = (range.upperBound - range.lowerBound) / Double(count)
    var columns = (0..<count).map { index in
      Column(
        from: range.lowerBound + Double(index) * width, to: range.lowerBound + Double(index + 1) * width,
        accepted: 0, rejected: 0)
    }
    for pair in pairs {
      let place = ((pair.score - range.lowerBound) / width + 1e-9).rounded(.down)
      let index = max(0, min(count - 1, Int(place.isFinite ? place : 0)))
      if pair.isGood { columns[index].accepted += 1 } else { columns[index].rejected += 1 }
    }
    return columns
  }
}
