import AssayCalibration
import AssayStatistics

/// A figure with its 95 % interval and with what it was measured on; null, never 0, where nothing was.
public typealias ReportFigure = CalibrationReport.Figure

extension CalibrationReport.Figure {
  public init(value: Double?, low: Double? = nil, high: Double? = nil, n: Int) {
    var interval: Interval?
    if let low, let high { interval = Interval(lower: low, upper: high) }
    self.init(Estimate(value: value, interval: interval, n: n))
  }

  /// A share with Wilson's interval.
  public init(_ proportion: Proportion) { self.init(Estimate(proportion)) }
}

extension IntervalStrip {
  /// - Returns: nil where nothing was measured.
  public init?(_ figure: ReportFigure, range: ClosedRange<Double> = 0...1, bar: Double? = nil) {
    guard let value = figure.value, value.isFinite else { return nil }
    self.init(value: value, low: figure.low, high: figure.high, range: range, bar: bar)
  }
}

extension CalibrationReport {
  /// Of everything that the judge has scored, what its rule keeps.
  var keptCount: Int {
    rejectRate.n - Int((Double(rejectRate.n) * (rejectRate.value ?? 1)).rounded())
  }

  var counts: ConfusionMatrix {
    ConfusionMatrix(
      truePositives: matrix.tp, falsePositives: matrix.fp, trueNegatives: matrix.tn, falseNegatives: matrix.fn
    )
  }
}
