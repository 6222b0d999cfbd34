/// A family of texts that say nearly the same. Items are named by their index.
public struct NearDuplicateCluster: Hashable, Sendable {
  /// How the members were found.
  public enum Method: String, Hashable, Sendable, Codable {
    /// All members have the same content key.
    case exact
    /// At least one pair differs; found by MinHash bands and verified by exact Jaccard similarity.
    case minhash
  }

  public struct Member: Hashable, Sendable {
    public let item: Int
    /// Exact Jaccard similarity of the shingles to the representative's, threshold...1; 1 for the
    /// representative itself and for every member with its content key.
    public let similarity: Double

    public init(item: Int, similarity: Double) {
      self.item = item
      self.similarity = similarity
    }
  }

  public let method: Method
  /// The representative first, then from the most to the least similar, then by index. Two or more.
  public let members: [Member]
  /// The positions, in the given list of existing clusters, of those that have a member here; sorted.
  public let existing: [Int]

  public var representative: Int { members[0].item }

  public init(method: Method, members: [Member], existing: [Int] = []) {
    self.method = method
    self.members = members
    self.existing = existing
  }
}
