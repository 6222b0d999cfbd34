import AssayModel
import AssayStatistics

/// Whether a calibration still holds: how old it is, and whether what the judge scores now is distributed as it was then.
public struct Drift: Hashable, Sendable {
  /// Scores and labels of some batches.
  public struct Sample: Hashable, Sendable {
    /// By dimension, without gaps; ``Drift/mean`` is the mean of an example.
    public var scores: [String: [Double]]
    public var labels: [String: Int]
    public var count: Int
    public init(scores: [String: [Double]] = [:], labels: [String: Int] = [:], count: Int = 0) {
      self.scores = scores
      self.labels = labels
      self.count = count
    }
  }

  /// One distribution then and now.
  public struct Shift: Hashable, Sendable {
    /// A dimension, ``Drift/mean`` or ``Drift/labels``.
    public var name: String
    /// Population stability index: by convention under 0.1 is stable, over 0.25 a shift.
    public var stability: Double
    /// The largest distance of the two cumulative distributions; nil for labels.
    public var distance: Double?
    /// Of the test of Kolmogorov and Smirnov, for labels of the index's own chi-square; corrected for all that was looked at
    /// (Benjamini and Hochberg 1995).
    public var pValue: Double
    /// The mean then and now; nil for labels.
    public var before: Double?
    public var after: Double?
    /// The label whose share changed most, with its share then and now; nil for scores.
    public var label: String?
    public var shareBefore: Double?
    public var shareAfter: Double?

    /// A difference that chance does not make (p under 0.05) and that is large enough to matter (index of 0.1 or more).
    public var hasMoved: Bool { pValue < 0.05 && stability >= 0.1 }
  }

  public static let mean = "mean"
  public static let labels = "labels"

  /// When the judge was last measured against people, in milliseconds since 1970; nil: never.
  public let lastCalibration: Int64?
  /// In whole days.
  public let age: Int?
  public let maximumAge: Int
  /// Scored examples of the batches that were there then, and of newer ones.
  public let olderCount: Int
  public let newerCount: Int
  /// Dimensions in alphabetical order, then the mean and the labels; empty when there is nothing newer.
  public let shifts: [Shift]

  /// The last calibration is older than it may be, or there was none.
  public var isOld: Bool { age.map { $0 > maximumAge } ?? true }
  public var moved: [Shift] { shifts.filter(\.hasMoved) }
  public var isWarning: Bool { isOld || !moved.isEmpty }

  /// - Parameters:
  ///   - now: in milliseconds since 1970.
  ///   - maximumAge: in days.
  ///   - older: what was there at the last calibration.
  ///   - newer: what came since.
  public init(lastCalibration: Int64?, now: Int64, maximumAge: Int, older: Sample, newer: Sample) {
    self.lastCalibration = lastCalibration
    self.maximumAge = maximumAge
    age = lastCalibration.map { Int(max(0, now - $0) / 86_400_000) }
    (olderCount, newerCount) = (older.count, newer.count)
    let names = older.scores.keys.filter { newer.scores[$0] != nil && $0 != Self.mean }.sorted()
    let all = names + [Self.mean]
    var shifts = all.compactMap { name in
      Self.shift(name, older.scores[name, default: []], newer.scores[name, default: []])
    }
    if let labels = Self.labelShift(older.labels, newer.labels) { shifts.append(labels) }
    let corrected = Self.corrected(shifts.map(\.pValue))
    for index in shifts.indices { shifts[index].pValue = corrected[index] }
    self.shifts = shifts
  }

  private static func shift(_ name: String, _ before: [Double], _ after: [Double]) -> Shift? {
    guard let test = DistributionShift.kolmogorovSmirnov(before, after) else { return nil }
    let bins = ScoreBins(before, after)
    guard
      let stability = DistributionShift.stabilityIndex(before: bins.count(before), after: bins.count(after))
    else { return nil }
    return Shift(
      name: name, stability: stability, distance: test.statistic, pValue: test.pValue,
      before: Summary.mean(before), after: Summary.mean(after))
  }

  /// nil when one side has no labels, or both the same single one.
  private static func labelShift(_ before: [String: Int], _ after: [String: Int]) -> Shift? {
    let names = Set(before.keys).union(after.keys).sorted()
    let (old, new) = (names.map { before[$0] ?? 0 }, names.map { after[$0] ?? 0 })
    let (oldTotal, newTotal) = (Double(old.reduce(0, +)), Double(new.reduce(0, +)))
    guard names.count > 1, let stability = DistributionShift.stabilityIndex(before: old, after: new) else {
      return nil
    }
    let changes = names.indices.map { abs(Double(new[$0]) / newTotal - Double(old[$0]) / oldTotal) }
    let most = changes.indices.max { changes[$0] < changes[$1] } ?? 0
    // When nothing moved, the index over (1/n + 1/m) is about chi-square with k - 1 degrees (Yurdakul 2018).
    let scaled = stability / (1 / oldTotal + 1 / newTotal)
    return Shift(
      name: labels, stability: stability, distance: nil,
      pValue: ChiSquare.tail(scaled, degrees: names.count - 1), label: names[most],
      shareBefore: Double(old[most]) / oldTotal, shareAfter: Double(new[most]) / newTotal)
  }

  /// p-values that keep the expected share of false alarms, each the smallest of p m / rank from its rank up (Benjamini and
  /// Hochberg 1995).
  static func corrected(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] > values[$1] }
    var result = values
    var least = 1.0
    for (place, index) in order.enumerated() {
      least = min(least, values[index] * Double(values.count) / Double(values.count - place))
      result[index] = least
    }
    return result
  }
}
