import AssayModel
import AssayStatistics

/// The share of known-bad probes that a judge drops, held against ``ProbeTally/bar``.
struct CatchRate: Hashable {
  enum Finding: Hashable {
    /// There was no known-bad probe with a score.
    case notMeasured
    /// The whole interval lies at the bar or over it.
    case passes
    /// The rate is over the bar, but by so few probes that it could as well lie under it. `needed`: how many would tell
    /// if the rate stayed as it is; nil: no number would.
    case open(needed: Int?)
    case fails
  }

  let proportion: Proportion

  init(caught: Int, of n: Int) { proportion = Proportion(successes: caught, n: n) }

  var finding: Finding {
    guard let share = proportion.value, let interval = proportion.wilson() else { return .notMeasured }
    if share < ProbeTally.bar { return .fails }
    return interval.lower >= ProbeTally.bar
      ? .passes
      : .open(needed: Proportion.trials(forLowerEnd: ProbeTally.bar, observed: share, from: proportion.n))
  }

  /// "34 of 40 = 85.0 % (95 % interval 70.9 % to 92.9 %)"
  var sentence: String {
    let counts = "\(Figures.grouped(proportion.successes)) of \(Figures.grouped(proportion.n))"
    guard let share = proportion.value, let interval = proportion.wilson() else { return counts }
    return "\(counts) = \(Figures.percent(share)) (95 % interval \(Figures.percent(interval.lower)) to "
      + "\(Figures.percent(interval.upper)))"
  }
}
