#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// How many good ones are kept for how many bad ones as a rule is made stricter or laxer in all its parts at once: the
/// receiver operating characteristic of its margin.
public struct RuleCurve: Hashable, Sendable {
  /// A place of the curve.
  public struct Point: Hashable, Sendable {
    /// Bad ones kept among the bad: 1 less the catch rate.
    public var falsePositiveRate: Double
    /// Good ones kept among the good.
    public var truePositiveRate: Double
  }

  /// From "keeps nothing" to "keeps all"; empty where either kind is missing.
  public let points: [Point]
  /// Where the rule itself is; nil: nowhere.
  public let here: Point?
  public let accepted: Int
  public let rejected: Int

  /// - Parameter margins: of the rows; NaN: a score is missing, the row does not count.
  init(margins: [Float], isAccepted: [Bool]) {
    let told = margins.indices.filter { !margins[$0].isNaN }
    let good = told.count { isAccepted[$0] }
    let bad = told.count - good
    accepted = good
    rejected = bad
    guard good > 0, bad > 0 else {
      (points, here) = ([], nil)
      return
    }
    var (keptGood, keptBad) = (0, 0)
    func place() -> Point {
      Point(
        falsePositiveRate: Double(keptBad) / Double(bad), truePositiveRate: Double(keptGood) / Double(good))
    }
    var curve = [place()]
    var current = curve[0]
    let order = told.sorted { margins[$0] > margins[$1] }
    for (rank, index) in order.enumerated() {
      if isAccepted[index] { keptGood += 1 } else { keptBad += 1 }
      // Examples with the same margin are kept or dropped together.
      if rank + 1 < order.count, margins[order[rank + 1]] == margins[index] { continue }
      curve.append(place())
      if margins[index] >= 0 { current = place() }
    }
    points = curve
    here = current
  }

  /// The chance that a good one has a larger margin than a bad one, ties half (Hanley and McNeil 1982); nil where either
  /// kind is missing.
  public var area: Double? {
    guard points.count > 1 else { return nil }
    return zip(points, points.dropFirst()).reduce(0) { sum, pair in
      sum + (pair.1.falsePositiveRate - pair.0.falsePositiveRate)
        * (pair.0.truePositiveRate + pair.1.truePositiveRate) / 2
    }
  }

  static func share(ofLogOdds odds: Double) -> Double { 1 / (1 + exp(-odds)) }
}
