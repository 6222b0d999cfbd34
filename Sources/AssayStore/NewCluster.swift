import AssayModel

/// A cluster that was computed and has no number yet.
public struct NewCluster: Hashable, Sendable {
  /// "exact" or "minhash".
  public var method: String
  /// Jaccard similarity from which two examples count as near duplicates.
  public var threshold: Double
  /// The representative first.
  public var members: [Cluster.Member]
  /// A cluster of these members.
  public init(method: String, threshold: Double, members: [Cluster.Member]) {
    self.method = method
    self.threshold = threshold
    self.members = members
  }
}
