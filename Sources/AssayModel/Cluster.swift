/// The number of one of the cluster's examples.
public struct ClusterID: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  public var rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public init(_ value: Int64) { rawValue = value }
  public static func < (left: ClusterID, right: ClusterID) -> Bool { left.rawValue < right.rawValue }
}

/// A family of near duplicates.
public struct Cluster: Hashable, Sendable {
  /// An example of the cluster.
  public struct Member: Hashable, Sendable {
    public var example: ExampleID
    /// Similarity to the representative by ``method``, 0...1; 1 for the representative itself.
    public var similarity: Double
    /// The method that says so: the rawValue of a ``DuplicateMethod``, or the name that came with imported
    /// clusters; "person" when only a person's word holds the member here.
    public var method: String
    public init(example: ExampleID, similarity: Double, method: String = DuplicateMethod.minhash.rawValue) {
      self.example = example
      self.similarity = similarity
      self.method = method
    }
  }
  /// The number of one of its examples: of the oldest member, or of the first that an import named. It stays the
  /// same from one search to the next while that example stays.
  public var id: ClusterID
  /// The rawValue of the vaguest ``DuplicateMethod`` that holds it together, or the name that came with imported
  /// clusters.
  public var method: String
  /// In what way the members are the same; nil: imported without saying.
  public var kind: DuplicateKind?
  /// That of ``method``.
  public var threshold: Double
  /// The representative first, then from the most to the least similar.
  public var members: [Member]
  public init(
    id: ClusterID, method: String, kind: DuplicateKind? = nil, threshold: Double, members: [Member]
  ) {
    self.id = id
    self.method = method
    self.kind = kind
    self.threshold = threshold
    self.members = members
  }
}
