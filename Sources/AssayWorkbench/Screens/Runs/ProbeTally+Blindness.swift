import AssayModel
import AssayStatistics

extension ProbeTally {
  /// What must be said of a judge that catches bad probes because it drops the good ones as well; nil: it tells them
  /// apart, or there are fewer than ten verdicts on one of the two kinds.
  ///
  /// Held against the interval of what it keeps among the good less what it keeps among the bad
  /// (``ProportionDifference``).
  public var blindness: String? {
    guard min(good.n, bad.n) >= Self.enough else { return nil }
    let kept = Proportion(successes: good.right, n: good.n)
    let missed = Proportion(successes: bad.n - bad.right, n: bad.n)
    guard let interval = ProportionDifference(kept, missed).interval(), interval.lower <= 0 else {
      return nil
    }
    return
      "nothing shows that this judge tells good from bad: it keeps \(good.right) of \(good.n) known-good and "
      + "\(bad.n - bad.right) of \(bad.n) known-bad probes"
  }

  /// With fewer of a kind a judge that is right in two of three may well look like one that guesses.
  private static let enough = 10
}
