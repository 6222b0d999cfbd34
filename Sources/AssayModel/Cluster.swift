public struct ClusterID: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  public var rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public init(_ value: Int64) { rawValue = value }
  public static func < (left: ClusterID, right: ClusterID) -> Bool { left.rawValue < right.rawValue }
}

/// A family of near duplicates.
public struct Cluster: Hashable, Sendable {
  public struct Member: Hashable, Sendable {
    public var example: ExampleID
    /// Jaccard similarity to the representative, 0...1; 1 for the representative itself.
    public var similarity: Double
    public init(example: ExampleID, similarity: Double) {
      self.example = example
      self.similarity = similarity
    }
  }
  public var id: ClusterID
  /// "exact", "minhash", or the name that came with imported clusters.
  public var method: String
  public var threshold: Double
  /// The representative first, then from the most to the least similar.
  public var members: [Member]
  public init(id: ClusterID, method: String, threshold: Double, members: [Member]) {
    self.id = id
    self.method = method
    self.threshold = threshold
    self.members = members
  }
}
