import AssayCalibration
import AssayModel
import AssayStatistics

/// What would happen at every other threshold on the one number that the rule looks at: costs, and how the number is
/// distributed. ROC and precision are in ``CalibrationReport/Curves``.
public struct CurveFacts: Hashable, Sendable, Codable {
  /// Keep from this score on.
  public struct Cut: Hashable, Sendable, Codable {
    /// null: keep nothing.
    @NullWhenAbsent public var threshold: Double?
    public var tp: Int
    public var fp: Int
    public var fn: Int
    public var tn: Int
    /// Of an example on the average.
    public var cost: Double
  }

  /// Scores between two bounds, by the person's verdict.
  public struct Column: Hashable, Sendable, Codable {
    public var from: Double
    public var to: Double
    public var accepted: Int
    public var rejected: Int
  }

  /// What the number is: "mean score", "P(accept)".
  public var score: String
  /// The threshold in force.
  public var threshold: Double
  public var n: Int
  /// From the highest threshold, which keeps nothing, to the lowest.
  public var cuts: [Cut]
  /// Where the cost is least; of several the one that keeps least.
  public var cheapest: Cut
  public var histogram: [Column]

  /// - Returns: nil unless both verdicts are there.
  init?(_ rows: [CalibrationRow], rule: KeepRule, costRatio: Double, scale: ClosedRange<Int>) {
    let pairs = rows.compactMap { row in
      rule.rankScore(row.scores).map { (score: $0, isGood: row.truth.verdict == .accept) }
    }
    let good = pairs.count { $0.isGood }
    guard good > 0, good < pairs.count else { return nil }
    var range = Double(scale.lowerBound)...Double(scale.upperBound)
    switch rule {
    case .mean(let least): (score, threshold) = ("mean score", least)
    case .weightedMean(_, let least): (score, threshold) = ("weighted mean score", least)
    case .logistic(_, _, let least): (score, threshold, range) = ("P(accept)", least, 0...1)
    case .minimums:
      (score, threshold) = ("least margin over the minimums", 0)
      let width = range.upperBound - range.lowerBound
      range = -width...width
    }
    n = pairs.count
    let cuts = Self.cuts(pairs, costRatio: costRatio)
    self.cuts = cuts
    cheapest = cuts.dropFirst().reduce(cuts[0]) { $1.cost < $0.cost ? $1 : $0 }
    histogram = Self.histogram(pairs, over: range)
  }

  private static func cuts(_ pairs: [(score: Double, isGood: Bool)], costRatio: Double) -> [Cut] {
    let sorted = pairs.sorted { $0.score > $1.score }
    let (good, bad) = (sorted.count { $0.isGood }, sorted.count { !$0.isGood })
    var (tp, fp, index) = (0, 0, 0)
    func cut(_ threshold: Double?) -> Cut {
      let cost = (costRatio * Double(fp) + Double(good - tp)) / Double(sorted.count)
      var cut = Cut(tp: tp, fp: fp, fn: good - tp, tn: bad - fp, cost: cost)
      cut.threshold = threshold
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
      let index = place.isFinite ? max(0, min(Double(count - 1), place)) : 0
      if pair.isGood { columns[Int(index)].accepted += 1 } else { columns[Int(index)].rejected += 1 }
    }
    return columns
  }
}
