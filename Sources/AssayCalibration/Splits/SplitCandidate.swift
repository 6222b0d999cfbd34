import AssayModel

/// What kind of example it is, for the shares of the splits: each split gets its share of every stratum.
public struct SplitStratum: Hashable, Sendable {
  public var verdict: Verdict
  public var label: String?
  public init(verdict: Verdict, label: String?) {
    self.verdict = verdict
    self.label = label
  }
}

/// An example with a truth, which has a split or needs one.
public struct SplitCandidate: Hashable, Sendable {
  public var example: ExampleID
  /// Names its duplicate cluster: the smallest example number in it; its own for one that stands alone.
  public var group: ExampleID
  public var stratum: SplitStratum
  public init(example: ExampleID, group: ExampleID, stratum: SplitStratum) {
    self.example = example
    self.group = group
    self.stratum = stratum
  }
}
