extension RankedRetrieval {
  /// What one threshold flags, against the truth.
  public struct Flagged: Hashable, Sendable {
    public var threshold: Double
    /// How many of the flagged are true.
    public var truePositives: Int
    public var flagged: Int
    /// How many are true, flagged or not.
    public var positives: Int
    public var n: Int

    /// The share of the flagged that is true; its `n` is ``flagged``. Without any flagged it has no value.
    public var precision: Proportion { Proportion(successes: truePositives, n: flagged) }
    /// The share of the true that is flagged; its `n` is ``positives``. Without any true it has no value.
    public var recall: Proportion { Proportion(successes: truePositives, n: positives) }
    /// The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN) (van Rijsbergen 1979); nil when nothing is
    /// flagged and nothing is true.
    public var f1: Double? {
      let all = flagged + positives
      return all == 0 ? nil : 2 * Double(truePositives) / Double(all)
    }
  }
}
