import AssayModel
import AssayStatistics

extension CalibrationReport {
  /// How what the rule compares with its threshold parts accepted from rejected examples at every threshold.
  public struct Curves: Codable, Hashable, Sendable {
    /// Keeping what is at least ``threshold``.
    public struct Point: Codable, Hashable, Sendable {
      /// null: nothing is kept.
      @NullWhenAbsent public var threshold: Double?
      /// Kept among the rejected: x of the ROC curve.
      @NullWhenAbsent public var fpr: Double?
      /// Kept among the accepted: y of the ROC curve, x of the precision-recall curve.
      @NullWhenAbsent public var tpr: Double?
      @NullWhenAbsent public var precision: Double?
    }

    /// The area under the ROC curve, with DeLong's interval.
    public var rocAuc: Figure
    /// The area under the precision-recall curve in steps.
    @NullWhenAbsent public var averagePrecision: Double?
    /// From the strictest to that which keeps everything; at most ``mostPoints``.
    public var points: [Point]

    public static let mostPoints = 400

    /// nil without scores, and when the person gave only one verdict.
    init?(_ compared: [ComparedExample], _ rule: KeepRule, _ inclusion: [Double]?) {
      let places = compared.indices.filter { rule.rankScore(compared[$0].judge) != nil }
      let scores = places.compactMap { rule.rankScore(compared[$0].judge) }
      let accepted = places.map { compared[$0].isAccepted == true }
      guard Set(accepted).count == 2 else { return nil }
      let curves = RankCurves(
        scores: scores, accepted: accepted,
        sampleWeights: inclusion.map { inclusion in places.map { 1 / inclusion[$0] } })
      let groups = VerdictFigures.groupNames(places.map { compared[$0] })
      rocAuc = Figure(groups.map { curves.areaEstimate(groups: $0) } ?? curves.areaEstimate())
      averagePrecision = curves.averagePrecision
      let step = max(1, Double(curves.points.count - 1) / Double(Self.mostPoints - 1))
      let shown = stride(from: 0, through: Double(curves.points.count - 1), by: step).map {
        Int($0.rounded())
      }
      points = shown.map { Point(curves.points[$0]) }
    }
  }

  /// Whether P(accept) of the rule holds what it promises.
  public struct ProbabilityFigures: Codable, Hashable, Sendable {
    /// Predictions between two bounds, beside what people decided of them.
    public struct Bin: Codable, Hashable, Sendable {
      public var from: Double
      public var to: Double
      /// The mean prediction.
      public var predicted: Double
      public var accepted: Figure
    }

    @NullWhenAbsent public var brier: Double?
    @NullWhenAbsent public var expectedCalibrationError: Double?
    public var bins: [Bin]
    public var n: Int

    /// nil: the rule has no probability, or nothing was predicted.
    init?(_ compared: [ComparedExample], _ rule: KeepRule) {
      let pairs = compared.compactMap { example in
        rule.probability(example.judge).map { (predicted: $0, accepted: example.isAccepted == true) }
      }
      guard !pairs.isEmpty else { return nil }
      let calibration = ProbabilityCalibration(
        predicted: pairs.map(\.predicted), accepted: pairs.map(\.accepted))
      n = calibration.n
      bins = calibration.bins.map {
        Bin(
          from: $0.range.lowerBound, to: $0.range.upperBound, predicted: $0.predicted,
          accepted: Figure(Estimate($0.accepted)))
      }
      brier = calibration.brier
      expectedCalibrationError = calibration.expectedCalibrationError
    }
  }
}

extension CalibrationReport.Curves.Point {
  init(_ point: RankCurves.Point) {
    threshold = point.threshold
    (fpr, tpr, precision) = (point.falsePositiveRate, point.truePositiveRate, point.precision)
  }
}
