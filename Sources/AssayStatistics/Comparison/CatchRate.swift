/// The share of bad examples that is caught, held against a bar: told by the interval, so that a few examples neither pass
/// nor miss it.
public struct CatchRate: Hashable, Sendable {
  /// What the interval of 95 % says of the bar.
  public enum Finding: Hashable, Sendable {
    /// There was no bad example.
    case notMeasured
    /// The whole interval lies at the bar or over it.
    case met
    /// The whole interval lies under the bar.
    case missed
    /// The bar lies inside the interval.
    case notDecided
  }

  /// The caught out of all bad ones.
  public let proportion: Proportion
  /// The rate that the lower end has to reach, 0..<1.
  public let bar: Double

  /// - Parameter caught: at most `n` of them count.
  public init(caught: Int, of n: Int, bar: Double) {
    let n = max(0, n)
    proportion = Proportion(successes: max(0, min(caught, n)), n: n)
    self.bar = bar
  }

  /// By Wilson's interval (1927).
  public var finding: Finding { Self.finding(proportion.wilson(), bar: bar) }

  /// The same of any interval; nil is one that could not be measured.
  public static func finding(_ interval: Interval?, bar: Double) -> Finding {
    guard let interval else { return .notMeasured }
    if interval.lower >= bar { return .met }
    return interval.upper < bar ? .missed : .notDecided
  }

  /// How many bad examples in all would decide it, if the rate stays as it is: with the lower end at the bar, or the upper
  /// end under it. nil: it is decided, nothing was measured, or the rate is the bar itself and no number would.
  public var needed: Int? {
    guard finding == .notDecided, let share = proportion.value else { return nil }
    return share < bar
      ? Proportion.trials(forLowerEnd: 1 - bar, observed: 1 - share, from: proportion.n)
      : Proportion.trials(forLowerEnd: bar, observed: share, from: proportion.n)
  }
}
