/// A text that came, as the tracker needs it.
public struct DiversitySample: Hashable, Sendable {
  public var text: String
  /// Its cluster where another measure groups the texts, such as embeddings; nil: by its words. Give it for all texts or
  /// for none.
  public var cluster: Int?

  public init(text: String, cluster: Int? = nil) {
    self.text = text
    self.cluster = cluster
  }
}

/// Where a text came down among the clusters.
public struct ClusterArrival: Hashable, Sendable {
  /// The cluster, counted from 0 in the order in which they were founded.
  public var cluster: Int
  /// Texts in the cluster, this one included: 1 for a new cluster.
  public var size: Int
  /// How many texts had come when the cluster was founded.
  public var founded: Int
  /// How many texts had come before this one.
  public var number: Int
  /// Whether the text is a near duplicate of an earlier one.
  public var isNearDuplicate: Bool

  public var isNew: Bool { size == 1 }

  public init(cluster: Int, size: Int, founded: Int, number: Int, isNearDuplicate: Bool) {
    self.cluster = cluster
    self.size = size
    self.founded = founded
    self.number = number
    self.isNearDuplicate = isNearDuplicate
  }
}
