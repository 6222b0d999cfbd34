import AssayModel
import AssayStatistics

/// So many right of so many, with what can be concluded from it.
struct ProbeRate: Hashable, Encodable {
  var n: Int
  var right: Int
  /// nil: there was nothing to get right.
  var rate: Double?
  /// The 95 % interval (Wilson 1927).
  var low: Double?
  var high: Double?

  init(_ count: ProbeTally.Count) {
    n = count.n
    right = count.right
    let proportion = Proportion(successes: count.right, n: count.n)
    rate = proportion.value
    let interval = proportion.wilson()
    low = interval?.lower
    high = interval?.upper
  }

  /// "9 of 10 known-bad (90 %, 60-98)"
  func phrase(_ what: String) -> String {
    guard let rate, let low, let high else { return "0 of 0 \(what)" }
    return
      "\(right) of \(n) \(what) (\(Figures.wholePercent(rate)) %, \(Figures.wholePercent(low))-\(Figures.wholePercent(high)))"
  }
}
