import AssayModel

/// The clusters screen: all families of near duplicates, largest first. Holds the page in sight.
public struct ClustersState: Sendable {
  static let pageLength = 200

  public var cursor = 0
  public var top = 0
  public private(set) var start = 0
  public private(set) var page: [ClusterSummary] = []
  /// nil: not read yet.
  public private(set) var total: Int?

  public init() {}

  mutating func take(_ clusters: [ClusterSummary], start: Int, total: Int) {
    page = clusters
    self.start = start
    self.total = total
    cursor = min(cursor, max(0, total - 1))
  }

  mutating func forget() {
    page = []
    total = nil
  }

  /// The cluster at a position of the whole list, if its page is here.
  public func cluster(at position: Int) -> ClusterSummary? {
    page.indices.contains(position - start) ? page[position - start] : nil
  }
}
